import assert from "node:assert/strict";
import { distributionType, withPack, withStack } from "../support/engine";
import { breaking } from "../support/ruleExamples";
import { allViewer, allViewerExceptHostHeader, cachingDisabled, handWritten } from "../support/programs";

const rule = "api-gateway-origin-host-header";

describe("the pack's configuration on the engine", () => {
  it("with a misspelled key is a violation on the stack", async () => {
    await withStack({ program: breaking("viewer-transport") }, async (session) => {
      const config = { [rule]: { apiDomain: ["api.example.com"] }, "viewer-transport": "disabled" };
      const outcome = await withPack(session, "preview", config);
      assert.equal(outcome.passed, false);
      assert.match(
        outcome.output,
        /configuration of api-gateway-origin-host-header: "apiDomain" is not a key; use apiDomains, otherDomains, policies/,
      );
    });
  });

  it("with a policy that the pack does not have is a violation on the stack", async () => {
    await withStack({ program: breaking("viewer-transport") }, async (session) => {
      const config = { "viewer-transports": "disabled", "viewer-transport": "disabled" };
      const outcome = await withPack(session, "preview", config);
      assert.equal(outcome.passed, false, outcome.output);
      assert.match(
        outcome.output,
        /configuration: "viewer-transports" is not a policy of the pack; use a name of its README/,
      );
      const all = await withPack(session, "preview", { all: "advisory", "viewer-transport": "disabled" });
      assert.deepEqual([all.passed, all.violations], [true, []], all.output);
    });
  });

  it("disables a rule, or makes it advisory", async () => {
    await withStack({ program: breaking("viewer-transport") }, async (session) => {
      const off = await withPack(session, "preview", { "viewer-transport": "disabled" });
      assert.deepEqual([off.passed, off.violations], [true, []], off.output);
      const down = await withPack(session, "preview", { "viewer-transport": "advisory" });
      assert.deepEqual([down.passed, down.violations.map(({ level }) => level)], [true, ["advisory"]], down.output);
    });
  });

  it("adds an API domain of another stack", async () => {
    const program = breaking("lambda-url-origin-host-header");
    await withStack({ program }, async (session) => {
      const config = { [rule]: { apiDomains: ["abc.lambda-url.us-east-1.on.aws"] } };
      const outcome = await withPack(session, "preview", config);
      assert.ok(
        outcome.violations.some(({ policy }) => policy === rule),
        outcome.output,
      );
    });
  });
});

describe("policy exceptions of the engine", () => {
  it("exempt a distribution, and the output reports the exemption", async () => {
    await withStack({ program: breaking(rule, "viewer-transport") }, async (session) => {
      const urn = (name: string) => `urn:pulumi:dev::multi-origin::aws:cloudfront/distribution:Distribution::${name}`;
      const exceptions = {
        "LEGACY-1": {
          reason: "removed together with the old distribution",
          match: [{ policies: [rule], targets: [urn(rule)] }],
        },
        "LEGACY-2": {
          reason: "served to devices without TLS",
          match: [{ policies: ["viewer-transport"], targets: [urn("viewer-transport")] }],
        },
      };
      const outcome = await withPack(session, "preview", { version: 2, policies: {}, exceptions });
      assert.equal(outcome.passed, true, outcome.output);
      assert.match(outcome.output, /exempt/i);
    });
  });

  it("are rejected without a reason", async () => {
    await withStack({ program: breaking(rule) }, async (session) => {
      const exceptions = { "LEGACY-1": { match: [{ policies: [rule], targets: ["*"] }] } };
      const outcome = await withPack(session, "preview", { version: 2, policies: {}, exceptions });
      assert.equal(outcome.passed, false, outcome.output);
    });
  });
});

describe("the level remediate", () => {
  const config = { [rule]: "remediate" };

  it("replaces the policy by one without Host, and the distribution deploys", async () => {
    const program = handWritten(() => ({ originRequestPolicyId: allViewer }));
    await withStack({ program }, async (session) => {
      const outcome = await withPack(session, "up", config);
      assert.equal(outcome.passed, true, outcome.output);
      const [created] = session.account.list(distributionType);
      const { cachePolicyId, originRequestPolicyId } = created!.outputs.defaultCacheBehavior as Record<string, unknown>;
      assert.deepEqual([cachePolicyId, originRequestPolicyId], [cachingDisabled, allViewerExceptHostHeader]);
    });
  });

  it("removes legacy settings", async () => {
    const program = handWritten(() => ({
      cachePolicyId: undefined,
      forwardedValues: { headers: ["*"], queryString: true, cookies: { forward: "all" } },
      minTtl: 0,
    }));
    await withStack({ program }, async (session) => {
      const outcome = await withPack(session, "up", config);
      assert.equal(outcome.passed, true, outcome.output);
      const [created] = session.account.list(distributionType);
      const { forwardedValues, minTtl, cachePolicyId } = created!.outputs.defaultCacheBehavior as Record<
        string,
        unknown
      >;
      assert.deepEqual([forwardedValues, minTtl, cachePolicyId], [undefined, undefined, cachingDisabled]);
    });
  });
});
