import assert from "node:assert/strict";
import { Account } from "../../local-aws/aws/account";
import { indexProgram } from "../../policy-pack/program/programIndex";
import { apiGatewayOriginHostHeader } from "../../policy-pack/rules/apiGatewayOriginHostHeader";
import { putFunction, putRecord, putRestApi } from "../support/account";
import { behaviorWith, describedAs, inBatches, programOf, putDomain, statusOf, verdict } from "../support/agreement";
import { serving } from "../support/edge";
import { allViewer, cachingDisabled } from "../support/programs";
import { deploy, Described, Shape, shapes } from "../support/shapes";

interface Row {
  readonly endpointType: "REGIONAL" | "EDGE";
  /** The label of the API's custom domain in the row's zone. */
  readonly domain: "www" | "*";
  /** The labels of the aliases. The domain `*` does not cover `deep.er`: it stands for one label. */
  readonly aliases: readonly string[];
  /** Where DNS of the domain points; another name under it that leads there; the first alias, which leads back. */
  readonly origin: "target" | "another-name" | "own-alias";
}

const rows: readonly Row[] = (["REGIONAL", "EDGE"] as const).flatMap((endpointType) =>
  (["www", "*"] as const).flatMap((domain) =>
    [["www"], ["WWW"], ["shop"], ["www", "shop"], ["www", "deep.er"], ["deep.er"], ["*"]].flatMap((aliases) =>
      (["target", "another-name", "own-alias"] as const)
        .map((origin) => ({ endpointType, domain, aliases, origin }))
        .filter((row) => isAnApiOrigin(row)),
    ),
  ),
);

/** Whether the origin is a name of the API's: of the exact domain only its own is one. */
function isAnApiOrigin({ domain, aliases: [first = ""], origin }: Row): boolean {
  const isOwn = !first.includes("*") && (domain === "*" ? !first.includes(".") : first.toLowerCase() === domain);
  return origin === "target" || (origin === "another-name" ? domain === "*" : isOwn);
}

const account = new Account();
const greets = putFunction(account);

interface Placed extends Row {
  readonly shape: Shape;
  readonly described: Described;
  readonly ownName: string;
}

function place(row: Row, shape: Shape, index: number): Placed {
  const { endpointType, domain, origin } = row;
  const zone = `${shape}${index}.test`;
  const aliases = row.aliases.map((label) => `${label}.${zone}`);
  const target = putDomain(account, `${domain}.${zone}`, endpointType, putRestApi(account, greets, endpointType).id);
  const domainName = { target, "another-name": `api.${zone}`, "own-alias": aliases[0] ?? "" }[origin];
  const described: Described = {
    aliases,
    origins: [{ originId: "api", domainName, customOriginConfig: { originProtocolPolicy: "https-only" } }],
    defaultCacheBehavior: behaviorWith("api", { cachePolicyId: cachingDisabled, originRequestPolicyId: allViewer }),
  };
  const ownName = deploy(account, shape, described).domainName;
  putRecord(account, `api.${zone}`, target);
  for (const alias of aliases) {
    putRecord(account, alias.toLowerCase(), ownName);
  }
  return { ...row, shape, described, ownName };
}

const placed = rows.flatMap((row, index) => shapes.map((shape) => place(row, shape, index)));
const program = programOf(account);
const [refusing, allowing] = [indexProgram(program), indexProgram(program, { matchingDomain: "allow" })];

describe("the matching arrangement and the edge, by AllViewer", () => {
  const edge = serving(account);

  /** What the edge answers to each alias, and what the rule says. */
  async function seen({ shape, described, ownName }: Placed) {
    const names = described.aliases.map((alias) => alias.replace("*", "any").toLowerCase());
    const statuses = await Promise.all(names.map((name) => statusOf(edge(), name, "/hello")));
    const distribution = describedAs(shape, described);
    const [refused, allowed] = [refusing, allowing].map((index) =>
      verdict(apiGatewayOriginHostHeader, distribution, index, "default cache behavior"),
    );
    return { statuses, ownStatus: await statusOf(edge(), ownName, "/hello"), refused, allowed };
  }

  it("has these rows", () => {
    assert.equal(rows.length, 2 * (7 + 4 + 7 + 7 + 5));
  });

  for (const endpointType of ["REGIONAL", "EDGE"] as const) {
    for (const domain of ["www", "*"] as const) {
      it(`agree on a ${endpointType} custom domain ${domain}.…: let through exactly where every alias answers`, async () => {
        const mine = placed.filter((row) => row.endpointType === endpointType && row.domain === domain);
        const disagreements = await inBatches(mine, 25, async (row) => {
          const { statuses, ownStatus, refused, allowed } = await seen(row);
          const answers = statuses.every((status) => status === 200);
          // It may stay open where tenants bring the names, and where only DNS tells whether a name under a wildcard
          // alias leads back.
          const mayBeOpen = row.shape === "multitenant" || row.aliases.includes("*");
          const open = mayBeOpen && allowed === "undetermined";
          const agrees = open || allowed === (answers ? "silent" : "violation");
          const leadsBack = row.origin !== "own-alias" || statuses.every((status) => status === 403);
          // Whether an origin's name is one of its tenants' can't be known of a multi-tenant distribution.
          const openEvenThen = row.shape === "multitenant" && row.origin === "own-alias" && refused === "undetermined";
          return agrees && (refused === "violation" || openEvenThen) && ownStatus !== 200 && leadsBack
            ? []
            : [JSON.stringify({ ...row, described: undefined, statuses, ownStatus, refused, allowed })];
        });
        assert.deepEqual(disagreements.flat(), []);
      });
    }
  }
});
