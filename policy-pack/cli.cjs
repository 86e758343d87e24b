#!/usr/bin/env node
// The executable of the package: prints the path of the policy pack, or runs a command.
const process = require("node:process");
const { runPackage } = require("./dist/commands.js");
const { name, version, minimumPulumiCli } = require("./package.json");

void runPackage({ name, version, minimumPulumiCli, folder: __dirname }, process.argv.slice(2));
