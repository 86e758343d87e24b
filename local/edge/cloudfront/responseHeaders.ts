import { OutgoingHttpHeaders } from "node:http";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
const managedResponseHeaders: ReadonlyMap<string, OutgoingHttpHeaders> = new Map([
  [
    "67f7725c-6f97-4210-82d7-5512b31e9d03",
    {
      "referrer-policy": "strict-origin-when-cross-origin",
      "strict-transport-security": "max-age=31536000",
      "x-content-type-options": "nosniff",
      "x-frame-options": "SAMEORIGIN",
      "x-xss-protection": "1; mode=block",
    },
  ],
]);

/** What a response headers policy adds. */
export function addedHeaders(policyId: string | undefined): OutgoingHttpHeaders {
  if (policyId === undefined) {
    return {};
  }
  const headers = managedResponseHeaders.get(policyId);
  if (headers === undefined) {
    throw new Error(`response headers policy ${policyId} is not modelled`);
  }
  return headers;
}
