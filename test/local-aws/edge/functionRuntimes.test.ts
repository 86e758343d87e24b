import assert from "node:assert/strict";
import { loadable } from "../../../local-aws/edge/cloudfront/functions/loadable";
import { Sandbox } from "../../../local-aws/edge/cloudfront/functions/sandbox";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-10.html
describe("A CloudFront Function", () => {
  const rejected: Readonly<Record<string, readonly [code: string, feature: string]>> = {
    "awaits in an argument": ["JSON.parse(await kvs.get('a'));", "await in arguments"],
    "awaits in an argument's expression": ["f({ a: [1, await g()] });", "await in arguments"],
    "awaits in an argument of new": ["new Error(await g());", "await in arguments"],
    "has an async closure": ["async function inner() {}", "an async function in another function"],
    "has an async arrow function in another function": [
      "[1].map(async (one) => one);",
      "an async function in another function",
    ],
    "has a class": ["class A {}", "a class"],
    "has a class expression": ["const A = class {};", "a class"],
    "has a default parameter": ["function f(a = 1) {}", "a default parameter or value"],
    "destructures an object": ["const { uri } = event.request;", "destructuring"],
    "destructures an array": ["const [one] = [1];", "destructuring"],
    "destructures a parameter": ["[[1]].map(([one]) => one);", "destructuring"],
    "has a generator": ["function* f() { yield 1; }", "a generator"],
    "imports later": ['const cf = import("cloudfront");', "import()"],
    "has optional chaining": ["const a = event.request.headers.a?.value;", "optional chaining"],
    "spreads an object": ["const a = { ...event };", "spread syntax"],
    "spreads arguments": ["Math.max(...[1]);", "spread syntax"],
    "catches without a name": ["try { f(); } catch { g(); }", "catch without a name"],
  };
  for (const [does, [line, feature]] of Object.entries(rejected)) {
    it(`that ${does} is rejected`, () => {
      const code = `async function handler(event) {\n  ${line}\n  return event.request;\n}`;
      assert.throws(
        () => loadable(code, "cloudfront-js-2.0"),
        new SyntaxError(`cloudfront-js-2.0 does not support ${feature} (line 2)`),
      );
    });
  }

  const accepted: Readonly<Record<string, string>> = {
    "awaits in statements, literals and templates":
      "const a = await g(); const b = [await g()]; const c = { d: await g() }; const e = `${await g()}`;",
    "awaits a call, and calls what it awaited": "const a = (await g(f(1))).split(f(2));",
    "awaits in the condition of a call": "if (await g()) { f(1); }",
    "has functions in other functions": "[1].map((one) => [one].filter(function (other) { return other; }));",
    "has rest parameters": "function f(...all) { return all; }",
    "has for...of and ??": "for (const one of [1]) { f(one ?? 2); }",
    "has shorthand properties and methods": "const a = { event, f() {}, ['b']: 1 };",
    "catches with a name": "try { f(); } catch (error) { g(error); }",
  };
  for (const [does, line] of Object.entries(accepted)) {
    it(`that ${does} is accepted`, () => {
      const functions = "const f = (a) => a; const g = async () => 'a'; const h = async function () {};";
      loadable(`${functions} async function handler(event) { ${line} }`, "cloudfront-js-2.0");
    });
  }

  it("of runtime 1.0 has no const, let, async and import", () => {
    const code = `import cf from "cloudfront";\nconst a = 1;\nasync function handler(event) {\n  let b = a;\n}`;
    assert.throws(
      () => loadable(code, "cloudfront-js-1.0"),
      new SyntaxError("cloudfront-js-1.0 does not support import (line 1), const and let (line 2), async (line 3)"),
    );
    loadable("var a = `a`; function handler(event) { return [1].map((one) => one ** 2); }", "cloudfront-js-1.0");
  });

  it("has only the global objects and the method of console that CloudFront documents", async () => {
    const sandbox = new Sandbox();
    const run = async (expression: string) => {
      const code = loadable(`function handler(event) { return ${expression}; }`, "cloudfront-js-2.0");
      return sandbox.run({ id: expression, version: "", code, store: undefined }, { request: {} });
    };
    try {
      for (const expression of ["new Map()", "new Set()", "Reflect.ownKeys({})", "new Proxy({}, {})", "BigInt(1)"]) {
        assert.match((await run(expression)).error ?? "", /^ReferenceError: \w+ is not defined$/, expression);
      }
      assert.match((await run("console.error('a')")).error ?? "", /^TypeError: console\.error is not a function$/);
      assert.match((await run("eval('1')")).error ?? "", /^EvalError: /);
      assert.match((await run("new Function('return 1')()")).error ?? "", /^EvalError: /);
      assert.deepEqual((await run("[Array.of(1), Symbol.for('a').description, new Uint8Array(1).length]")).result, [
        [1],
        "a",
        1,
      ]);
    } finally {
      sandbox.stop();
    }
  });
});
