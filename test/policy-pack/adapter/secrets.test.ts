import assert from "node:assert/strict";
import { decodeOnRead, secretsOf } from "../../../policy-pack/adapter/decodeOnRead";
import { secretStrings, withoutSecrets } from "../../../policy-pack/adapter/secrets";
import { Finding } from "../../../policy-pack/findings/rule";

const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

const finding = (problem: string, origin?: string): Finding => ({
  behavior: 'cache behavior "/orders/*"',
  kind: "violation",
  problem,
  ...(origin === undefined ? {} : { origin }),
});

describe("secretStrings", () => {
  it("finds the strings in secret values only, at any depth", () => {
    const props = {
      origins: [{ domainName: secret("orders.internal.test"), originId: "orders" }],
      tags: secret({ a: ["b"] }),
    };
    assert.deepEqual(secretStrings(props), ["orders.internal.test", "b"]);
    assert.deepEqual(secretStrings(secret("")), []);
    assert.deepEqual(secretStrings(undefined), []);
  });

  it("finds the strings inside a secret document, except for the keywords of AWS", () => {
    const settings = { Origins: [{ DomainName: "${Name}.internal.test", HTTPSPort: 443 }], AllowedMethods: ["GET"] };
    const json = JSON.stringify(settings);
    assert.deepEqual(secretStrings(secret(json)), [json, "${Name}.internal.test", ".internal.test"]);
    const yaml = "Resources:\n  Front: { DomainName: orders.internal.test }\n";
    assert.deepEqual(secretStrings(secret(yaml)), [yaml, "orders.internal.test"]);
    for (const other of ["{ no document", JSON.stringify({ typeName: "AWS::SNS::Topic", description: "public" })]) {
      assert.deepEqual(secretStrings(secret(other)), [other]);
    }
  });

  it("reads them from the message whose properties no longer mark them", () => {
    const decode = decodeOnRead(() => ({ name: "plain" }));
    assert.deepEqual(secretsOf(decode({ toJavaScript: () => ({ name: secret("plain") }) }, false)), ["plain"]);
    assert.deepEqual(secretsOf({ name: "plain" }), []);
  });
});

describe("withoutSecrets", () => {
  const host = "xyz987.execute-api.eu-central-1.amazonaws.com";

  it("hides a secret in each part of a finding, in any letter case", () => {
    const hidden = withoutSecrets(finding(`Host reaches ${host.toUpperCase()}.`, `origin "orders" (${host})`), [host]);
    assert.equal(hidden.problem, "Host reaches (a secret).");
    assert.equal(hidden.origin, 'origin "orders" (a secret)');
    assert.equal(withoutSecrets(finding(""), ["/orders/*"]).behavior, 'cache behavior "(a secret)"');
  });

  it("hides a secret of which a message has only the beginning", () => {
    assert.equal(
      withoutSecrets(finding(`the name "xyz987.execute-a…" is unknown`), [host]).problem,
      'the name "(a secret)" is unknown',
    );
    assert.equal(
      withoutSecrets(finding('the name "other.exa…" is unknown'), [host]).problem,
      'the name "other.exa…" is unknown',
    );
  });

  it("hides a short secret only as a word", () => {
    assert.equal(withoutSecrets(finding("policy web, not website"), ["web"]).problem, "policy (a secret), not website");
  });

  it("hides the longer of two secrets that begin alike", () => {
    assert.equal(
      withoutSecrets(finding("policy Shared-Orders"), ["Shared", "Shared-Orders"]).problem,
      "policy (a secret)",
    );
  });

  it("keeps the text of a program without secrets", () => {
    const one = finding("Host reaches the API.");
    assert.equal(withoutSecrets(one, []), one);
  });
});
