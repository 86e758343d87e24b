import { ReceivedResponse } from "../response";
import { guide, OtherCause, Signature } from "../signature";

const page403 = `${guide}/http-403-permission-denied.html`;
const page502 = `${guide}/http-502-bad-gateway.html`;
const page503 = `${guide}/http-503-service-unavailable.html`;
const page504 = `${guide}/http-504-gateway-timeout.html`;
const causes403 = "https://repost.aws/knowledge-center/cloudfront-troubleshoot-403-errors";

/** CloudFront's own error page. An error page of an origin has the origin's `server` header. */
const generated: Pick<Signature, "body" | "withoutBody"> = {
  body: /The request could not be satisfied/,
  withoutBody: { server: /^CloudFront$/, "x-cache": /^Error from cloudfront/i },
};

/** An edge writes its request ID on its error page; the viewer's edge writes its own ID into X-Amz-Cf-Id. */
function isFromSecondEdge({ headers, body }: ReceivedResponse): boolean {
  const onPage = /Request ID: (\S+)/.exec(body)?.[1];
  const inHeader = headers["x-amz-cf-id"];
  return onPage !== undefined && inHeader !== undefined && inHeader !== onPage;
}

const cannotConnect: Pick<Signature, "status" | "body" | "url"> = {
  status: [403],
  body: /We can't connect to the server for this app or website/,
  url: page403,
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html */
const newEdgeDomain: OtherCause = {
  cause: "the origin is an edge-optimized custom domain of API Gateway that was created less than about 40 minutes ago",
  fix: "Wait until aws apigateway get-domain-name prints the domainNameStatus AVAILABLE.",
};

/** The error pages of CloudFront. */
export const cloudFrontSignatures: readonly Signature[] = [
  {
    layer: "the viewer's CloudFront edge",
    meaning: "the cache behavior does not allow the request's method",
    status: [403],
    body: /not configured to allow the HTTP request method/,
    causes: [
      { rule: "api-gateway-origin-methods" },
      {
        cause: "the allowedMethods of the cache behavior that matches this path do not include the request's method",
        fix: "Allow the method in that behavior, or fix its path pattern. Run explain to see which behavior matches.",
        isProven: true,
      },
    ],
    url: page403,
  },
  {
    layer: "AWS WAF",
    meaning: "a web ACL blocked the request",
    status: [403],
    body: /Request blocked\./,
    causes: [
      {
        cause: "a rule of the distribution's web ACL matches the request, or the web ACL's default action is to block",
        fix: "Find the request in the web ACL's sampled requests. Set the rule to count, or exclude the request from it.",
        isProven: true,
      },
    ],
    url: causes403,
  },
  {
    layer: "the viewer's CloudFront edge",
    meaning: "the distribution does not serve the viewer's country",
    status: [403],
    body: /configured to block access from your country/,
    causes: [
      {
        cause: "the distribution's geographic restriction excludes the viewer's country",
        fix: "Change restrictions.geoRestriction of the distribution.",
        isProven: true,
      },
    ],
    url: causes403,
  },
  {
    layer: "an edge function",
    meaning: "a function of the cache behavior failed",
    status: [502, 503],
    body: /The (CloudFront|Lambda) function (associated|returned|result)/i,
    withoutBody: { "x-cache": /^(Function|Lambda)\w*(Error|Exceeded)\b/i },
    causes: [
      {
        cause:
          "a CloudFront Function or Lambda@Edge function of the behavior threw an error or returned an invalid request or response",
        fix: "Check the function's log in CloudWatch (us-east-1 for CloudFront Functions), and test it with this request.",
        isProven: true,
      },
    ],
    url: page503,
  },
  {
    ...cannotConnect,
    layer: "a second CloudFront edge, after the viewer's",
    meaning: "no distribution has the Host that the origin received, or the request came back to its distribution",
    condition: {
      isMet: isFromSecondEdge,
      evidence: "the page's request ID differs from X-Amz-Cf-Id: another edge wrote the page",
    },
    causes: [{ rule: "api-gateway-origin-host-header" }, { rule: "api-gateway-origin-invocable" }],
  },
  {
    ...cannotConnect,
    layer: "the viewer's CloudFront edge",
    meaning: "no distribution has the Host, or the request came back to its distribution",
    causes: [
      { rule: "api-gateway-origin-host-header" },
      { rule: "api-gateway-origin-invocable" },
      {
        cause: "DNS resolves the hostname to CloudFront, but no distribution has it as an alias",
        fix: "Add the hostname to the distribution's aliases, with a certificate that covers it.",
        isUnknownHost: true,
      },
    ],
  },
  {
    layer: "the viewer's CloudFront edge",
    meaning: "the cache behavior allows only HTTPS",
    status: [403],
    ...generated,
    condition: { isMet: ({ request }) => request.scheme === "http", evidence: "the request uses HTTP" },
    causes: [
      {
        cause: 'the behavior\'s viewerProtocolPolicy is "https-only"',
        fix: 'Use HTTPS, or set viewerProtocolPolicy to "redirect-to-https".',
      },
    ],
    url: `${guide}/using-https-viewers-to-cloudfront.html`,
  },
  {
    layer: "the viewer's CloudFront edge",
    meaning: "it cannot resolve the origin's domain name",
    status: [502],
    body: /wasn't able to resolve the origin domain name/,
    causes: [
      {
        cause: "the origin's domain name has no DNS record",
        fix: "Set the origin's domain name to one that resolves, or create its DNS record.",
        isProven: true,
      },
    ],
    url: page502,
  },
  {
    layer: "the viewer's CloudFront edge",
    meaning: "it cannot establish a trusted connection to the origin",
    status: [502],
    ...generated,
    causes: [
      { rule: "api-gateway-origin-https-only" },
      { rule: "api-gateway-origin-host-header" },
      {
        cause:
          "the origin refuses the connection, or its certificate covers neither the origin's domain name nor the forwarded Host",
        fix: "Send the request directly to the origin, with the port, server name and Host that explain prints.",
      },
      newEdgeDomain,
    ],
    url: page502,
  },
  {
    layer: "the viewer's CloudFront edge",
    meaning: "an edge function could not run, or the edge or the origin is out of capacity",
    status: [503],
    ...generated,
    causes: [
      {
        cause: "a CloudFront Function or Lambda@Edge function of the behavior failed or was throttled",
        fix: "Check the function's log, errors and throttles in CloudWatch.",
      },
    ],
    url: page503,
  },
  {
    layer: "the viewer's CloudFront edge",
    meaning: "the origin did not respond in time",
    status: [504],
    ...generated,
    causes: [
      { rule: "api-gateway-origin-timeout" },
      {
        cause: "the origin is slower than CloudFront's timeout, or a firewall drops the connection",
        fix: "Make the origin respond faster, or raise originReadTimeout.",
      },
    ],
    url: page504,
  },
  {
    layer: "the viewer's CloudFront edge",
    meaning: "the request is too large for CloudFront",
    status: [413, 414, 494],
    causes: [
      {
        cause: "the URL is longer than 8,192 bytes, or the headers are too large",
        fix: "Send a shorter URL, fewer cookies and smaller headers.",
      },
    ],
    url: `${guide}/cloudfront-limits.html`,
  },
  {
    layer: "the viewer's CloudFront edge",
    meaning: "CloudFront rejects the request",
    ...generated,
    causes: [
      {
        cause: "CloudFront states the reason in the body, which this response does not have",
        fix: "Send the request with GET and read the reason in the body.",
        appliesTo: ({ body, request }) => body === "" && request.method === "HEAD",
      },
    ],
    url: `${guide}/troubleshooting-response-errors.html`,
  },
];
