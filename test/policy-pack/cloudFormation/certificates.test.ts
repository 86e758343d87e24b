import assert from "node:assert/strict";
import { judge } from "../../support/judged";

/** A stack with a certificate, and a distribution with an alias that uses it. */
function stack(region: string | undefined, certificate: object): string[] {
  const templateBody = JSON.stringify({
    Resources: {
      Certificate: { Type: "AWS::CertificateManager::Certificate", Properties: certificate },
      Front: {
        Type: "AWS::CloudFront::Distribution",
        Properties: {
          DistributionConfig: {
            Enabled: true,
            Aliases: ["www.example.com"],
            Origins: [{ Id: "files", DomainName: "files.s3.eu-west-1.amazonaws.com", OriginAccessControlId: "E1" }],
            DefaultCacheBehavior: {
              TargetOriginId: "files",
              ViewerProtocolPolicy: "https-only",
              CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
            },
            ViewerCertificate: { AcmCertificateArn: { Ref: "Certificate" }, SslSupportMethod: "sni-only" },
          },
        },
      },
    },
  });
  const inputs = { name: "front", templateBody, ...(region === undefined ? {} : { region }) };
  const program = [{ type: "aws:cloudformation/stack:Stack", name: "outer", inputs }];
  return judge(program, { title: "a preview", isNew: () => true })
    .filter(({ rule, kind }) => rule.name === "rejected-by-cloudfront" && kind === "violation")
    .map(({ problem }) => problem);
}

describe("A certificate inside of a CloudFormation stack", () => {
  it("is rejected in another region than us-east-1", () => {
    const [problem = ""] = stack("eu-central-1", { DomainName: "www.example.com" });
    assert.match(problem, /it is in eu-central-1/);
    assert.deepEqual(stack("us-east-1", { DomainName: "www.example.com" }), []);
    assert.deepEqual(stack(undefined, { DomainName: "www.example.com" }), []);
  });

  it("is rejected if it does not cover the alias", () => {
    const [problem = ""] = stack("us-east-1", { DomainName: "example.com" });
    assert.match(problem, /does not cover the alias www\.example\.com/);
    assert.deepEqual(stack("us-east-1", { DomainName: "example.com", SubjectAlternativeNames: ["*.example.com"] }), []);
  });
});
