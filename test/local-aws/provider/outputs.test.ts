import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { readDefaultTags } from "../../../local-aws/provider/commonOutputs";
import { Resources } from "../../../local-aws/provider/resources";
import { resourceProperties } from "../../../local-aws/provider/sdk";
import { unknownValue } from "../../../local-aws/provider/signatures";
import { resourceTypes } from "../../../local-aws/provider/types";
import { put } from "../../support/account";

const region = "eu-west-1";
const bucketType = "aws:s3/bucket:Bucket";

/** Resources of a provider with these default tags. */
function resourcesWith(defaultTags: JsonObject = {}, account = new Account()): Resources {
  return new Resources(account, () => region, "nested", [], undefined, undefined, defaultTags);
}

/** Why the local AWS does not return an output that the class of the SDK declares. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  "aws:apigateway/domainName:DomainName": ["regionalDomainName: only of a regional domain", "regionalZoneId: same"],
  "aws:apigatewayv2/integration:Integration": ["integrationResponseSelectionExpression: only of WebSocket APIs"],
  "aws:cloudfront/distribution:Distribution": ["loggingV1Enabled: access logs are not modeled"],
  "aws:lambda/function:Function": ["sourceCodeSize: the code is not packed again"],
  "aws:s3/bucket:Bucket": ["websiteDomain: only of a website", "websiteEndpoint: only of a website"],
  "aws:s3/bucketObjectv2:BucketObjectv2": [
    "checksumCrc32: checksums are not modeled",
    "checksumCrc32c: same",
    "checksumCrc64nvme: same",
    "checksumSha1: same",
    "checksumSha256: same",
    "versionId: versions are not modeled",
  ],
};

describe("The outputs of a resource type that the local AWS models", () => {
  /** What the outputs of some types are computed from. */
  const inputs: JsonObject = {
    bucket: "site-b",
    byteLength: 4,
    domainName: "a.example.com",
    inputs: [],
    key: "k",
    keyId: "key-1",
    length: 4,
    max: 2,
    min: 1,
    name: "n",
    resourceArn: "arn:aws:cloudfront::123456789012:distribution/E1",
    restApi: "r",
    functionName: "f",
  };
  for (const type of resourceTypes.keys()) {
    const { computed = [] } = resourceProperties(type) ?? {};
    const missing = reasons[type] ?? [];
    it(`${type}: the SDK's, ${missing.length === 0 ? "all of them" : `except ${missing.join(", ")}`}`, () => {
      const account = new Account();
      put(account, "aws:apigateway/apiKey:ApiKey", { name: "key", value: "secret" }, { id: "key-1" });
      const outputs = resourcesWith({}, account).preview(type, inputs);
      const expected = missing.map((line) => line.replace(/: .*/, ""));
      assert.deepEqual(computed.filter((name) => !(name in outputs)).sort(), [...expected].sort());
    });
  }
});

describe("tagsAll", () => {
  const tags = { name: "site", team: "own" };
  const defaultTags = { team: "web", stage: "dev" };
  const all = { name: "site", team: "own", stage: "dev" };

  it("has the provider's default tags and the resource's own, which take precedence", () => {
    const { outputs } = resourcesWith(defaultTags).create(bucketType, { bucket: "site-b", tags });
    assert.deepEqual(outputs.tagsAll, all);
    assert.deepEqual(resourcesWith().create(bucketType, { bucket: "site-c" }).outputs.tagsAll, {});
  });

  it("is known in a preview, except for unknown tags", () => {
    const preview = (inputs: JsonObject) => resourcesWith(defaultTags).preview(bucketType, inputs).tagsAll;
    assert.deepEqual(preview({ bucket: "site-b", tags }), all);
    assert.deepEqual(preview({ bucket: "site-b", tags: { name: unknownValue } }), {
      ...defaultTags,
      name: unknownValue,
    });
    assert.equal(preview({ bucket: "site-b", tags: unknownValue }), unknownValue);
  });

  it("changes with the provider's default tags", () => {
    const inputs = { bucket: "site-b", tags };
    const account = new Account();
    const { outputs, id } = resourcesWith(defaultTags, account).create(bucketType, inputs);
    const changed = (after: JsonObject) =>
      resourcesWith(after, account).diff(bucketType, inputs, inputs, "b", outputs).changed;
    assert.deepEqual(changed(defaultTags), []);
    assert.deepEqual(changed({ stage: "prod" }), ["tagsAll"]);
    const updated = resourcesWith({ stage: "prod" }, account).update(bucketType, id, inputs);
    assert.deepEqual(updated.outputs.tagsAll, { ...tags, stage: "prod" });
  });

  it("reads the default tags that the engine sends as JSON", () => {
    assert.deepEqual(readDefaultTags('{"tags":{"team":"web"}}'), { team: "web" });
    for (const setting of [undefined, "{}", unknownValue]) {
      assert.deepEqual(readDefaultTags(setting), {});
    }
  });
});
