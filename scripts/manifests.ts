import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../repository";

interface Manifest {
  readonly repository?: { readonly url: string };
  readonly license?: string;
  readonly engines?: object;
}

/** The folders of the packages for npm. */
export const packageFolders = ["components", "policy-pack", "local-aws"];

/** The package.json of a package: the names of the owner and of the repository are from the root's package.json. */
export function packageManifest(folder: string): string {
  const own = manifestOf(join(folder, "package.json"));
  const { license, engines, repository: { url = "" } = {} } = manifestOf("package.json");
  const page = url.replace(/^git\+/, "").replace(/\.git$/, "");
  const common = {
    license,
    engines,
    repository: { type: "git", url, directory: folder },
    homepage: `${page}/tree/main/${folder}#readme`,
    bugs: `${page}/issues`,
  };
  return JSON.stringify({ ...own, ...common }, null, 2);
}

function manifestOf(file: string): Manifest {
  return JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest;
}
