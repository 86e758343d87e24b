// @pulumi/pulumi loads TypeScript at once, which takes half of its loading time (docs/performance.md). It needs TypeScript only
// to serialize inline functions. This delays the load until a property of TypeScript is read.
const Module = require("node:module");
const { join, sep } = require("node:path");

const loader = join("node_modules", "@pulumi", "pulumi") + sep;
const load = Module._load;

Module._load = (request, parent, isMain) => {
  const loadModule = () => load(request, parent, isMain);
  if (request !== "typescript" || !parent?.filename?.includes(loader)) {
    return loadModule();
  }
  // The SDK has its own copy, which it uses if this throws.
  Module._resolveFilename(request, parent, isMain);
  return loadOnFirstRead(loadModule);
};

/** A stand-in for a module that loads it when a property is read. The SDK only reads properties. */
function loadOnFirstRead(loadModule) {
  let loaded;
  const get = (_, name) => {
    // The SDK's import helper copies all properties of a module without this mark, which would load it.
    if (name === "__esModule") {
      return true;
    }
    loaded ??= loadModule();
    return loaded[name];
  };
  return new Proxy({}, { get });
}
