import assert from "node:assert/strict";
import { privateBucket, PrivateBucketArgs, privateBucketPolicy, Statement } from "../../components/privateBucket";
import { count, resourcesOf, MockResource, only } from "../support/mocks";

const bucket = "files-bucket-0000000";

function deploy(args: PrivateBucketArgs, statements?: Statement[]): Promise<MockResource[]> {
  return resourcesOf(() => {
    const bucketMade = privateBucket("files", args, {});
    if (statements !== undefined) {
      privateBucketPolicy("files", bucketMade, statements, {});
    }
  });
}

describe("privateBucket", () => {
  it("creates a bucket and one resource for each of its settings", async () => {
    const list = await deploy({});
    assert.deepEqual(list.map(({ name }) => name).sort(), [
      "files-bucket",
      "files-bucket-encryption",
      "files-bucket-lifecycle",
      "files-bucket-ownership",
      "files-bucket-public-access",
      "files-bucket-versioning",
    ]);
    for (const { name, inputs } of list) {
      assert.equal(inputs.bucket, name === "files-bucket" ? undefined : bucket);
    }
  });

  it("blocks public access in all four ways", async () => {
    assert.deepEqual(only(await deploy({}), "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"), {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });

  it("turns off ACLs", async () => {
    assert.deepEqual(only(await deploy({}), "aws:s3/bucketOwnershipControls:BucketOwnershipControls").rule, {
      objectOwnership: "BucketOwnerEnforced",
    });
  });

  it("encrypts with S3-managed keys", async () => {
    const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    assert.deepEqual(only(await deploy({}), type).rules, [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, blockedEncryptionTypes: ["SSE-C"] },
    ]);
  });

  it("keeps versions, and deletes old ones after 30 days and incomplete uploads after 7", async () => {
    const list = await deploy({});
    assert.deepEqual(only(list, "aws:s3/bucketVersioning:BucketVersioning").versioningConfiguration, {
      status: "Enabled",
    });
    assert.deepEqual(only(list, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").rules, [
      {
        id: "clear-away",
        status: "Enabled",
        filter: { prefix: "" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        expiration: { expiredObjectDeleteMarker: true },
      },
    ]);
  });

  it("expires its objects in a separate rule with expireAfterDays", async () => {
    const { rules } = only(
      await deploy({ expireAfterDays: 90 }),
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ) as { rules: unknown[] };
    assert.equal(rules.length, 2);
    assert.deepEqual(rules[1], { id: "expire", status: "Enabled", filter: { prefix: "" }, expiration: { days: 90 } });
  });

  it("keeps its objects in a destroy unless forceDestroy is true", async () => {
    assert.equal(only(await deploy({}), "aws:s3/bucket:Bucket").forceDestroy, false);
    assert.equal(only(await deploy({ forceDestroy: true }), "aws:s3/bucket:Bucket").forceDestroy, true);
  });
});

describe("privateBucketPolicy", () => {
  it("has the allowed statements and a denial of requests without TLS in one policy", async () => {
    const allowed = { Effect: "Allow", Principal: { Service: "delivery.logs.amazonaws.com" }, Action: "s3:PutObject" };
    const list = await deploy({}, [allowed]);
    assert.equal(count(list)["aws:s3/bucketPolicy:BucketPolicy"], 1);
    const { policy, bucket: of } = only(list, "aws:s3/bucketPolicy:BucketPolicy");
    assert.equal(of, bucket);
    assert.deepEqual(JSON.parse(String(policy)), {
      Version: "2012-10-17",
      Statement: [
        allowed,
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });
});
