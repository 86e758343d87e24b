// Makes Node.js load TypeScript for the commands without ts-node, which takes longer to load than a small command runs.
// With `NODE_OPTIONS=--enable-source-maps`, stack traces have the lines of the TypeScript files.
const { readFileSync } = require("node:fs");
require("./loadLater.cjs");
const { transpile } = require("./transpiler.cjs");

require.extensions[".ts"] = (module, file) => {
  module._compile(transpile(readFileSync(file, "utf8"), file, "inline").code, file);
};
