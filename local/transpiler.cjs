// The one way in which TypeScript becomes JavaScript here: by esbuild, unchecked. Loading the program takes half the
// processor time that it takes by TypeScript's own compiler (docs/performance.md); `npm run typecheck` checks.
const { transformSync } = require("esbuild");

/** @param sourcemap where the source map goes: into the code, or beside it. */
function transpile(source, file, sourcemap) {
  return transformSync(source, {
    loader: "ts",
    format: "cjs",
    target: "node20",
    sourcemap,
    sourcefile: file,
    // Everything is CommonJS, what is loaded on demand too.
    supported: { "dynamic-import": false },
  });
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
