// Module hooks: https://nodejs.org/api/module.html#customization-hooks
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath, URL } from "node:url";
import transpiler from "./transpiler.cjs";

/** TypeScript imports `./a.ts` as `./a.js`. Programs that other loaders run also import `./a` and folders. */
const sources = [
  [/\.js$/, [".ts"]],
  [/\.mjs$/, [".mts"]],
  [/$/, [".ts", ".mts", ".js", "/index.ts", "/index.js"]],
];

export async function resolve(specifier, context, nextResolve) {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    if (!/^[./]|^file:/.test(specifier)) {
      throw error;
    }
    for (const candidate of candidatesOf(specifier)) {
      if (existsSync(new URL(candidate, context.parentURL))) {
        return nextResolve(candidate, context);
      }
    }
    throw error;
  }
}

function candidatesOf(specifier) {
  return sources.flatMap(([end, extensions]) =>
    end.test(specifier) ? extensions.map((extension) => specifier.replace(end, extension)) : [],
  );
}

export async function load(url, context, nextLoad) {
  if (!/\.m?ts$/.test(url)) {
    return nextLoad(url, context);
  }
  const file = fileURLToPath(url);
  const { code } = transpiler.transpile(await readFile(file, "utf8"), file, "inline", "esm");
  return { format: "module", source: code, shortCircuit: true };
}
