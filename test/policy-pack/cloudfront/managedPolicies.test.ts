import assert from "node:assert/strict";
import {
  managedCachePolicies,
  managedOriginRequestPolicies,
  managedPolicyId,
  managedResponseHeadersPolicies,
} from "../../../policy-pack/cloudfront/managedPolicies";

describe("The table of managed policies", () => {
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
  const responseHeadersPolicies: readonly (readonly [id: string, name: string])[] = [
    ["60669652-455b-4ae9-85a4-c4c02393f86c", "SimpleCORS"],
    ["5cc3b908-e619-4b99-88e5-2cf7f45965bd", "CORS-With-Preflight"],
    ["67f7725c-6f97-4210-82d7-5512b31e9d03", "SecurityHeadersPolicy"],
    ["e61eb60c-9c35-4d20-a928-2b84e02af89c", "CORS-and-SecurityHeadersPolicy"],
    ["eaab4381-ed33-4a86-88ca-d9558dc6cd63", "CORS-with-preflight-and-SecurityHeadersPolicy"],
  ];

  it("contains the five managed response headers policies", () => {
    assert.deepEqual(
      [...managedResponseHeadersPolicies].map(([id, { name }]) => [id, name]),
      responseHeadersPolicies,
    );
  });

  it("has each ID and each name once", () => {
    const all = [...managedCachePolicies, ...managedOriginRequestPolicies, ...managedResponseHeadersPolicies];
    assert.equal(new Set(all.map(([id]) => id)).size, all.length);
    assert.equal(new Set(all.map(([, { name }]) => name)).size, all.length);
  });

  it("gives the ID of a name", () => {
    assert.equal(managedPolicyId("CachingDisabled"), "4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    assert.equal(managedPolicyId("AllViewerExceptHostHeader"), "b689b0a8-53d0-40ab-baf2-68738e2966ac");
  });
});
