import * as pulumi from "@pulumi/pulumi";
import { BuildFailure, buildSync } from "esbuild";
import { basename, dirname, join, resolve } from "node:path";
import { childPath } from "../checks";
import { Problem } from "../problems";
import { ApiOriginArgs, OriginVerify } from "./args";
import { announceBundle, Bundled } from "./bundled";
import { FunctionArgs } from "./functionArgs";
import { parseRouteKey, RouteKey } from "./routeKey";

/** The wrapper's module, without extension: TypeScript in this repository, JavaScript in the built package. */
const wrapper = join(__dirname, "originVerify", "handler");

export const defaultRuntime = "nodejs24.x";

export interface Bundle {
  /** Empty if there are problems. */
  readonly code: pulumi.asset.AssetArchive;
  /** Why esbuild could not bundle the entry. */
  readonly problems: readonly Problem[];
}

/** The bundles of all functions of an API. */
export interface Bundles {
  readonly function: Bundle;
  readonly routes: readonly { readonly key: RouteKey; readonly function: FunctionArgs; readonly bundle: Bundle }[];
}

export function bundleAll(args: ApiOriginArgs): Bundles {
  return {
    function: bundle(args, args),
    routes: Object.entries(args.routes ?? {}).flatMap(([text, fn]) => {
      const key = parseRouteKey(text);
      return key === undefined ? [] : [{ key, function: fn, bundle: bundle(fn, args, childPath("routes", text)) }];
    }),
  };
}

export function problemsOf(bundles: Bundles): Problem[] {
  return [bundles.function, ...bundles.routes.map((route) => route.bundle)].flatMap(({ problems }) => problems);
}

/**
 * Bundles the entry into one minified CommonJS file and its source map, in memory. The paths in the map are relative to the
 * entry, so the bytes are the same on every machine. An existing function has no code here.
 * @param path the path of the arguments
 */
function bundle(
  { entry, runtime = defaultRuntime }: FunctionArgs,
  { originVerify, streaming = false }: ApiOriginArgs,
  path = "",
): Bundle {
  if (entry === undefined) {
    return { code: new pulumi.asset.AssetArchive({}), problems: [] };
  }
  const again = () => build(entry, runtime, functionSource(resolve(entry), originVerify, streaming));
  try {
    const { files, sources } = again();
    announceBundle({ files, sources, again: () => again().files });
    const assets = Object.entries(files).map(([name, text]) => [name, new pulumi.asset.StringAsset(text)] as const);
    return { code: new pulumi.asset.AssetArchive(Object.fromEntries(assets)), problems: [] };
  } catch (error) {
    const reason = `esbuild cannot bundle ${JSON.stringify(entry)}; fix ${errorsOf(error)}`;
    return { code: new pulumi.asset.AssetArchive({}), problems: [{ propertyPath: childPath(path, "entry"), reason }] };
  }
}

function build(entry: string, runtime: string, contents: string): Pick<Bundled, "files" | "sources"> {
  const folder = dirname(resolve(entry));
  const { outputFiles, metafile } = buildSync({
    stdin: { contents, resolveDir: folder },
    absWorkingDir: folder,
    outfile: "index.js",
    bundle: true,
    minify: true,
    metafile: true,
    sourcemap: "linked",
    sourcesContent: false,
    platform: "node",
    target: runtime.replace(/^nodejs(\d+)\.x$/, "node$1"),
    format: "cjs",
    write: false,
    logLevel: "silent",
  });
  return {
    files: Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text])),
    sources: Object.keys(metafile.inputs).map((path) => resolve(folder, path)),
  };
}

function functionSource(entry: string, originVerify: OriginVerify | undefined, streaming: boolean): string {
  if (originVerify === undefined) {
    return `export { handler } from ${JSON.stringify(entry)};`;
  }
  const { enforced = true } = originVerify;
  const verify = streaming ? "withStreamingOriginVerify" : "withOriginVerify";
  return [
    `import { handler as entry } from ${JSON.stringify(entry)};`,
    `import { ${verify} as verify } from ${JSON.stringify(wrapper)};`,
    `export const handler = verify(entry, { enforced: ${enforced} });`,
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
