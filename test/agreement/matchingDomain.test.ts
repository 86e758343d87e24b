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
  /** The labels of the aliases. The domain `*` does not cover `deep.er`: a wildcard matches one label. */
  readonly aliases: readonly string[];
  /** The domain's DNS target, another name that leads to it, or the first alias, which leads back to the distribution. */
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

/** Whether the origin is a name of the API. Without a wildcard, the domain has only one name. */
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
const [rejecting, allowing] = [indexProgram(program), indexProgram(program, { matchingDomain: "allow" })];

describe("A custom domain that covers the aliases, with AllViewer", () => {
  const edge = serving(account);

  /** The edge's status for each alias, and the rule's verdicts. */
  async function seen({ shape, described, ownName }: Placed) {
    const names = described.aliases.map((alias) => alias.replace("*", "any").toLowerCase());
    const statuses = await Promise.all(names.map((name) => statusOf(edge(), name, "/hello")));
    const distribution = describedAs(shape, described);
    const [rejected, allowed] = [rejecting, allowing].map((index) =>
      verdict(apiGatewayOriginHostHeader, distribution, index, "default cache behavior"),
    );
    return { statuses, ownStatus: await statusOf(edge(), ownName, "/hello"), rejected, allowed };
  }

  it("has a row for each combination", () => {
    assert.equal(rows.length, 2 * (7 + 4 + 7 + 7 + 5));
  });

  for (const endpointType of ["REGIONAL", "EDGE"] as const) {
    for (const domain of ["www", "*"] as const) {
      it(`is allowed exactly if the edge serves every alias: ${endpointType} domain ${domain}.…`, async () => {
        const mine = placed.filter((row) => row.endpointType === endpointType && row.domain === domain);
        const disagreements = await inBatches(mine, 25, async (row) => {
          const { statuses, ownStatus, rejected, allowed } = await seen(row);
          const answers = statuses.every((status) => status === 200);
          // The verdict can be undetermined if tenants have the names, or if only DNS shows whether a name under a wildcard
          // alias leads back to the distribution.
          const canBeOpen = row.shape === "multitenant" || row.aliases.includes("*");
          const open = canBeOpen && allowed === "undetermined";
          const agrees = open || allowed === (answers ? "silent" : "violation");
          const leadsBack = row.origin !== "own-alias" || statuses.every((status) => status === 403);
          // For a multi-tenant distribution it is unknown whether the origin's name is a tenant's.
          const isOpenForTenants =
            row.shape === "multitenant" && row.origin === "own-alias" && rejected === "undetermined";
          return agrees && (rejected === "violation" || isOpenForTenants) && ownStatus !== 200 && leadsBack
            ? []
            : [JSON.stringify({ ...row, described: undefined, statuses, ownStatus, rejected, allowed })];
        });
        assert.deepEqual(disagreements.flat(), []);
      });
    }
  }
});
