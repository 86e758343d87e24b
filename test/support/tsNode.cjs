// Loads TypeScript with ts-node and esbuild, as Pulumi's nodejs runtime loads the program.
const { join } = require("node:path");
const { register } = require("ts-node");

register({ project: join(__dirname, "..", "..", "tsconfig.run.json") });
