import { isKnown } from "../../../policy-pack/program/maybe";
import { orUnknown } from "../../explain/explain";
import { guide, OtherCause, Signature } from "../signature";
import { customErrorPage } from "./success";

const s3Errors = "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html";

const code = (name: string): RegExp => new RegExp(`<Code>${name}</Code>`);

const otherRegion: OtherCause = {
  cause: "the bucket is in another region than the origin's domain name leads to",
  fix: "Set the origin's domainName to the bucket's bucketRegionalDomainName, for example name.s3.eu-central-1.amazonaws.com.",
  isProven: true,
  deployedEvidence: ({ origins }) =>
    isKnown(origins)
      ? origins.map(({ domainName }) => `the origin's domain name: ${orUnknown(domainName, (name) => name ?? "none")}`)
      : [],
};

const redirected: Pick<Signature, "layer" | "meaning" | "status" | "causes" | "url"> = {
  layer: "S3",
  meaning: "S3 redirects the request to another region",
  status: [301, 307],
  causes: [otherRegion],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html",
};

/** A page for people, and not S3's XML. The function of a site can set the status. */
const notFoundPage: Signature & Required<Pick<Signature, "headers">> = {
  layer: "S3",
  meaning: "the site has no file for this path, and its not-found page is the response",
  status: [404],
  headers: { server: /^AmazonS3$/, "content-type": /^text\/html/i },
  causes: [
    {
      cause: "the cache behavior that matches this path leads to the site, which has no file for it",
      fix: "Upload the file. If the path belongs to an API, fix the API's path pattern: run explain to see which behavior matches.",
      deployedEvidence: ({ behavior, functions }) => [`${behavior} matches the path`, ...functions],
    },
  ],
  url: `${guide}/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern`,
};

export const s3Signatures: readonly Signature[] = [
  {
    ...redirected,
    body: code("(TemporaryRedirect|PermanentRedirect)"),
    withoutBody: { server: /^AmazonS3$/, "x-amz-bucket-region": /./ },
  },
  {
    ...redirected,
    // A website endpoint's own redirects lead to a path or another site.
    headers: {
      server: /^AmazonS3$/,
      location: /^https?:\/\/[^/]*\bs3[.-](?!website)(dualstack\.)?[a-z]+-[a-z0-9-]+\.amazonaws\.com/i,
    },
  },
  {
    layer: "S3",
    meaning: "the caller may not read the object, or no bucket has this Host",
    status: [403],
    body: code("AccessDenied"),
    causes: [
      { rule: "s3-origin-host-header" },
      { rule: "s3-origin-access-control" },
      {
        cause: "the bucket's policy does not allow this distribution to read objects",
        fix: "Allow s3:GetObject on the objects for cloudfront.amazonaws.com, with the distribution's ARN as AWS:SourceArn.",
      },
      {
        cause: "the object does not exist, and the distribution may not list the bucket",
        fix: "Upload the object. Allow s3:ListBucket for the distribution, so that a missing object is a 404.",
      },
    ],
    url: `${guide}/http-403-permission-denied.html`,
  },
  {
    layer: "S3",
    meaning: "the request's signature is not the one that S3 expects",
    status: [403],
    body: code("SignatureDoesNotMatch"),
    causes: [
      { rule: "s3-origin-host-header" },
      {
        cause: 'the viewer\'s Authorization header reached the bucket (signingBehavior "no-override")',
        fix: 'Set signingBehavior to "always" in the origin access control.',
      },
    ],
    url: `${guide}/private-content-restricting-access-to-s3.html`,
  },
  {
    layer: "S3",
    meaning: "the bucket has no such object",
    status: [404],
    body: code("NoSuchKey"),
    causes: [
      {
        cause: "no object in the bucket has this path as its key (CloudFront does not strip the path pattern's prefix)",
        fix: "Upload the object under the path that explain prints, or rewrite the path in a viewer-request function.",
      },
    ],
    url: s3Errors,
  },
  {
    layer: "S3",
    meaning: "there is no such bucket",
    status: [404],
    body: code("NoSuchBucket"),
    causes: [
      {
        cause: "the origin's domain name belongs to a bucket that does not exist",
        fix: "Set the origin's domain name to the bucket's regional domain name.",
      },
    ],
    url: s3Errors,
  },
  {
    layer: "S3",
    meaning: "the bucket does not support this method",
    status: [405],
    body: code("MethodNotAllowed"),
    causes: [
      {
        cause: "the cache behavior allows a method that S3 buckets do not support",
        fix: 'Set allowedMethods to ["GET", "HEAD", "OPTIONS"] in the bucket\'s cache behavior.',
      },
    ],
    url: s3Errors,
  },
  {
    ...notFoundPage,
    // Without this header, a custom error response wrote the page. https://docs.aws.amazon.com/AmazonS3/latest/userguide/CustomErrorDocSupport.html
    headers: { ...notFoundPage.headers, "x-amz-error-code": /^NoSuchKey$/ },
  },
  {
    ...notFoundPage,
    meaning: "an origin responded with an error, and the site's error page replaced it",
    headers: { ...notFoundPage.headers, "x-cache": /^Error from cloudfront/i },
    causes: [{ rule: "error-pages-mask-api" }, { ...customErrorPage, isProven: false }, ...notFoundPage.causes],
    url: `${guide}/GeneratingCustomErrorResponses.html`,
  },
  notFoundPage,
];
