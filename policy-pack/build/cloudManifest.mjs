import { readFileSync } from "node:fs";

/**
 * The manifest of the folder that `pulumi policy publish` packs. The engine installs its dependencies and starts the pack with the
 * SDK's runner. The package for npm has no dependencies: its bundle has all of its code.
 */
export function cloudManifest() {
  const { name, version, description, license, repository, engines, devDependencies } = JSON.parse(
    readFileSync("package.json", "utf8"),
  );
  const dependencies = Object.fromEntries(
    Object.entries(devDependencies).filter(([dependency]) => dependency.startsWith("@pulumi/")),
  );
  const manifest = {
    name,
    version,
    private: true,
    description,
    license,
    repository,
    main: "index.js",
    engines,
    dependencies,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
