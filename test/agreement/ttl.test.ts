import assert from "node:assert/strict";
import { ttlOf } from "../../local-aws/aws/cloudfront/readers/policies";
import { withDefaults } from "../../policy-pack/cloudfront/defaultTtl";

describe("Default TTLs", () => {
  it("are the same in the policy pack and in the local AWS", () => {
    assert.deepEqual(withDefaults({ min: undefined, default: undefined, max: undefined }), ttlOf({}));
  });

  it("give way to configured TTLs in the policy pack and in the local AWS", () => {
    const configured = { min: 1, default: 2, max: 3 };
    assert.deepEqual(withDefaults(configured), ttlOf({ minTtl: 1, defaultTtl: 2, maxTtl: 3 }));
  });
});
