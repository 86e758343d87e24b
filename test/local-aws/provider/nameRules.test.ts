import assert from "node:assert/strict";
import { nameError, nameRules } from "../../../local-aws/provider/nameRules";
import { resourceTypes } from "../../../local-aws/provider/types";

describe("AWS's rules for names", () => {
  for (const [type, { property, longest, source }] of Object.entries(nameRules)) {
    it(`${type}: accepts ${longest} characters and rejects one more`, () => {
      assert.ok(resourceTypes.has(type) && source.startsWith("https://docs.aws.amazon.com/"));
      assert.equal(nameError(type, { [property]: "a".repeat(longest) }), undefined);
      assert.match(nameError(type, { [property]: "a".repeat(longest + 1) }) ?? "", /characters, more than/);
    });
  }

  for (const [type, property, accepted, rejected] of [
    ["aws:s3/bucket:Bucket", "bucket", "my.site-1", "my_site"],
    ["aws:s3/bucket:Bucket", "bucket", "site", "Site"],
    ["aws:lambda/function:Function", "name", "my_Site-1", "my.site"],
    ["aws:iam/role:Role", "name", "my.site@1", "my site"],
    ["aws:cloudwatch/logGroup:LogGroup", "name", "/aws/vendedlogs/my_site", "my site"],
    ["aws:cloudwatch/logDeliverySource:LogDeliverySource", "name", "my_site", "my.site"],
  ] as const) {
    it(`${type}: accepts ${accepted} and rejects ${rejected}`, () => {
      assert.equal(nameError(type, { [property]: accepted }), undefined);
      assert.match(nameError(type, { [property]: rejected }) ?? "", /has a character that is not allowed/);
    });
  }
});
