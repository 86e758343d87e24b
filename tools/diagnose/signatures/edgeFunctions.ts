import { guide, OtherCause, Signature } from "../signature";

const returnsError: OtherCause = {
  cause: "a function of the cache behavior returns this status, and the request does not reach the origin",
  fix: "Find the condition for this status in the function's code, and test the function with this request.",
  isProven: true,
  appliesTo: ({ status }) => status >= 400,
  deployedEvidence: ({ functions }) => functions,
};

/** Responses that an edge function generates instead of the origin. */
export const edgeFunctionSignatures: readonly Signature[] = [
  {
    layer: "a CloudFront Function",
    meaning: "the viewer-request function of the cache behavior generated the response",
    headers: { "x-cache": /^FunctionGeneratedResponse/i },
    causes: [returnsError],
    url: `${guide}/functions-event-structure.html`,
  },
  {
    layer: "Lambda@Edge",
    meaning: "a viewer-request or origin-request function of the cache behavior generated the response",
    headers: { "x-cache": /^LambdaGeneratedResponse/i },
    causes: [returnsError],
    url: `${guide}/lambda-generating-http-responses.html`,
  },
];
