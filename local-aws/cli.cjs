#!/usr/bin/env node
// The executable of the package: serves the Pulumi program in the current folder. Programs in TypeScript are transpiled.
require("./dist/transpile/register.cjs");
require("./dist/cli.js");
