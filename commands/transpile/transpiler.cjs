// Transpiles all TypeScript of this repository with esbuild, without type checks: `npm run typecheck` does those. TypeScript's
// compiler would take twice the processor time to load the program (docs/performance.md).
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const process = require("node:process");
const { version } = require("esbuild/package.json");

const options = {
  loader: "ts",
  target: "node20",
  // Pulumi's nodejs runtime has the target ES2020, where a field that a subclass only declares keeps its value.
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
};

const formats = {
  // `import()` becomes `require()`, because every file is CommonJS.
  cjs: { format: "cjs", supported: { "dynamic-import": false } },
  esm: { format: "esm" },
};

/** The cache of transpiled files. It can be deleted at any time; `npm ci` deletes it. */
const cache = join(__dirname, "..", "..", "node_modules", ".cache", "multi-origin");

/**
 * Transpiles a file, or reads it from the cache. esbuild is loaded only if the cache has no entry.
 * @param sourcemap "inline" to put the source map into the code, "external" to return it as `map`
 * @param format "cjs", or "esm" for an ES module
 */
function transpile(source, path, sourcemap, format = "cjs") {
  // The source map has the file's name without its folder, so that copies of a repository share the cache.
  const transformOptions = { ...options, ...formats[format], sourcefile: basename(path), sourcemap };
  const hash = createHash("sha256")
    .update(JSON.stringify([version, transformOptions, source]))
    .digest("hex");
  const file = join(cache, hash);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    const { code, map } = require("esbuild").transformSync(source, transformOptions);
    writeWhole(file, JSON.stringify({ code, map }));
    return { code, map };
  }
}

/** Writes to a temporary file and renames it, so that no process reads an unfinished file. */
function writeWhole(file, text) {
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch {
    // Without write permission, each process transpiles for itself.
    rmSync(unfinished, { force: true });
  }
}

/** The interface for ts-node, which loads the tests and, in Pulumi's nodejs runtime, the program: https://typestrong.org/ts-node/docs/transpilers */
function create() {
  return {
    transpile: (source, { fileName }) => {
      const { code, map } = transpile(source, fileName, "external");
      return { outputText: code, sourceMapText: map };
    },
  };
}

module.exports = { create, transpile };
