import {
  putBucket,
  putEdgeFunction,
  putFunction,
  putCloudFrontPermissions,
  putFunctionUrl,
  putHttpApi,
  putOriginAccessControl,
  putWebsite,
} from "../../support/account";
import { change } from "../../support/apiGateway";
import { cloudFrontApi, EdgeRow, guide } from "../../support/conformance";
import { cachingDisabled } from "../../support/programs";
import { account, always, front, greets, https } from "./hosts";

const section = 5;
const closed = putBucket(account, { hello: "Hello from S3" }, "cloudfront");
const signedUrl = putFunctionUrl(account, greets, "AWS_IAM");
putCloudFrontPermissions(account, greets);
const access = guide("private-content-restricting-access-to-s3");
const behaviors = cloudFrontApi("OriginAccessControlConfig");

function unlistedBucket(): string {
  const domainName = putBucket(account, {}, "cloudfront");
  const id = domainName.split(".")[0] ?? "";
  const Principal = { Service: "cloudfront.amazonaws.com" };
  const Resource = `arn:aws:s3:::${id}/*`;
  const Statement = [{ Effect: "Allow", Principal, Action: "s3:GetObject", Resource }];
  change(account, "aws:s3/bucketPolicy:BucketPolicy", id, { policy: JSON.stringify({ Statement }) });
  return domainName;
}

const signing = (["always", "no-override", "never"] as const).flatMap((behavior): EdgeRow[] => {
  const control = { originAccessControlId: putOriginAccessControl(account, behavior) };
  const expected = { status: behavior === "never" ? 403 : 200 };
  const signs = { section, pages: [behaviors], expected } as const;
  return [
    { ...signs, row: `a bucket with signing behavior ${behavior}`, host: front({ domainName: closed, ...control }) },
    {
      ...signs,
      row: `a Lambda function URL with AWS_IAM and signing behavior ${behavior}`,
      host: front({ domainName: signedUrl, ...control, ...https }),
    },
  ];
});

const website = putWebsite(account, { hello: "Hello from the website" });
const overWebsite = (originProtocolPolicy: "http-only" | "https-only" | "match-viewer") =>
  front({ domainName: website, customOriginConfig: { originProtocolPolicy } }, { viewerProtocolPolicy: "allow-all" });
const websites = guide("using-https-cloudfront-to-s3-origin");
const noResponse = { status: 504, body: /<H1>504 ERROR/ };

const failing = putFunction(account, `exports.handler = async () => ({ statusCode: 404, body: "of the origin" });`);
const long = putFunction(
  account,
  `exports.handler = async () => ({ statusCode: 200, headers: { "content-type": "text/html" }, body: "a".repeat(2000) });`,
);
const toLong = { domainName: putHttpApi(account, long).domainName, ...https };
const brotli = { headers: { "accept-encoding": "br, gzip" } };
const compression = guide("ServingCompressedFiles");
const optimized = { compress: true, cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" };

export const originRows: readonly EdgeRow[] = [
  ...signing,
  {
    section,
    row: "an S3 website endpoint over HTTP",
    pages: [websites],
    host: overWebsite("http-only"),
    expected: { status: 200, body: /^Hello from the website$/ },
  },
  {
    section,
    row: "an S3 website endpoint over HTTPS",
    pages: [websites],
    host: overWebsite("https-only"),
    expected: noResponse,
  },
  {
    section,
    row: "an S3 website endpoint, match-viewer, for a viewer over HTTPS",
    pages: [websites],
    host: overWebsite("match-viewer"),
    expected: noResponse,
  },
  {
    section,
    row: "an S3 website endpoint, match-viewer, for a viewer over HTTP",
    pages: [websites],
    host: overWebsite("match-viewer"),
    request: { scheme: "http" },
    expected: { status: 200 },
  },
  {
    section,
    row: "a private bucket without an access control",
    pages: [access],
    host: front({ domainName: closed }),
    expected: { status: 403, body: /<Code>AccessDenied<\/Code>/ },
  },
  {
    section,
    row: "a Lambda function URL with AWS_IAM without an access control",
    pages: [guide("private-content-restricting-access-to-lambda")],
    host: front({ domainName: signedUrl, ...https }),
    expected: { status: 403 },
  },
  {
    section,
    row: "a missing key if CloudFront may list the bucket",
    pages: [access],
    host: front({ domainName: closed, ...always }),
    request: { path: "/missing" },
    expected: { status: 404, body: /<Code>NoSuchKey<\/Code>/ },
  },
  {
    section,
    row: "a missing key if CloudFront may not list the bucket",
    pages: [access],
    host: front({ domainName: unlistedBucket(), ...always }),
    request: { path: "/missing" },
    expected: { status: 403, body: /<Code>AccessDenied<\/Code>/ },
  },
  {
    section,
    row: "a viewer-response function does not run on an origin's 404",
    pages: [guide("edge-function-restrictions-all#function-restrictions-status-codes")],
    host: front(
      { domainName: putHttpApi(account, failing).domainName, ...https },
      {
        functionAssociations: [
          {
            eventType: "viewer-response",
            functionArn: putEdgeFunction(account, "function handler() { return { statusCode: 204 }; }"),
          },
        ],
      },
    ),
    expected: { status: 404, body: /^of the origin$/ },
  },
  {
    section,
    row: "compression with a cache policy that enables gzip and Brotli",
    pages: [compression],
    host: front(toLong, optimized),
    request: brotli,
    expected: { status: 200, headers: { "content-encoding": "br" } },
  },
  {
    section,
    row: "no compression with CachingDisabled",
    pages: [compression],
    host: front(toLong, { ...optimized, cachePolicyId: cachingDisabled }),
    request: brotli,
    expected: { status: 200, headers: { "content-encoding": undefined } },
  },
];
