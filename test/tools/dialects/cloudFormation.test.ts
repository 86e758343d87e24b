import assert from "node:assert/strict";
import { join } from "node:path";
import { isTemplate, readTemplates } from "../../../tools/dialects/cloudFormation/readTemplates";
import { readStateFile } from "../../../tools/stateFile";
import { verdictsOf } from "../../../tools/verdicts";

const folder = join(__dirname, "..", "..", "fixtures", "dialects");

function found(file: string): string[] {
  return verdictsOf(readStateFile(join(folder, file))).flatMap(({ distribution, behavior, findings }) =>
    findings.map(({ rule, level }) => `${distribution}, ${behavior}: ${level} ${rule}`),
  );
}

describe("A CloudFormation template", () => {
  it("has the trap as a violation, with the names of CloudFormation", () => {
    assert.deepEqual(found("template.yaml"), [
      'Front, cache behavior "/api": mandatory api-gateway-origin-host-header',
      'Front, cache behavior "/api/*": mandatory api-gateway-origin-host-header',
    ]);
    const [verdict] = verdictsOf(readStateFile(join(folder, "template.yaml")));
    assert.match(verdict?.findings[0]?.message ?? "", /Set OriginRequestPolicyId: "b689b0a8-/);
  });

  it("imports what another template of cdk.out exports", () => {
    assert.deepEqual(found("cdk.out"), [
      "FrontStack/Front, default cache behavior: mandatory api-gateway-origin-host-header",
    ]);
  });

  it("has the trap as a violation without the stack that exports the API, if the domain name ends as those of APIs", () => {
    assert.deepEqual(found(join("cdk.out", "FrontStack.template.json")), [
      "Front, default cache behavior: mandatory api-gateway-origin-host-header",
    ]);
  });

  it("follows an export to its resource, but not if a condition selects it", () => {
    const endpoint = { "Fn::GetAtt": ["Api", "ApiEndpoint"] };
    assert.deepEqual(withExport(endpoint), ["mandatory api-gateway-origin-host-header"]);
    assert.deepEqual(withExport({ "Fn::If": ["IsNew", endpoint, "old"] }), [
      "undetermined api-gateway-origin-host-header",
    ]);
  });

  it("differs from other documents by the types of its resources", () => {
    assert.ok(isTemplate({ Resources: { A: { Type: "AWS::S3::Bucket" } } }));
    assert.ok(!isTemplate({ Resources: { A: { Type: "bucket" } } }));
    assert.ok(!isTemplate({ resources: {} }));
  });
});

/** The findings for an origin whose domain name another template exports. */
function withExport(value: object): string[] {
  const api = {
    Resources: { Api: { Type: "AWS::ApiGatewayV2::Api" } },
    Outputs: { A: { Value: value, Export: { Name: "a" } } },
  };
  const origin = {
    Id: "api",
    DomainName: { "Fn::ImportValue": "a" },
    CustomOriginConfig: { OriginProtocolPolicy: "https-only" },
  };
  const DefaultCacheBehavior = {
    TargetOriginId: "api",
    ViewerProtocolPolicy: "https-only",
    AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    OriginRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  };
  const Properties = { DistributionConfig: { Origins: [origin], DefaultCacheBehavior } };
  const front = { Resources: { Front: { Type: "AWS::CloudFront::Distribution", Properties } } };
  const state = readTemplates([
    { name: "api", content: api },
    { name: "front", content: front },
  ]);
  return verdictsOf(state).flatMap(({ findings }) => findings.map(({ level, rule }) => `${level} ${rule}`));
}
