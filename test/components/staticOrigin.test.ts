import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkStaticOrigin, StaticOrigin } from "../../components/index";
import { made, Made, only } from "../support/mocks";

function folderWith(...files: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "site-"));
  for (const file of files) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), file);
  }
  return folder;
}

function deploy(directory: string, ...readers: string[]): Promise<Made[]> {
  return made(() => {
    const site = new StaticOrigin("site", { directory });
    if (readers.length > 0) {
      site.grantRead(...readers);
    }
  });
}

describe("StaticOrigin", () => {
  it("uploads every file under its relative path, with type and caching by its name", async () => {
    const list = await deploy(folderWith("index.html", "assets/app.js", "assets/app.0123abcd.css", "logo.svg"));
    const objects = list.filter(({ type }) => type === "aws:s3/bucketObjectv2:BucketObjectv2");
    assert.deepEqual(
      objects.map(({ inputs: { key, contentType, cacheControl } }) => [key, contentType, cacheControl]),
      [
        ["assets/app.0123abcd.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"],
        ["assets/app.js", "text/javascript; charset=utf-8", "public, max-age=3600"],
        ["index.html", "text/html; charset=utf-8", "no-cache"],
        ["logo.svg", "image/svg+xml", "public, max-age=3600"],
      ],
    );
  });

  it("leaves out files and folders that begin with a dot", async () => {
    const list = await deploy(folderWith("index.html", ".env", ".git/config", "a/.DS_Store"));
    assert.equal(list.filter(({ type }) => type === "aws:s3/bucketObjectv2:BucketObjectv2").length, 1);
  });

  it("is private, owned, encrypted and versioned", async () => {
    const list = await deploy(folderWith("index.html"));
    const bucket = "site-bucket-0000000";
    assert.deepEqual(only(list, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"), {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(only(list, "aws:s3/bucketOwnershipControls:BucketOwnershipControls").rule, {
      objectOwnership: "BucketOwnerEnforced",
    });
    assert.deepEqual(only(list, "aws:s3/bucketVersioning:BucketVersioning").versioningConfiguration, {
      status: "Enabled",
    });
    assert.equal(only(list, "aws:s3/bucket:Bucket").forceDestroy, false);
  });

  it("has requests signed by CloudFront, always", async () => {
    const list = await deploy(folderWith("index.html"));
    const { name, ...control } = only(list, "aws:cloudfront/originAccessControl:OriginAccessControl");
    assert.equal(name, undefined);
    assert.deepEqual(control, {
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
  });

  it("lets the named distributions read and list, over TLS alone, in its one policy", async () => {
    const arn = "arn:aws:cloudfront::123456789012:distribution/E1";
    const list = await deploy(folderWith("index.html"), arn);
    const { Statement: statements } = JSON.parse(String(only(list, "aws:s3/bucketPolicy:BucketPolicy").policy)) as {
      Statement: { Effect: string; Action: string; Resource: unknown; Condition: unknown }[];
    };
    assert.deepEqual(
      statements.map(({ Effect, Action, Resource }) => [Effect, Action, Resource]),
      [
        ["Allow", "s3:GetObject", "arn:aws:s3:::site-bucket-0000000/*"],
        ["Allow", "s3:ListBucket", "arn:aws:s3:::site-bucket-0000000"],
        ["Deny", "s3:*", ["arn:aws:s3:::site-bucket-0000000", "arn:aws:s3:::site-bucket-0000000/*"]],
      ],
    );
    assert.deepEqual(statements[0]!.Condition, { StringEquals: { "AWS:SourceArn": [arn] } });
  });
});

describe("checkStaticOrigin", () => {
  it("refuses a folder that is missing, is a file, or has nothing to serve", () => {
    const folder = folderWith(".hidden", "file");
    for (const directory of [join(folder, "missing"), join(folder, "file"), folderWith(".hidden")]) {
      const [problem, ...others] = checkStaticOrigin({ directory }, "site.");
      assert.equal(problem?.propertyPath, "site.directory");
      assert.match(problem.reason, /^received ".+"; write the path of/);
      assert.deepEqual(others, []);
    }
  });
});
