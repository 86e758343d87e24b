import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../../repository";
import { withFixes } from "../../../tools/fixes";
import { readStateFile } from "../../../tools/stateFile";
import { verdictsOf } from "../../../tools/verdicts";
import { allViewerExceptHostHeader } from "../../support/programs";
import { apiProperties, templateProperties } from "../../support/dialects/native";
import { pulumiName } from "../../../tools/dialects/terraform/names";
import { awsSpelling, cloudFormationSpelling, terraformSpelling } from "../../../tools/dialects/spellings";

/** Names in messages that are no properties: settings of the rules, and variables of an example. */
const otherNames = ["apiDomains", "otherDomains", "matchingDomain", "whenUnknown"];

/** Properties that CloudFormation and the CloudFront API name with other words than aws-native. */
const renamed = [
  "bucketRegionalDomainName",
  "customHeaders",
  "isIpv6Enabled",
  "lambdaArn",
  "loggingConfig",
  "orderedCacheBehaviors",
  "putRestApiMode",
];

/** Each name in camel case in a message of the rules and of what they use: their messages, fixes and descriptions. */
function namesInMessages(): readonly string[] {
  const names = ["rules", "cloudfront", "apigateway", "program"].flatMap((folder) =>
    readdirSync(join(root, "policy-pack", folder), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && file.name.endsWith(".ts") && file.name !== "names.ts")
      .flatMap((file) => stringsIn(readFileSync(join(file.parentPath, file.name), "utf8")))
      .flatMap((message) => message.replace(/"(?:[^"\\]|\\.)*"|https?:\/\/\S+/g, "").match(/[\w.]+/g) ?? [])
      .flatMap((path) => path.split("."))
      .filter((name) => /^[a-z]\w*[A-Z]/.test(name)),
  );
  return [...new Set(names)].sort();
}

/** The strings with more than one word, and the parts of templates. */
function stringsIn(source: string): readonly string[] {
  const strings: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      strings.push(...(/\s/.test(node.text) ? [node.text] : []));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest));
  return strings;
}

describe("The names of a dialect", () => {
  it("are those of Terraform, CloudFormation and the API, for each name in a message of a rule", () => {
    const names = namesInMessages().filter((name) => !otherNames.includes(name));
    assert.ok(names.length > 50, names.join());
    for (const name of names) {
      const terraform = terraformSpelling.text(name);
      assert.match(terraform, /^[a-z0-9_]+$/, name);
      assert.equal(pulumiName("aws_cloudfront_distribution", terraform, false).name, name);
      if (!renamed.includes(name)) {
        const properties = { [name]: [] };
        assert.deepEqual([awsSpelling.text(name)], Object.keys(apiProperties(properties) as object));
        const inTemplate = templateProperties(properties, () => undefined);
        assert.deepEqual([cloudFormationSpelling.text(name)], Object.keys(inTemplate as object));
      }
    }
  });

  it("are not those of the rules' own settings", () => {
    const message = "Add the name to apiDomains or otherDomains, or set matchingDomain or whenUnknown.";
    for (const { text } of [cloudFormationSpelling, awsSpelling, terraformSpelling]) {
      assert.equal(text(message), message);
    }
  });

  it("have each part of a path, and the words that a message assigns", () => {
    const message = "Set publish: true and origins[0].customHeaders, not customizations.webAcl.";
    assert.equal(
      terraformSpelling.text(message),
      "Set publish = true and origin[0].custom_header, not customizations.web_acl.",
    );
    assert.equal(
      awsSpelling.text(message),
      "Set Publish: true and Origins[0].CustomHeaders, not Customizations.WebAcl.",
    );
  });

  it("are in the paths and the values of a fix", () => {
    const path = "distributionConfig.cacheBehaviors[1].forwardedValues.headers";
    assert.equal(cloudFormationSpelling.path(path), "DistributionConfig.CacheBehaviors[1].ForwardedValues.Headers");
    assert.equal(awsSpelling.path(path), "DistributionConfig.CacheBehaviors.Items[1].ForwardedValues.Headers");
    assert.deepEqual(awsSpelling.value(["Origin"]), { Quantity: 1, Items: ["Origin"] });
    assert.deepEqual(cloudFormationSpelling.value(["Origin"]), ["Origin"]);
  });

  for (const [title, fixture, paths] of [
    [
      "a plan of Terraform",
      "terraform-plan.json",
      ["ordered_cache_behavior[0].origin_request_policy_id", "ordered_cache_behavior[1].origin_request_policy_id"],
    ],
    [
      "a template of CloudFormation",
      "template.yaml",
      [
        "DistributionConfig.CacheBehaviors[0].OriginRequestPolicyId",
        "DistributionConfig.CacheBehaviors[1].OriginRequestPolicyId",
      ],
    ],
    [
      "the output of the AWS CLI",
      "aws",
      [
        "DistributionConfig.CacheBehaviors.Items[0].OriginRequestPolicyId",
        "DistributionConfig.CacheBehaviors.Items[1].OriginRequestPolicyId",
      ],
    ],
  ] as const) {
    it(`are in the changed properties that audit prints for ${title}`, () => {
      const state = readStateFile(join(root, "test", "fixtures", "dialects", fixture));
      const findings = withFixes(verdictsOf(state), state).flatMap((verdict) => verdict.findings);
      assert.deepEqual(
        findings.flatMap(({ fix }) => fix?.changes ?? []),
        paths.map((path) => ({ path, value: allViewerExceptHostHeader })),
      );
    });
  }

  it("replace those of Pulumi outside of quoted values", () => {
    const message = 'Set originPath: "/originPath" and forwardedValues.headers. origin "originPath" has minTtl 0.';
    assert.equal(
      terraformSpelling.text(message),
      'Set origin_path = "/originPath" and forwarded_values.headers. origin "originPath" has min_ttl 0.',
    );
    assert.equal(
      cloudFormationSpelling.text(message),
      'Set OriginPath: "/originPath" and ForwardedValues.Headers. origin "originPath" has MinTTL 0.',
    );
  });

  it("have the blocks of Terraform", () => {
    assert.equal(
      terraformSpelling.text(
        "Set customErrorResponses: [{ errorCode: 404, errorCachingMinTtl: 0 }], and likewise 500.",
      ),
      "Set custom_error_response { error_code = 404, error_caching_min_ttl = 0 }, and likewise 500.",
    );
  });

  it("differ between CloudFormation and the CloudFront API", () => {
    assert.equal(cloudFormationSpelling.text("Set originSslProtocols."), "Set OriginSSLProtocols.");
    assert.equal(awsSpelling.text("Set originSslProtocols."), "Set OriginSslProtocols.");
  });

  it("keep other words", () => {
    const message = "requests loop back to this distribution: 403. See https://docs.aws.amazon.com/originPath.html";
    assert.equal(awsSpelling.text(message).slice(0, 50), message.slice(0, 50));
  });
});
