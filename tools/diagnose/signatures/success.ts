import { guide, OtherCause, Signature } from "../signature";

export const customErrorPage: OtherCause = {
  cause: "the origin responded with an error, and a custom error response of the distribution replaced it",
  fix: "Send the request to the origin to see its error. If it is an API, remove responsePagePath: it applies to all behaviors.",
  isProven: true,
  deployedEvidence: ({ errorPages }) => errorPages,
};

/** Responses with status 200 that hide a problem. */
export const successSignatures: readonly Signature[] = [
  {
    layer: "the viewer's CloudFront edge",
    meaning: "the distribution replaced an error with its custom error page",
    status: [200],
    headers: { "x-cache": /^Error from cloudfront/i },
    causes: [{ rule: "error-pages-mask-api" }, customErrorPage],
    url: `${guide}/GeneratingCustomErrorResponses.html`,
  },
  {
    layer: "the viewer's CloudFront edge",
    meaning: "it responds over plain HTTP",
    status: [200],
    condition: { isMet: ({ request }) => request.scheme === "http", evidence: "the request uses HTTP" },
    causes: [{ rule: "viewer-transport", isProven: true }],
    url: `${guide}/using-https-viewers-to-cloudfront.html`,
  },
];
