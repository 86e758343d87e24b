// Bundles the pack into one file, so that an engine starts it in a fraction of the time its sources and libraries take.
import { build } from "esbuild";

await build({
  entryPoints: ["index.ts"],
  outfile: "dist/index.js",
  bundle: true,
  minify: true,
  keepNames: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "warning",
});
