import * as sdk from "@pulumi/policy/proxy";
import assert from "node:assert/strict";
import { plainProperties } from "../../../policy-pack/adapter/plain";
import { Unknown } from "../../../policy-pack/program/maybe";

const unknownValues = Object.entries(sdk as Readonly<Record<string, unknown>>).filter(([name]) =>
  /^unknown\w+Value$/.test(name),
);

describe("plainProperties", () => {
  it("reads each unknown value of the SDK as unknown", () => {
    assert.equal(unknownValues.length, 7);
    for (const [name, value] of unknownValues) {
      const { origins } = plainProperties({ origins: [{ [name]: value, id: "api" }] });
      const [{ [name]: read, id }] = origins as [Record<string, unknown>];
      assert.ok(read instanceof Unknown, name);
      assert.equal(read.reason, `origins[0].${name} is known only after deployment`);
      assert.equal(id, "api");
    }
  });
});
