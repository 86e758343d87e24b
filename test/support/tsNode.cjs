// Loads TypeScript by ts-node and esbuild, as Pulumi's runtime loads the program.
const { join } = require("node:path");
const { register } = require("ts-node");

register({ project: join(__dirname, "..", "..", "tsconfig.run.json") });
