import assert from "node:assert/strict";
import { chooseBehavior, matches } from "../../../local/edge/cloudfront/pathPattern";
import { CacheBehavior, Distribution } from "../../../local/edge/cloudfront/deployed";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
const table: readonly [pattern: string, path: string, matches: boolean][] = [
  ["/api/*", "/api/", true],
  ["/api/*", "/api/a/b", true],
  ["/api/*", "/api", false],
  ["/api/*", "/API/a", false],
  ["*product.jpg", "/a/product.jpg", true],
  ["/*product.jpg", "/product.jpg", true],
  ["images/*.jpg", "/images/a.jpg", true],
  ["/a?c", "/abc", true],
  ["/a?c", "/ac", false],
  ["/a?c", "/a/c", true],
  ["/a.b", "/axb", false],
  ["/a$", "/a$", true],
  ["*", "/", true],
];

function behavior(targetOriginId: string): CacheBehavior {
  return { targetOriginId, viewerProtocolPolicy: "https-only", allowedMethods: ["GET"] };
}

describe("the edge's choice of a cache behavior", () => {
  for (const [pattern, path, expected] of table) {
    it(`"${pattern}" ${expected ? "matches" : "does not match"} ${path}`, () => {
      assert.equal(matches(pattern, path), expected);
    });
  }

  const distribution: Distribution = {
    id: "E1",
    arn: "",
    domainName: "d1.cloudfront.net",
    origins: [],
    viewerCertificate: {},
    defaultCacheBehavior: behavior("default"),
    orderedCacheBehaviors: [
      { pathPattern: "/a/b*", ...behavior("first") },
      { pathPattern: "/a*", ...behavior("second") },
    ],
  };
  const choose = (path: string): string => chooseBehavior(distribution, path).targetOriginId;

  it("takes the first match in list order, and the default where none matches", () => {
    assert.equal(choose("/a/bc"), "first");
    assert.equal(choose("/ac"), "second");
    assert.equal(choose("/c"), "default");
  });

  it("matches the normalized path, without query string", () => {
    assert.equal(choose("/a/b/..?c=1"), "second");
    assert.equal(choose("//a//b"), "first");
    assert.equal(choose("/c?/a/b"), "default");
  });
});
