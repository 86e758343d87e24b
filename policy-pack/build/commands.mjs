// An esbuild plugin for the bundle of the commands.
import { transformSync } from "esbuild";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Compiles the code of the sandbox in advance: the published package has no compiler. */
export const compiledSandbox = {
  name: "compiled-sandbox",
  setup({ onLoad }) {
    onLoad({ filter: /functions[\\/]sandboxCode\.ts$/ }, ({ path }) => {
      const [runtime, prelude] = ["runtime.ts", "prelude.ts"].map((file) => compile(join(dirname(path), file)));
      return { contents: `export const sandboxCode = () => (${JSON.stringify({ runtime, prelude })});` };
    });
  },
};

function compile(file) {
  const options = { loader: "ts", format: "cjs", target: "es2022" };
  return transformSync(readFileSync(file, "utf8"), options).code;
}
