// @pulumi/pulumi loads TypeScript when it is loaded, about half of the time that takes (docs/performance.md), for functions
// that a program writes inline. Here it is loaded once something is asked of it.
const Module = require("node:module");
const { join, sep } = require("node:path");

const loader = join("node_modules", "@pulumi", "pulumi") + sep;
const load = Module._load;

Module._load = (request, parent, isMain) => {
  const now = () => load(request, parent, isMain);
  return request === "typescript" && parent?.filename?.includes(loader) ? onceAsked(now) : now();
};

/** A module whose properties can be read, which is all that the SDK does with it. */
function onceAsked(now) {
  let loaded;
  const get = (_, name) => {
    // What says it is an ES module is taken as it is, and its properties are not copied.
    if (name === "__esModule") {
      return true;
    }
    loaded ??= now();
    return loaded[name];
  };
  return new Proxy({}, { get });
}
