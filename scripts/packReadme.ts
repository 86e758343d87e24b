import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedPolicies } from "../policy-pack/adapter/sharedPolicies";
import { rules } from "../policy-pack/rules";
import { root } from "../repository";

const begin = "<!-- Written by npm run docs from rules/ -->";
const end = "<!-- To here -->";

/** The contents of policy-pack/README.md: its table of rules is generated, the rest is written by hand. */
export function packReadme(): string {
  const [before = "", rest = ""] = readFileSync(join(root, "policy-pack", "README.md"), "utf8").split(begin);
  const [, after = ""] = rest.split(end);
  const levels = [
    ...rules.map(({ name, level }) => ({ name, level })),
    ...sharedPolicies.map(({ name, enforcementLevel }) => ({ name, level: enforcementLevel })),
  ];
  const rows = levels.map(({ name, level }) => `| \`${name}\` | ${level} |`);
  return `${before}${begin}\n\n| Rule | Level |\n| --- | --- |\n${rows.join("\n")}\n\n${end}${after}`;
}
