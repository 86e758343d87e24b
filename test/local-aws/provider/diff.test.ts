import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { Resources } from "../../../local-aws/provider/resources";
import { resourceTypes } from "../../../local-aws/provider/types";

const resources = new Resources(new Account(), () => "eu-west-1", "nested");

/**
 * The properties for which the aws provider replaces a resource, in addition to its region, and properties that it updates.
 * See `ForceNew` and `RequiresReplace` in https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service.
 */
const rows: readonly [type: string, replaced: string, inPlace: string][] = [
  ["aws:acm/certificate:Certificate", "domainName subjectAlternativeNames validationMethod keyAlgorithm", "tags"],
  ["aws:apigateway/apiKey:ApiKey", "value", "name description enabled"],
  ["aws:apigateway/basePathMapping:BasePathMapping", "domainName", "restApi stageName basePath"],
  ["aws:apigateway/integration:Integration", "restApi resourceId httpMethod", "type uri"],
  ["aws:apigateway/method:Method", "restApi resourceId httpMethod", "authorization apiKeyRequired"],
  ["aws:apigateway/stage:Stage", "restApi stageName", "deployment xrayTracingEnabled"],
  ["aws:apigateway/usagePlan:UsagePlan", "", "name apiStages"],
  ["aws:apigateway/usagePlanKey:UsagePlanKey", "keyId keyType usagePlanId", ""],
  ["aws:apigatewayv2/api:Api", "protocolType", "name disableExecuteApiEndpoint"],
  ["aws:apigatewayv2/apiMapping:ApiMapping", "apiId domainName", "stage apiMappingKey"],
  ["aws:apigatewayv2/authorizer:Authorizer", "apiId", "authorizerType name jwtConfiguration"],
  ["aws:apigatewayv2/route:Route", "apiId", "routeKey target"],
  ["aws:apigatewayv2/stage:Stage", "apiId name", "autoDeploy"],
  ["aws:cloudfront/distribution:Distribution", "", "origins aliases defaultCacheBehavior"],
  ["aws:cloudfront/function:Function", "name", "code runtime"],
  ["aws:cloudfront/keyValueStore:KeyValueStore", "name", "comment"],
  ["aws:cloudwatch/logDelivery:LogDelivery", "deliverySourceName deliveryDestinationArn", "recordFields"],
  ["aws:cloudwatch/logDeliverySource:LogDeliverySource", "name resourceArn logType", "tags"],
  ["aws:cloudwatch/logGroup:LogGroup", "name", "retentionInDays"],
  ["aws:iam/role:Role", "name path", "assumeRolePolicy"],
  ["aws:lambda/function:Function", "name packageType", "code runtime environment"],
  ["aws:lambda/permission:Permission", "action function principal sourceArn statementId qualifier", ""],
  ["aws:route53/record:Record", "zoneId name type setIdentifier", "aliases ttl"],
  ["aws:s3/bucket:Bucket", "bucket", "forceDestroy"],
  ["aws:s3/bucketObjectv2:BucketObjectv2", "bucket key", "source contentType"],
  ["aws:wafv2/webAcl:WebAcl", "name scope", "rules"],
];

const words = (list: string): string[] => list.split(" ").filter((word) => word !== "");

describe("The local provider's diff", () => {
  for (const [type, replaced, inPlace] of rows) {
    it(`replaces ${type} only for ${["region", ...words(replaced)].join(", ")}`, () => {
      for (const property of [...words(replaced), ...words(inPlace), "region"]) {
        const diff = resources.diff(type, { [property]: "old" }, { [property]: "new" });
        assert.deepEqual(diff.changed, [property]);
        const isReplaced = property === "region" || words(replaced).includes(property);
        assert.deepEqual(diff.replaced, isReplaced ? [property] : [], property);
      }
    });
  }

  it("keeps a resource if the program begins to name the provider's region", () => {
    const diff = resources.diff("aws:s3/bucket:Bucket", {}, { region: "eu-west-1" });
    assert.deepEqual([diff.changed, diff.replaced], [["region"], []]);
  });

  it("has only immutable properties that the SDK declares", () => {
    for (const [type, { immutable = [], namedBy }] of resourceTypes) {
      const [pkg = "", module = ""] = type.split(":");
      if (pkg !== "aws" && pkg !== "random") {
        continue;
      }
      const path = module.replace("index/", "");
      const declared = readFileSync(require.resolve(`@pulumi/${pkg}/${path}`).replace(/js$/, "d.ts"), "utf8");
      for (const property of [...immutable, ...(namedBy === undefined ? [] : [namedBy])]) {
        assert.match(declared, new RegExp(`readonly ${property}: pulumi\\.Output`), `${type} ${property}`);
      }
    }
  });

  it("deletes the old resource first only if the new one would have its name", () => {
    const type = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
    const first = (olds: JsonObject, news: JsonObject): boolean =>
      resources.diff(type, olds, news, "logs").deleteBeforeReplace;
    assert.equal(first({ name: "mine", logType: "A" }, { name: "mine", logType: "B" }), true);
    assert.equal(first({ name: "mine", logType: "A" }, { name: "other", logType: "A" }), false);
    assert.equal(first({ name: "logs-0123abc", logType: "A" }, { name: "logs-0123abc", logType: "B" }), false);
    assert.equal(first({ name: "mine", tags: {} }, { name: "mine", tags: { a: "b" } }), false);
  });
});

describe("A generated name of the local provider", () => {
  const type = "aws:s3/bucket:Bucket";

  it("is generated once and kept", () => {
    const { bucket } = resources.check(type, {}, {}, "site-0123abc");
    assert.equal(bucket, "site-0123abc");
    assert.equal(resources.check(type, {}, { bucket }, "site-4567def").bucket, bucket);
  });

  it("is not used if the program sets a name", () => {
    assert.equal(resources.check(type, { bucket: "mine" }, {}, "site-0123abc").bucket, "mine");
  });
});
