import { isKnown } from "../../../policy-pack/program/maybe";
import { colored, screenWidth, table, wrapped } from "../../layout";
import { DistributionDiff, MapDiff } from "./diffOf";
import { RouteChange } from "./routes";
import { Change } from "./facets";

export const noChange = "No change for viewers.";

/** The diff for a terminal: a table of the changed routes for each distribution, then the hazards of the update. */
export function diffText({ distributions, hazards }: MapDiff): string {
  const changed = distributions.flatMap((one) => {
    const lines = linesOf(one);
    return lines.length === 0 ? [] : [colored("bold", titleOf(one)), ...lines, ""];
  });
  const warnings = hazards.flatMap(({ distribution, text }) => [
    colored("yellow", `hazard of the update: ${distribution}`),
    ...wrapped(text, screenWidth() - 2).map((line) => `  ${line}`),
  ]);
  return [...(changed.length === 0 ? [noChange, ""] : changed), ...warnings].join("\n").trimEnd().concat("\n");
}

export function titleOf({ name, tenant }: DistributionDiff): string {
  return `${name}${tenant === undefined ? "" : `, tenant ${tenant}`}`;
}

function linesOf(diff: DistributionDiff): string[] {
  const { routes } = diff;
  const names = nameLines(diff);
  if (!isKnown(routes)) {
    return [...names, `Cannot compare the routes: ${routes.reason}.`];
  }
  return routes.length === 0
    ? names
    : [...names, table(["Paths", "What", "Before", "After"], routes.flatMap(rowsOf)).trimEnd()];
}

/** What happens to the hostnames of a distribution, in sentences. */
export function nameLines({ is, addedNames, removedNames }: DistributionDiff): string[] {
  switch (is) {
    case "added":
      return [`Is new${addedNames.length === 0 ? "" : ` and serves ${addedNames.join(", ")}`}.`];
    case "removed":
      return [`Is deleted${removedNames.length === 0 ? "" : ` and no longer serves ${removedNames.join(", ")}`}.`];
    case "kept":
      return [
        ...(addedNames.length === 0 ? [] : [`Serves ${addedNames.join(", ")} from now on.`]),
        ...(removedNames.length === 0 ? [] : [`No longer serves ${removedNames.join(", ")}.`]),
      ];
  }
}

function rowsOf({ paths, changes }: RouteChange) {
  return changes.map((change, at) =>
    [at === 0 ? paths : "", change.subject, change.before, change.after].map((text) => ({
      text,
      ...(isWorse(change) ? { color: "red" as const } : {}),
    })),
  );
}

/** Whether the update adds a mandatory finding. */
export function isWorse({ subject, before, after }: Change): boolean {
  const earlier = before.split(", ");
  return (
    subject === "findings" &&
    after.split(", ").some((finding) => finding.startsWith("mandatory") && !earlier.includes(finding))
  );
}
