import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

const projectFiles = ["Pulumi.yaml", "Pulumi.yml"];

/**
 * The file that a report shows the findings of a state at, relative to the repository. A state has no line of the program.
 * @param file the audited file; `-` is standard input
 * @param given the path that the user selects
 * @param folder the working directory
 * @throws an error if `given` is outside of the repository
 */
export function locationOf(file: string, given: string | undefined, folder: string): string {
  const root = above(folder).find((one) => existsSync(join(one, ".git"))) ?? folder;
  const inRepository = (path: string): string | undefined => {
    const found = relative(root, resolve(folder, path));
    return found === "" || isAbsolute(found) || found.split(sep)[0] === ".." ? undefined : found.split(sep).join("/");
  };
  if (given !== undefined) {
    const located = inRepository(given);
    if (located === undefined) {
      throw new Error(`${JSON.stringify(given)} is not valid for --location; use a file of the repository ${root}.`);
    }
    return located;
  }
  const candidates = [...projectFilesAbove(folder), ...(file === "-" ? [] : [file])];
  return candidates.map(inRepository).find((one) => one !== undefined) ?? "Pulumi.yaml";
}

function projectFilesAbove(folder: string): string[] {
  return above(folder)
    .flatMap((one) => projectFiles.map((name) => join(one, name)))
    .filter((path) => existsSync(path));
}

/** The folder and all folders that contain it, the innermost first. */
function above(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...above(parent)];
}
