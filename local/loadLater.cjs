// @pulumi/pulumi loads TypeScript and npm's installer when it is loaded, two thirds of the time that takes
// (docs/performance.md), for functions that a program writes inline. Here they are loaded once something is asked of them.
const Module = require("node:module");
const { join } = require("node:path");

const late = new Set(["typescript", "@npmcli/arborist"]);
const loader = join("node_modules", "@pulumi", "pulumi");
const load = Module._load;

Module._load = (request, parent, isMain) => {
  const now = () => load(request, parent, isMain);
  return late.has(request) && parent?.filename?.includes(loader) ? onceAsked(now) : now();
};

function onceAsked(now) {
  // What says it is an ES module is taken as it is, and its properties are not copied.
  return new Proxy({}, { get: (_, name) => (name === "__esModule" ? true : now()[name]) });
}
