import * as pulumi from "@pulumi/pulumi";
import { BuildFailure, buildSync } from "esbuild";
import { basename, dirname, join, resolve } from "node:path";
import { Problem } from "../problems";
import { ApiOriginArgs, OriginVerify } from "./args";

/** The wrapper's module, without extension: TypeScript in this repository, JavaScript in the built package. */
const wrapper = join(__dirname, "originVerify", "handler");

export interface Bundle {
  /** Empty if there are problems. */
  readonly code: pulumi.asset.AssetArchive;
  /** Why esbuild could not bundle the entry. */
  readonly problems: readonly Problem[];
}

/**
 * Bundles the entry into one minified CommonJS file and its source map, in memory. The paths in the map are relative to the
 * entry, so the bytes are the same on every machine.
 */
export function bundle({ entry, originVerify }: ApiOriginArgs): Bundle {
  try {
    const { outputFiles } = buildSync({
      stdin: { contents: functionSource(resolve(entry), originVerify), resolveDir: dirname(resolve(entry)) },
      absWorkingDir: dirname(resolve(entry)),
      outfile: "index.js",
      bundle: true,
      minify: true,
      sourcemap: "linked",
      sourcesContent: false,
      platform: "node",
      target: "node24",
      format: "cjs",
      write: false,
      logLevel: "silent",
    });
    const files = outputFiles.map(({ path, text }) => [basename(path), new pulumi.asset.StringAsset(text)] as const);
    return { code: new pulumi.asset.AssetArchive(Object.fromEntries(files)), problems: [] };
  } catch (error) {
    const reason = `esbuild cannot bundle ${JSON.stringify(entry)}; fix ${errorsOf(error)}`;
    return { code: new pulumi.asset.AssetArchive({}), problems: [{ propertyPath: "entry", reason }] };
  }
}

function functionSource(entry: string, originVerify: OriginVerify | undefined): string {
  if (originVerify === undefined) {
    return `export { handler } from ${JSON.stringify(entry)};`;
  }
  const { enforced = true } = originVerify;
  return [
    `import { handler as entry } from ${JSON.stringify(entry)};`,
    `import { withOriginVerify } from ${JSON.stringify(wrapper)};`,
    `export const handler = withOriginVerify(entry, { enforced: ${enforced} });`,
  ].join("\n");
}

function errorsOf(error: unknown): string {
  const { errors } = error as Partial<BuildFailure>;
  if (errors === undefined) {
    throw error;
  }
  return errors
    .map(({ location, text }) => (location === null ? text : `${location.file}:${location.line}: ${text}`))
    .join("; ");
}
