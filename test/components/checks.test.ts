import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import fc from "fast-check";
import { boolean, listOf, object, optional, string } from "../../components/checks";
import { problem } from "../../components/problems";

const described = (value: unknown): string => /^(.*); fix it$/s.exec(problem("a", value, "fix it").reason)![1]!;

describe("A problem", () => {
  const circle: unknown[] = [{ password: "p" }];
  circle.push(circle);
  const values: readonly [value: unknown, text: string][] = [
    [undefined, "missing"],
    [null, "null"],
    ['a "b"', '"a \\"b\\""'],
    [NaN, "NaN"],
    [-Infinity, "-Infinity"],
    [7n, "7n"],
    [Symbol("a"), "a symbol"],
    [() => 1, "a function"],
    [pulumi.output("later"), "an Output (its value is not known yet)"],
    [Promise.resolve(1), "an Output (its value is not known yet)"],
    [[], "[]"],
    [[1n, "a", [], {}], '[1n, "a", a list, an object]'],
    [[undefined], "[undefined]"],
    [[pulumi.output(1)], "[an Output (its value is not known yet)]"],
    [{ password: "p" }, "an object"],
    [circle, "[an object, a list]"],
    [Array.from({ length: 1000 }, () => 1), "a list"],
    ["x".repeat(201), `"${"x".repeat(200)}…"`],
    [10n ** 300n, `1${"0".repeat(199)}…`],
  ];
  for (const [value, expected] of values) {
    it(`describes a value as ${expected.slice(0, 60)}`, () => {
      assert.equal(described(value), value === undefined ? expected : `${expected} is not valid`);
    });
  }

  it("describes any value briefly, and never throws", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }), (value) => {
        assert.ok(described(value).length < 1500);
      }),
    );
  });
});

describe("A check of an object", () => {
  const check = object<{ on: boolean; names?: string[] }>({
    on: boolean,
    names: optional(listOf(string, "use names")),
  });

  const suggestions: readonly [name: string, suggested: string | undefined][] = [
    ["ON", "on"],
    ["of", undefined],
    ["name", "names"],
    ["Names", "names"],
    ["nam", "names"],
    ["namesOfAll", "names"],
    ["nothing", undefined],
    ["__proto__ ", undefined],
  ];
  for (const [name, suggested] of suggestions) {
    it(`suggests ${suggested ?? "no name"} for the unknown name "${name}"`, () => {
      const fix = suggested === undefined ? "use" : `did you mean ${suggested}? Use`;
      assert.deepEqual(
        check({ on: true, [name]: 1 }, "").map(({ reason }) => reason),
        [`unknown name; ${fix} one of on, names`],
      );
    });
  }

  it("reports each property under the path of the object, and unknown names", () => {
    assert.deepEqual(check({ names: ["a", 1], of: 2 }, "args.switch"), [
      { propertyPath: "args.switch.on", reason: "missing; use true or false" },
      { propertyPath: "args.switch.names[1]", reason: "1 is not valid; must be a string" },
      {
        propertyPath: "args.switch.of",
        reason: "unknown name; use one of on, names",
        isUnknownName: true,
      },
    ]);
  });

  it("rejects a value that is not an object, and ignores undefined properties", () => {
    assert.deepEqual(check(["on"], ""), [
      { propertyPath: "args", reason: '["on"] is not valid; use an object with on, names' },
    ]);
    assert.deepEqual(check({ on: true, off: undefined }, ""), []);
  });
});
