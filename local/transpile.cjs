// Lets Node load TypeScript for the commands: transpiled by esbuild, unchecked, in a third of the time that ts-node takes
// (docs/performance.md). The program on AWS and the tests are loaded by ts-node, as Pulumi's runtime does it.
// `NODE_OPTIONS=--enable-source-maps` shows TypeScript's lines in stack traces.
const { transformSync } = require("esbuild");
const { readFileSync } = require("node:fs");

const options = {
  loader: "ts",
  format: "cjs",
  target: "node20",
  sourcemap: "inline",
  // Everything is CommonJS, what is loaded on demand too.
  supported: { "dynamic-import": false },
};

require.extensions[".ts"] = (module, file) => {
  const { code } = transformSync(readFileSync(file, "utf8"), { ...options, sourcefile: file });
  module._compile(code, file);
};
