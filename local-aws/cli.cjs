#!/usr/bin/env node
// The executable of the workspace: serves the Pulumi program in the current folder.
require("../commands/transpile/register.cjs");
require("../commands/localFront.ts");
