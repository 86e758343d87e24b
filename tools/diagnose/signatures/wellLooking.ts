import { guide, Signature } from "../signature";

/** Of answers that look well. */
export const ofWellLooking: readonly Signature[] = [
  {
    layer: "the viewer's CloudFront edge",
    says: "the distribution's page for an error stands in the error's place",
    status: [200],
    headers: { "x-cache": /^Error from cloudfront/i },
    causes: [{ rule: "error-pages-mask-api" }],
    url: `${guide}/GeneratingCustomErrorResponses.html`,
  },
  {
    layer: "the viewer's CloudFront edge",
    says: "it answers over plain HTTP",
    status: [200],
    also: { holds: ({ request }) => request.scheme === "http", evidence: "the request came over HTTP" },
    causes: [{ rule: "viewer-transport", isProven: true }],
    url: `${guide}/using-https-viewers-to-cloudfront.html`,
  },
];
