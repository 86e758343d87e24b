// An esbuild plugin for the bundles of commands.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
require("../../commands/transpile/register.cjs");

/** Compiles the code of other processes in advance: a bundle has neither its sources nor a compiler. */
export const compiledCode = {
  name: "compiled-code",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](sandbox|runtime)Code\.ts$/ }, ({ path }) => {
      const functions = Object.entries(require(path));
      return { contents: functions.map(([name, compile]) => returning(name, compile())).join("\n") };
    });
  },
};

function returning(name, value) {
  return `export const ${name} = () => (${JSON.stringify(value)});`;
}
