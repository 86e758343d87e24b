// Builds the package. The pack is one file: an engine starts a pack twice in each up, and one file loads in a fraction of the time
// that the SDK's modules need. What each step gains is in docs/performance.md. The commands are a second file, because the engine
// must not load them.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { cloudManifest } from "./build/cloudManifest.mjs";
import { compiledCode } from "./build/compiledCode.mjs";
import { notices } from "./build/notices.mjs";
import { sdkParts } from "./build/sdk.mjs";

const settings = {
  bundle: true,
  metafile: true,
  // Identifiers stay, so that stack traces are readable.
  minifySyntax: true,
  minifyWhitespace: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "warning",
};

/** The folder that `pulumi policy publish` packs. Pulumi Cloud's pack starts with the SDK's runner, so it has dependencies. */
const cloud = join("dist", "cloud");

/** An engine can start the pack at any moment and must find complete files. */
async function replaceFile(file, write) {
  const unfinished = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    const result = await write(unfinished);
    renameSync(unfinished, file);
    return result;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** @returns the files whose code is in the bundle */
async function bundle(outfile, options) {
  return replaceFile(outfile, async (unfinished) => {
    const { metafile } = await build({ ...settings, outfile: unfinished, ...options });
    return Object.keys(metafile.outputs[unfinished].inputs);
  });
}

function copy(file) {
  return replaceFile(join(cloud, file), (unfinished) => copyFileSync(file, unfinished));
}

const pack = await bundle(join(cloud, "index.js"), { entryPoints: ["index.ts"], plugins: sdkParts });
const commands = await bundle(join("dist", "commands.js"), {
  entryPoints: [join("..", "commands", "package.ts")],
  plugins: [compiledCode],
});
await replaceFile(join(cloud, "package.json"), (unfinished) => writeFileSync(unfinished, cloudManifest()));
await replaceFile(join(cloud, "THIRD-PARTY-NOTICES.txt"), (unfinished) => writeFileSync(unfinished, notices(pack)));
await replaceFile(join("dist", "THIRD-PARTY-NOTICES.txt"), (unfinished) =>
  writeFileSync(unfinished, notices([...pack, ...commands])),
);
await copy("PulumiPolicy.yaml");
await copy("LICENSE");
await copy("README.md");
