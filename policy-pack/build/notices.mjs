import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licenses of the packages in the bundles, which most of them require in each copy. */
export function notices(inputs) {
  const folders = inputs.flatMap((path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(folders)]
    .sort()
    .map(notice)
    .join(`\n${"-".repeat(80)}\n\n`);
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(lic\w+|notice|copying)/i.test(file));
  const licenses = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
  return [`${name} ${version} (${license})`, ...licenses].join("\n\n").concat("\n");
}
