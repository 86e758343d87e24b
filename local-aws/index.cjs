// The module of the workspace, for tests in JavaScript and TypeScript.
const { runInThisContext } = require("node:vm");

// Jest gives tests their own `process` and `require`, which cannot load a module again. A program needs those of Node.js.
const { getBuiltinModule = require } = runInThisContext("process");
const load = getBuiltinModule("node:module").createRequire(__filename);
load("../commands/transpile/register.cjs");
module.exports = load("./startLocal.ts");
