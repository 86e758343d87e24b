import assert from "node:assert/strict";
import { PreviewForm } from "../../local-aws/provider/resources";
import { BehaviorLocation, mistakes, withForwarding } from "../../commands/trap/mistakes";
import { Program } from "../../local-aws/engine/project";
import { loadProgram } from "../../repository";
import { distributionType, Outcome, withPack, withStack } from "../support/engine";
import { allViewer, cachePolicy, handWritten, originRequestPolicy } from "../support/programs";

const rule = "api-gateway-origin-host-header";
const previewForms: readonly PreviewForm[] = ["nested", "collapsed"];

function previewOf(program: Program, previewForm?: PreviewForm): Promise<Outcome> {
  return withStack({ program, previewForm }, (session) => withPack(session, "preview"));
}

function mandatory({ violations }: Outcome) {
  return violations.filter(({ level }) => level === "mandatory").map(({ policy, on }) => [policy, on]);
}

describe("the pack in a preview of the program", () => {
  // Each mistake on each stack, and the fix: `npm run trap` (test/commands).
  const behaviors: readonly [
    stackName: string,
    where: BehaviorLocation,
    label: string,
    mistake: keyof typeof mistakes,
  ][] = [
    ["article", "default", "default cache behavior", 'forwardedValues.headers ["*"]'],
    ["dev", { pathPattern: "/api/*" }, 'cache behavior "/api/*"', "origin request policy AllViewer"],
  ];
  for (const [stackName, where, label, mistake] of behaviors) {
    for (const previewForm of previewForms) {
      it(`rejects ${mistake} on the ${label} of ${stackName} once (${previewForm} unknowns)`, async () => {
        const program = withForwarding(loadProgram(), mistakes[mistake], where);
        await withStack({ program, stackName, previewForm }, async (session) => {
          const outcome = await withPack(session, "preview");
          assert.equal(outcome.passed, false);
          assert.deepEqual(mandatory(outcome), [[rule, "front-distribution"]], outcome.output);
          assert.ok(outcome.violations[0]!.message.includes(`${label} -> origin "api"`), outcome.output);
        });
      });
    }
  }

  it("reports a behavior for S3 with the rule for S3", async () => {
    const settings = mistakes["origin request policy AllViewer"];
    const program = withForwarding(loadProgram(), settings, "default");
    const outcome = await previewOf(program);
    assert.deepEqual(mandatory(outcome), [["s3-origin-host-header", "front-distribution"]], outcome.output);
  });
});

describe("the pack in a preview of a hand-written program with its own policies", () => {
  const lists = (header: string) => ({ headerBehavior: "whitelist", headers: { items: [header] } });
  /** Each case is a distribution of that name. */
  const cases: Readonly<Record<string, { behavior: Parameters<typeof handWritten>[0]; refused: boolean }>> = {
    "an origin request policy that lists Host": {
      behavior: () => ({ originRequestPolicyId: originRequestPolicy("lists-host", lists("host")) }),
      refused: true,
    },
    "an origin request policy that lists another header": {
      behavior: () => ({ originRequestPolicyId: originRequestPolicy("lists-accept", lists("accept")) }),
      refused: false,
    },
    "an origin request policy that forwards all viewer headers": {
      behavior: () => ({ originRequestPolicyId: originRequestPolicy("all-viewer", { headerBehavior: "allViewer" }) }),
      refused: true,
    },
    "a cache policy that lists Host, next to an origin request policy without it": {
      behavior: () => ({
        cachePolicyId: cachePolicy("host-in-key", "Host"),
        originRequestPolicyId: originRequestPolicy("all-but-host", {
          headerBehavior: "allExcept",
          headers: { items: ["Host"] },
        }),
      }),
      refused: true,
    },
    "a managed policy that forwards all viewer headers, next to an unknown cache policy": {
      behavior: () => ({ cachePolicyId: cachePolicy("accept-in-key", "Accept"), originRequestPolicyId: allViewer }),
      refused: true,
    },
  };
  const all: Program = async () => {
    for (const [name, { behavior }] of Object.entries(cases)) {
      await handWritten(behavior, name)();
    }
    return {};
  };

  for (const previewForm of previewForms) {
    it(`rejects each behavior that forwards Host once, and allows the other (${previewForm} unknowns)`, async () => {
      const outcome = await previewOf(all, previewForm);
      const refused = Object.entries(cases).filter((one) => one[1].refused);
      assert.equal(outcome.passed, false);
      assert.deepEqual(mandatory(outcome).sort(), refused.map(([name]) => [rule, name]).sort(), outcome.output);
    });
  }

  it("allows a program with only the valid behavior", async () => {
    const name = "an origin request policy that lists another header";
    assert.equal((await previewOf(handWritten(cases[name]!.behavior, name))).passed, true);
  });

  it("reports a policy outside the program as undetermined, and passes", async () => {
    const program = handWritten(() => ({ originRequestPolicyId: "11111111-2222-3333-4444-555555555555" }));
    const outcome = await previewOf(program);
    assert.equal(outcome.passed, true);
    assert.deepEqual(
      outcome.violations.map(({ policy, level, on }) => [policy, level, on]),
      [["undetermined", "advisory", "hand-written"]],
    );
    const [message] = outcome.violations.map((violation) => violation.message);
    assert.match(
      message!,
      /api-gateway-origin-host-header: default cache behavior: .*neither managed nor part of this program/,
    );
    assert.match(message!, /Also undetermined: api-gateway-origin-query-strings\./);
  });
});

describe("the pack in an up without a preview", () => {
  it("stops a distribution with known inputs before it is created", async () => {
    const program = handWritten(() => ({ originRequestPolicyId: allViewer }));
    await withStack({ program }, async (session) => {
      const outcome = await withPack(session, "up");
      assert.equal(outcome.passed, false);
      assert.deepEqual(mandatory(outcome), [[rule, "hand-written"]]);
      assert.deepEqual(session.account.list(distributionType), []);
    });
  });

  it("fails on a policy of the same program after the distribution exists, because its ID is new", async () => {
    const program = handWritten(() => ({
      originRequestPolicyId: originRequestPolicy("mine", { headerBehavior: "allViewer" }),
    }));
    await withStack({ program }, async (session) => {
      const outcome = await withPack(session, "up");
      assert.equal(outcome.passed, false);
      assert.deepEqual(mandatory(outcome), [[rule, "hand-written"]]);
    });
  });
});
