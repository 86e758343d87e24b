import { sep } from "node:path";

const dependencies = `${sep}node_modules${sep}`;

/**
 * Loads a program, with the modules that it loads except packages, from their files: Node.js caches modules, and would run the
 * program as it was before an edit. @param file the absolute path of its module
 */
export function loadFresh(file: string): unknown {
  forget(modulesOf(file));
  const before = new Set(Object.keys(require.cache));
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- only `require` has a cache that can be changed
    return require(file);
  } catch (error) {
    forget(loadedSince(before));
    throw error;
  }
}

/** If a module throws, Node.js forgets it, but not those that it loaded: their resources would be missing in the next run. */
function loadedSince(before: ReadonlySet<string>): NodeJS.Module[] {
  return Object.entries(require.cache).flatMap(([file, module]) =>
    module === undefined || before.has(file) || file.includes(dependencies) ? [] : [module],
  );
}

/** The files of a loaded program, except packages. None, if it could not be loaded. */
export function programFiles(file: string): string[] {
  return modulesOf(file).map(({ filename }) => filename);
}

function modulesOf(file: string): NodeJS.Module[] {
  const entry = require.cache[require.resolve(file)];
  const found = new Set(entry === undefined ? [] : [entry]);
  for (const module of found) {
    for (const child of module.children) {
      if (!child.filename.includes(dependencies)) {
        found.add(child);
      }
    }
  }
  return [...found];
}

/** Also from the lists of children, which would keep the modules in memory. */
function forget(modules: readonly NodeJS.Module[]): void {
  for (const { filename } of modules) {
    Reflect.deleteProperty(require.cache, filename);
  }
  const forgotten = new Set(modules);
  for (const module of Object.values(require.cache)) {
    // Test runners put entries without children into the cache.
    if (Array.isArray(module?.children)) {
      module.children = module.children.filter((child) => !forgotten.has(child));
    }
  }
}
