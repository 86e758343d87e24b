import { isKnown, Maybe } from "../../../policy-pack/program/maybe";
import { DeployedDistribution, deployedDistributions } from "../../distributions";
import { hideSecrets } from "../../hideSecrets";
import { State } from "../../state";
import { Hazard, hazardsOf, movedAliases } from "./hazards";
import { Pair, RouteChange, routeChanges } from "./routes";

/** What an update changes for viewers. */
export interface MapDiff {
  readonly distributions: readonly DistributionDiff[];
  readonly hazards: readonly Hazard[];
}

export interface DistributionDiff {
  readonly name: string;
  readonly tenant?: string;
  readonly is: "added" | "removed" | "kept";
  readonly addedNames: readonly string[];
  readonly removedNames: readonly string[];
  /** Unknown if the path patterns of one side are. */
  readonly routes: Maybe<readonly RouteChange[]>;
}

export function diffOf(before: State, after: State): MapDiff {
  const [earlier, later] = [deployedDistributions(before), deployedDistributions(after)];
  const pairs = later.flatMap((one): Pair[] => {
    const partner = partnerOf(one, earlier);
    return partner === undefined ? [] : [{ before: partner, after: one }];
  });
  const compared = pairs.map((pair) => ({ pair, routes: routeChanges(pair, before, after) }));
  const [kept, keptBefore] = [pairs.map((pair) => pair.after), pairs.map((pair) => pair.before)];
  const diff: MapDiff = {
    distributions: [
      ...compared.map(({ pair, routes }) => keptDistribution(pair, routes)),
      ...later
        .filter((one) => !kept.includes(one))
        .map((one) => ({ ...onlyOn(one), is: "added" as const, addedNames: one.names })),
      ...earlier
        .filter((one) => !keptBefore.includes(one))
        .map((one) => ({ ...onlyOn(one), is: "removed" as const, removedNames: one.names })),
    ],
    hazards: [
      ...movedAliases(earlier, later),
      ...compared.flatMap(({ pair, routes }) => hazardsOf(pair, isKnown(routes) ? routes : [], after)),
    ],
  };
  return hideSecrets(hideSecrets(diff, before), after);
}

/** The same resource, or the only distribution that shares a hostname. */
function partnerOf(
  { urn, tenant, names }: DeployedDistribution,
  earlier: readonly DeployedDistribution[],
): DeployedDistribution | undefined {
  return (
    earlier.find((one) => one.urn === urn && one.tenant === tenant) ??
    earlier.find((one) => one.names.some((name) => names.includes(name)))
  );
}

function keptDistribution({ before, after }: Pair, routes: DistributionDiff["routes"]): DistributionDiff {
  return {
    ...onlyOn(after),
    is: "kept",
    addedNames: after.names.filter((name) => !before.names.includes(name)),
    removedNames: before.names.filter((name) => !after.names.includes(name)),
    routes,
  };
}

function onlyOn({ name, tenant }: DeployedDistribution) {
  return { name, ...(tenant === undefined ? {} : { tenant }), addedNames: [], removedNames: [], routes: [] };
}
