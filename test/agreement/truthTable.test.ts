import assert from "node:assert/strict";
import { Account } from "../../local-aws/aws/account";
import { indexProgram } from "../../policy-pack/program/programIndex";
import { managedCachePolicies, managedOriginRequestPolicies } from "../../policy-pack/cloudfront/managedPolicies";
import { rules } from "../../policy-pack/rules";
import {
  behaviorWith,
  describedAs,
  inBatches,
  Kind,
  legacy,
  managedPairs,
  programOf,
  putKinds,
  putSharedCertificate,
  Settings,
  statusOf,
  verdict,
} from "../support/agreement";
import { serving } from "../support/edge";
import { deploy, Described, newAlias, Shape, shapes } from "../support/shapes";

const account = new Account();
const kinds = putKinds(account);
const certificate = putSharedCertificate(account);
const program = indexProgram(programOf(account));
const hostRules = rules.filter(({ name }) => name.endsWith("-origin-host-header"));

const legacySettings = [legacy(), legacy("Host"), legacy("hOST", "Accept"), legacy("*"), legacy("Accept")];
// The shapes alternate. A multi-tenant distribution has no legacy settings.
const combinations: readonly (readonly [Shape, Settings])[] = [
  ...managedPairs().map((settings, index) => [shapes[index % shapes.length] ?? "aws", settings] as const),
  ...(["aws", "native"] as const).flatMap((shape) => legacySettings.map((settings) => [shape, settings] as const)),
];

/** A distribution whose alias is not a name of the API. */
function describeOne({ origin }: Kind, settings: Settings): Described {
  return {
    aliases: [newAlias()],
    origins: [{ originId: "origin", ...origin }],
    defaultCacheBehavior: behaviorWith("origin", settings),
    viewerCertificate: { acmCertificateArn: certificate },
  };
}

describe("The Host rules and the edge, for each pair of managed policies", () => {
  const edge = serving(account);

  it("cover all combinations", () => {
    assert.deepEqual([managedCachePolicies.size, managedOriginRequestPolicies.size], [11, 8]);
    assert.equal(combinations.length, 11 * 9 + 2 * 5);
  });

  for (const kind of kinds) {
    it(`agree on ${kind.name}: a violation exactly if the request fails`, async () => {
      const deployed = combinations.map(([shape, settings]) => {
        const described = describeOne(kind, settings);
        deploy(account, shape, described);
        return { shape, settings, described };
      });
      const seen = await inBatches(deployed, 50, async ({ shape, settings, described }) => {
        const status = await statusOf(edge(), described.aliases[0] ?? "", "/hello.txt");
        const distribution = describedAs(shape, described);
        const verdicts = hostRules.map((rule) => verdict(rule, distribution, program, "default cache behavior"));
        const expected = hostRules.map(({ name }) => (status >= 400 && name === kind.rule ? "violation" : "silent"));
        assert.deepEqual(verdicts, expected, JSON.stringify({ kind: kind.name, shape, settings, status }));
        return status;
      });
      assert.equal(seen.length, combinations.length);
      const failed = seen.filter((status) => status !== 200).length;
      // Host reaches the origin with 7 cache policies and any origin request policy, with 3 origin request policies and
      // the other 4 cache policies, and with 3 of the legacy settings.
      assert.equal(failed, kind.rule === undefined ? 0 : 7 * 9 + 4 * 3 + 2 * 3);
    });
  }
});
