// The module of the workspace, for tests in JavaScript and TypeScript.
require("../commands/transpile/register.cjs");
module.exports = require("./startLocal.ts");
