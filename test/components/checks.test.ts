import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import fc from "fast-check";
import { flag, listOf, object, optional, text } from "../../components/checks";
import { problem } from "../../components/problems";

const received = (value: unknown): string =>
  /^received (.*); mend it$/s.exec(problem("a", value, "mend it").reason)![1]!;

describe("a problem", () => {
  const circle: unknown[] = [{ password: "p" }];
  circle.push(circle);
  const described: readonly [value: unknown, text: string][] = [
    [undefined, "nothing"],
    [null, "null"],
    ['a "b"', '"a \\"b\\""'],
    [NaN, "NaN"],
    [-Infinity, "-Infinity"],
    [7n, "7n"],
    [Symbol("a"), "a symbol"],
    [() => 1, "a function"],
    [pulumi.output("later"), "an output, whose value is not known yet"],
    [Promise.resolve(1), "an output, whose value is not known yet"],
    [[], "[]"],
    [[1n, "a", [], {}], '[1n, "a", a list, an object]'],
    [[pulumi.output(1)], "[an output, whose value is not known yet]"],
    [{ password: "p" }, "an object"],
    [circle, "[an object, a list]"],
    [Array.from({ length: 1000 }, () => 1), "a list"],
    ["x".repeat(201), `"${"x".repeat(200)}…"`],
    [10n ** 300n, `1${"0".repeat(199)}…`],
  ];
  for (const [value, expected] of described) {
    it(`says of what was received: ${expected.slice(0, 60)}`, () => {
      assert.equal(received(value), expected);
    });
  }

  it("says it of any value in a few words, and never throws", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }), (value) => {
        assert.ok(received(value).length < 1500);
      }),
    );
  });
});

describe("a check of an object", () => {
  const check = object<{ on: boolean; names?: string[] }>({ on: flag, names: optional(listOf(text, "write names")) });

  it("reports each property below the path it was given, and a name that nothing reads", () => {
    assert.deepEqual(check({ names: ["a", 1], of: 2 }, "args.switch"), [
      { propertyPath: "args.switch.on", reason: "received nothing; write true or false" },
      { propertyPath: "args.switch.names[1]", reason: "received 1; write a text" },
      {
        propertyPath: "args.switch.of",
        reason: "received 2; no such property; write one of on, names",
        isUnknownName: true,
      },
    ]);
  });

  it("stops at what is no object, and lets be what is undefined", () => {
    assert.deepEqual(check(["on"], ""), [
      { propertyPath: "args", reason: 'received ["on"]; write an object with on, names' },
    ]);
    assert.deepEqual(check({ on: true, off: undefined }, ""), []);
  });
});
