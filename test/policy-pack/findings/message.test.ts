import fc from "fast-check";
import assert from "node:assert/strict";
import { messageLimit, messagesFor } from "../../../policy-pack/findings/message";
import { Finding } from "../../../policy-pack/findings/rule";

const url = "https://docs.aws.amazon.com/page.html";
const rule = { name: "rule-name", url };
const problem = "it forwards Host. Remove Host.";

function violation(behavior: string, more: Partial<Finding> = {}): Finding {
  return { behavior, kind: "violation", origin: 'origin "api" (api.example.com)', problem, ...more };
}

function messages(...findings: Finding[]): string[] {
  return messagesFor(rule, findings);
}

describe("messages of the policy pack", () => {
  it("name all behaviors with the same problem, and end with the URL", () => {
    assert.deepEqual(messages(violation('cache behavior "/api"'), violation('cache behavior "/api/*"')), [
      `cache behaviors "/api" and "/api/*" -> origin "api" (api.example.com): ${problem} ${url}`,
    ]);
    assert.deepEqual(messages(...['cache behavior "/a"', "default cache behavior"].map((name) => violation(name))), [
      `cache behavior "/a" and default cache behavior -> origin "api" (api.example.com): ${problem} ${url}`,
    ]);
    assert.deepEqual(messages(violation("viewer certificate", { origin: undefined })), [
      `viewer certificate: ${problem} ${url}`,
    ]);
  });

  it("keep different problems, origins and kinds apart", () => {
    const findings = [
      violation('cache behavior "/a"'),
      violation('cache behavior "/b"', { problem: "it caches responses. Do not cache them." }),
      violation('cache behavior "/c"', { origin: 'origin "other"' }),
      violation('cache behavior "/d"', { kind: "undetermined" }),
    ];
    assert.deepEqual(
      messages(...findings).map((message) => message.slice(0, 19)),
      ['cache behavior "/a"', 'cache behavior "/b"', 'cache behavior "/c"', "rule-name: cache be"],
    );
  });

  it("name each behavior in exactly one message within the limit, however many there are", () => {
    const pattern = fc.stringMatching(/^\/[a-z0-9]{1,40}\/\*$/);
    fc.assert(
      fc.property(fc.uniqueArray(pattern, { minLength: 1, maxLength: 80 }), fc.string(), (patterns, origin) => {
        const findings = patterns.map((one) =>
          violation(`cache behavior "${one}"`, { kind: "weakness", origin: `origin "${origin}"` }),
        );
        const all = messagesFor(rule, findings);
        for (const message of all) {
          assert.ok(message.length <= messageLimit + ` ${url}`.length, message);
          assert.ok(message.startsWith("rule-name: ") && message.endsWith(`: ${problem} ${url}`), message);
        }
        for (const one of patterns) {
          assert.equal(all.filter((message) => message.includes(`"${one}"`)).length, 1, one);
        }
      }),
    );
  });

  it("cut an origin or a path pattern that is too long, and keep the problem", () => {
    const [long = ""] = messages(violation(`cache behavior "/${"a".repeat(250)}"`, { origin: "o".repeat(250) }));
    assert.equal(long.length, messageLimit + ` ${url}`.length);
    assert.match(long, /^cache behavior "\/a+… -> o+…: it forwards Host\. Remove Host\. https/);
  });
});
