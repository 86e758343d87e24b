// The module of the package, for tests in JavaScript and TypeScript.
const { runInThisContext } = require("node:vm");

// Jest gives tests their own `process` and `require`, which cannot load a module again. A program needs those of Node.js.
const { getBuiltinModule = require } = runInThisContext("process");
const load = getBuiltinModule("node:module").createRequire(__filename);
load("./dist/transpile/register.cjs");
const { startLocal } = load("./dist/startLocal.js");

// In this form, ES modules can import it by its name.
module.exports = { startLocal };
