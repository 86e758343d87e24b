import { Answer } from "../answer";
import { guide, Signature } from "../signature";

const page403 = `${guide}/http-403-permission-denied.html`;
const page502 = `${guide}/http-502-bad-gateway.html`;
const page503 = `${guide}/http-503-service-unavailable.html`;
const page504 = `${guide}/http-504-gateway-timeout.html`;
const causes403 = "https://repost.aws/knowledge-center/cloudfront-troubleshoot-403-errors";

const generated = /The request could not be satisfied/;
const cannotConnect = /We can't connect to the server for this app or website/;

/** An edge writes its own request ID on its page; the header of what the viewer gets has that of the viewer's edge. */
function isWrittenBehind({ headers, body }: Answer): boolean {
  const written = /Request ID: (\S+)/.exec(body)?.[1];
  const own = headers["x-amz-cf-id"];
  return written !== undefined && own !== undefined && own !== written;
}

const comesBack: Pick<Signature, "status" | "body" | "url"> = {
  status: [403],
  body: cannotConnect,
  url: page403,
};

/** CloudFront's own pages. */
export const ofCloudFront: readonly Signature[] = [
  {
    layer: "the viewer's CloudFront edge",
    says: "the behavior does not allow the request's method",
    status: [403],
    body: /not configured to allow the HTTP request method/,
    causes: [
      { rule: "api-gateway-origin-methods" },
      {
        cause: "the allowedMethods of the behavior that takes this path leave the request's method out",
        fix: "Allow the method on that behavior, or ask a path of another one; npm run explain shows which takes it.",
        isProven: true,
      },
    ],
    url: page403,
  },
  {
    layer: "AWS WAF",
    says: "a web ACL blocked the request",
    status: [403],
    body: /Request blocked\./,
    causes: [
      {
        cause: "a rule of the distribution's web ACL took the request, or its default action is to block",
        fix: "Look the request up in the web ACL's sampled requests, and let the rule count instead of block, or leave the request out of it.",
        isProven: true,
      },
    ],
    url: causes403,
  },
  {
    layer: "the viewer's CloudFront edge",
    says: "the distribution does not serve the viewer's country",
    status: [403],
    body: /configured to block access from your country/,
    causes: [
      {
        cause: "the distribution's geographic restriction leaves the viewer's country out",
        fix: "Change restrictions.geoRestriction of the distribution.",
        isProven: true,
      },
    ],
    url: causes403,
  },
  {
    layer: "an edge function",
    says: "a function of the behavior failed",
    status: [502, 503],
    body: /The (CloudFront|Lambda) function (associated|returned|result)/i,
    causes: [
      {
        cause:
          "a CloudFront Function or Lambda@Edge of the behavior threw, or returned what is no request and no response",
        fix: "Look into the function's log in CloudWatch (us-east-1 for CloudFront Functions), and test it with this request.",
        isProven: true,
      },
    ],
    url: page503,
  },
  {
    ...comesBack,
    layer: "another CloudFront edge behind the first one",
    says: "no distribution takes the Host that the origin got, or the request came back to where it began",
    also: {
      holds: isWrittenBehind,
      evidence: "the page's request ID is not the one in X-Amz-Cf-Id: another edge wrote it",
    },
    causes: [{ rule: "api-gateway-origin-host-header" }, { rule: "api-gateway-origin-invocable" }],
  },
  {
    ...comesBack,
    layer: "the viewer's CloudFront edge",
    says: "no distribution takes the Host, or the request came back to where it began",
    causes: [
      { rule: "api-gateway-origin-host-header" },
      { rule: "api-gateway-origin-invocable" },
      {
        cause: "no distribution has this name: DNS leads to CloudFront, and no distribution lists it as an alias",
        fix: "Add the name to the distribution's aliases, with a certificate that covers it.",
        isOfUnknownHost: true,
      },
    ],
  },
  {
    layer: "the viewer's CloudFront edge",
    says: "the behavior takes HTTPS alone",
    status: [403],
    body: generated,
    also: { holds: ({ request }) => request.scheme === "http", evidence: "the request came over HTTP" },
    causes: [
      {
        cause: 'the behavior\'s viewerProtocolPolicy is "https-only"',
        fix: 'Ask over HTTPS, or write viewerProtocolPolicy "redirect-to-https".',
      },
    ],
    url: `${guide}/using-https-viewers-to-cloudfront.html`,
  },
  {
    layer: "the viewer's CloudFront edge",
    says: "it could not resolve the origin's domain name",
    status: [502],
    body: /wasn't able to resolve the origin domain name/,
    causes: [
      {
        cause: "the origin's domain name has no DNS record",
        fix: "Write a domain name that resolves as the origin's, or make its record.",
        isProven: true,
      },
    ],
    url: page502,
  },
  {
    layer: "the viewer's CloudFront edge",
    says: "it got no connection to the origin that it can trust",
    status: [502],
    body: generated,
    causes: [
      { rule: "api-gateway-origin-https-only" },
      { rule: "api-gateway-origin-host-header" },
      {
        cause:
          "nobody listens at the origin, or its certificate matches neither the origin's domain name nor the Host that is sent",
        fix: "Ask the origin directly, with the port, the server name and the Host that npm run explain shows.",
      },
    ],
    url: page502,
  },
  {
    layer: "the viewer's CloudFront edge",
    says: "a function of the behavior could not run, or the edge or the origin has no room",
    status: [503],
    body: generated,
    causes: [
      {
        cause: "a CloudFront Function or Lambda@Edge of the behavior failed, or too many of them run at once",
        fix: "Look into the function's log and its errors and throttles in CloudWatch.",
      },
    ],
    url: page503,
  },
  {
    layer: "the viewer's CloudFront edge",
    says: "the origin did not answer in time",
    status: [504],
    body: generated,
    causes: [
      {
        cause: "the origin takes longer than CloudFront waits, or a firewall swallows the connection",
        fix: "Make the origin answer faster, or raise originReadTimeout.",
      },
    ],
    url: page504,
  },
  {
    layer: "the viewer's CloudFront edge",
    says: "the request is larger than CloudFront takes",
    status: [413, 414, 494],
    causes: [
      {
        cause: "the URL is longer than 8,192 bytes, or the headers are too large",
        fix: "Send less in the URL and in cookies and headers.",
      },
    ],
    url: `${guide}/cloudfront-limits.html`,
  },
  {
    layer: "the viewer's CloudFront edge",
    says: "CloudFront refuses the request itself",
    body: generated,
    causes: [],
    url: `${guide}/troubleshooting-response-errors.html`,
  },
];
