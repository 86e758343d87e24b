import { printable } from "../../policy-pack/program/printable";
import type { Adoption } from "./adoption";
import type { Difference } from "./differences";

/** The ID in the program if the file has none: `get-distribution-config` does not return it. */
export const exampleId = "E1EXAMPLE";

/** How to continue with the program, and what it changes, in comments. */
export function notesOf(adoption: Adoption): readonly string[] {
  const { id = exampleId, rejections } = adoption;
  return [
    ...(id === exampleId ? [`Replace ${exampleId} by the ID of the distribution.`] : []),
    ...(rejections.length === 0 ? notesOfComponent(id, adoption) : notesOfDistribution(adoption)),
  ].map(comment);
}

function notesOfComponent(id: string, { differences }: Adoption): readonly string[] {
  return [
    "1. pulumi preview shows: import front-distribution. pulumi up adopts the distribution and changes none of its settings.",
    "2. Remove the transform. pulumi preview --diff shows the settings below. pulumi up changes them.",
    "3. Remove the distribution from its earlier owner without deleting it.",
    "",
    "Or import without the transform: pulumi import --file import.json --protect=false --generate-code=false, with this file:",
    ...JSON.stringify(importFile(id), undefined, 2).split("\n"),
    "",
    ...(differences.length === 0
      ? ["The second update changes no setting of the distribution."]
      : ["The second update changes these settings:", ...differenceLines(differences)]),
  ];
}

/** https://www.pulumi.com/docs/iac/cli/commands/pulumi_import/ */
function importFile(id: string): object {
  return {
    resources: [
      { type: "multi-origin:index:MultiOriginDistribution", name: "front", component: true },
      { type: "aws:cloudfront/distribution:Distribution", name: "front-distribution", id, parent: "front" },
    ],
  };
}

/** Each meaning, with the settings that it applies to. */
function differenceLines(differences: readonly Difference[]): readonly string[] {
  const meanings = [...new Set(differences.map(({ meaning }) => meaning))];
  return meanings.flatMap((meaning) => [
    "",
    meaning,
    ...differences.filter((one) => one.meaning === meaning).map((one) => `- ${changeOf(one)}`),
  ]);
}

function changeOf({ part, property, before, after }: Difference): string {
  const setting = [part, property].filter((text) => text !== "").join(": ");
  const change = property === "" ? (before ?? after ?? "") : `${before ?? "none"} -> ${after ?? "none"}`;
  const isHidden = before === undefined && after === undefined;
  return `${setting}${isHidden ? "" : `: ${change}`}`;
}

function notesOfDistribution({ rejections }: Adoption): readonly string[] {
  return [
    "MultiOriginDistribution cannot adopt this distribution, so the program has the distribution itself:",
    ...rejections.map(({ propertyPath, reason }) => `- ${propertyPath}: ${reason}`),
    "",
    "1. pulumi preview shows: import front. pulumi up adopts the distribution and changes none of its settings.",
    "2. Remove the option import.",
    "3. Remove the distribution from its earlier owner without deleting it.",
  ];
}

function comment(text: string): string {
  return text === "" ? "//" : `// ${printable(text)}`;
}
