// The one way in which TypeScript becomes JavaScript here: by esbuild, unchecked. Loading the program takes half the
// processor time that it takes by TypeScript's own compiler (docs/performance.md); `npm run typecheck` checks.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const process = require("node:process");
const { version } = require("esbuild/package.json");

const options = {
  loader: "ts",
  format: "cjs",
  target: "node20",
  // Everything is CommonJS, what is loaded on demand too.
  supported: { "dynamic-import": false },
};

/** What was made of each content once. It may go at any time; `npm ci` takes it away. */
const cache = join(__dirname, "..", "..", "node_modules", ".cache", "multi-origin");

/**
 * The code, and its source map. What was made of a file once is kept, and esbuild is started only where it has to make one.
 * @param sourcemap where the source map goes: into the code, or beside it.
 */
function transpile(source, path, sourcemap) {
  // The map names the file beside the code, so that copies of a repository share what is kept.
  const asked = { ...options, sourcefile: basename(path), sourcemap };
  const hash = createHash("sha256")
    .update(JSON.stringify([version, asked, source]))
    .digest("hex");
  const file = join(cache, hash);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    const { code, map } = require("esbuild").transformSync(source, asked);
    keep(file, JSON.stringify({ code, map }));
    return { code, map };
  }
}

/** By a rename, so that nobody reads half of it. */
function keep(file, text) {
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch {
    // Where nothing may be written, each process makes its own.
    rmSync(unfinished, { force: true });
  }
}

/** For ts-node, which loads the tests and, in Pulumi's nodejs runtime, the program: https://typestrong.org/ts-node/docs/transpilers */
function create() {
  return {
    transpile: (source, { fileName }) => {
      const { code, map } = transpile(source, fileName, "external");
      return { outputText: code, sourceMapText: map };
    },
  };
}

module.exports = { create, transpile };
