import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStateFile } from "../../../tools/stateFile";
import { verdictsOf } from "../../../tools/verdicts";

const certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/1";
const webAcl = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/shop/1";
const api = "abcdefghij.execute-api.eu-west-1.amazonaws.com";

/** A tenant with one customization: the name in the API, and its settings. */
type Customization = readonly ["Certificate" | "WebAcl", { readonly Arn: string; readonly Action?: string }];

function awsTenant([name, settings]: Customization): object {
  const Domains = [{ Domain: "shop.example.com", Status: "active" }];
  return { Id: "dt_1", DistributionId: "E1SHOP", Domains, Customizations: { [name]: settings } };
}

function template([name, settings]: Customization): object {
  const Properties = { DistributionId: "E1SHOP", Domains: ["shop.example.com"], Customizations: { [name]: settings } };
  return { Resources: { Shop: { Type: "AWS::CloudFront::DistributionTenant", Properties } } };
}

const terraformTenant = {
  address: "aws_cloudfront_distribution_tenant.shop",
  mode: "managed",
  type: "aws_cloudfront_distribution_tenant",
  name: "shop",
  values: { distribution_id: "E1SHOP", domain: [{ domain: "shop.example.com" }] },
};

function terraformCustomized([name, { Arn, Action }]: Customization): object {
  const customizations = [{ [name === "WebAcl" ? "web_acl" : "certificate"]: [{ arn: Arn, action: Action }] }];
  return terraformState({ ...terraformTenant, values: { ...terraformTenant.values, customizations } });
}

function terraformState(...resources: readonly object[]): object {
  return { format_version: "1.0", values: { root_module: { resources } } };
}

describe("A distribution tenant", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "tenants-"));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** The messages of the findings in a file with this content. */
  function messages(content: object): readonly string[] {
    const file = join(folder, "file.json");
    writeFileSync(file, JSON.stringify(content));
    return verdictsOf(readStateFile(file)).flatMap(({ findings }) => findings.map(({ message }) => message));
  }

  const inCloudFormation = ["Customizations.Certificate", "Customizations.WebAcl"];
  const dialects: Readonly<Record<string, readonly [write: (one: Customization) => object, names: readonly string[]]>> =
    {
      "AWS (get-distribution-tenant)": [(one) => ({ DistributionTenant: awsTenant(one) }), inCloudFormation],
      "AWS (list-distribution-tenants)": [(one) => ({ DistributionTenantList: [awsTenant(one)] }), inCloudFormation],
      CloudFormation: [template, inCloudFormation],
      Terraform: [terraformCustomized, ["customizations.certificate", "customizations.web_acl"]],
    };

  for (const [dialect, [write, names]] of Object.entries(dialects)) {
    it(`has the certificate or web ACL that CloudFront rejects, with the names of ${dialect}`, () => {
      const rejected: readonly Customization[] = [
        ["Certificate", { Arn: certificate }],
        ["WebAcl", { Arn: webAcl, Action: "override" }],
      ];
      const found = rejected.map((one) => messages(write(one)).join("; "));
      assert.deepEqual(
        found.map((message) => /CloudFront rejects ([\w.]+), because/.exec(message)?.[1]),
        names,
        found.join("\n"),
      );
    });
  }

  it("gives the multi-tenant distribution its parameters in Terraform, so that its API is found", () => {
    const distribution = {
      address: "aws_cloudfront_multitenant_distribution.shop",
      mode: "managed",
      type: "aws_cloudfront_multitenant_distribution",
      name: "shop",
      values: {
        id: "E1SHOP",
        origin: [
          {
            id: "api",
            domain_name: "{{host}}",
            custom_origin_config: [
              {
                http_port: 80,
                https_port: 443,
                origin_protocol_policy: "https-only",
                origin_ssl_protocols: ["TLSv1.2"],
              },
            ],
          },
        ],
        default_cache_behavior: [
          {
            target_origin_id: "api",
            viewer_protocol_policy: "https-only",
            allowed_methods: [{ items: ["GET", "HEAD"], cached_methods: ["GET", "HEAD"] }],
            cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
            origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
          },
        ],
        tenant_config: [
          { parameter_definition: [{ name: "host", definition: [{ string_schema: [{ required: true }] }] }] },
        ],
        viewer_certificate: [{ cloudfront_default_certificate: true }],
      },
    };
    const tenant = {
      ...terraformTenant,
      values: { ...terraformTenant.values, parameter: [{ name: "host", value: api }] },
    };
    const file = join(folder, "file.json");
    writeFileSync(file, JSON.stringify(terraformState(distribution, tenant)));
    const rules = verdictsOf(readStateFile(file)).flatMap(({ findings }) => findings.map(({ rule }) => rule));
    assert.ok(rules.includes("api-gateway-origin-host-header"), rules.join());
  });
});
