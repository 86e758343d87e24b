import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { join } from "node:path";
import { checkStaticOrigin, StaticOrigin, StaticOriginArgs } from "../../components/index";
import { root } from "../../repository";
import { count, only, resourcesOf } from "../support/mocks";
import { value } from "../support/outputs";

const bucket = {
  bucket: "files",
  arn: pulumi.output("arn:aws:s3:::files"),
  bucketRegionalDomainName: "files.s3.eu-west-1.amazonaws.com",
};
const directory = join(root, "examples", "yaml", "site");
const distribution = "arn:aws:cloudfront::123456789012:distribution/E1";

function namesOf(args: unknown): string[] {
  return checkStaticOrigin(args as StaticOriginArgs).map(({ propertyPath }) => propertyPath);
}

describe("StaticOrigin with an existing bucket", () => {
  it("creates only the access control, and an origin whose files are unknown", async () => {
    let site: StaticOrigin | undefined;
    const list = await resourcesOf(() => {
      site = new StaticOrigin("site", { bucket });
    });
    assert.deepEqual(count(list), { "aws:cloudfront/originAccessControl:OriginAccessControl": 1 });
    assert.ok(site);
    assert.equal(site.origin.domainName, "files.s3.eu-west-1.amazonaws.com");
    assert.equal(site.origin.files, undefined);
    assert.equal(await value(site.bucketName), "files");
    assert.equal(await value(site.bucketArn), "arn:aws:s3:::files");
  });

  it("uploads the files of a folder", async () => {
    let files: readonly string[] | undefined;
    const list = await resourcesOf(() => {
      ({ files } = new StaticOrigin("site", { bucket, directory }).origin);
    });
    assert.equal(count(list)["aws:s3/bucketObjectv2:BucketObjectv2"], files?.length);
    assert.equal(count(list)["aws:s3/bucket:Bucket"], undefined);
  });

  it("returns the statements for the bucket's policy, and does not replace the policy", async () => {
    let statements: pulumi.Output<Readonly<Record<string, unknown>>[]> | undefined;
    const list = await resourcesOf(() => {
      const site = new StaticOrigin("site", { bucket });
      assert.throws(() => {
        site.grantRead(distribution);
      }, /bucket: the bucket existed, and this would replace its policy; add the statements of readStatements/);
      statements = site.readStatements(distribution);
    });
    assert.equal(only(list, "aws:cloudfront/originAccessControl:OriginAccessControl").signingBehavior, "always");
    assert.ok(statements);
    assert.deepEqual(
      (await value(statements)).map(({ Action, Resource }) => [Action, Resource]),
      [
        ["s3:GetObject", "arn:aws:s3:::files/*"],
        ["s3:ListBucket", "arn:aws:s3:::files"],
      ],
    );
  });

  it("rejects settings of a new bucket, and other values", () => {
    assert.deepEqual(namesOf({ bucket }), []);
    assert.deepEqual(namesOf({ bucket, forceDestroy: true }), ["forceDestroy"]);
    assert.deepEqual(namesOf({ bucket: "files" }), ["bucket"]);
    assert.deepEqual(namesOf({ bucket: { bucket: "files" }, directory: "nowhere" }), [
      "directory",
      "bucket.arn",
      "bucket.bucketRegionalDomainName",
    ]);
    assert.deepEqual(namesOf({}), ["directory"]);
  });
});
