// Bundles the pack into one file: an engine boots a pack twice in each up, and reading one file takes a fraction of the
// time that the SDK's modules take.
import { build } from "esbuild";

// The SDK loads these for turning functions into resources, which no policy does; they are most of its weight.
const neverUsed = ["@npmcli/arborist", "typescript"];

const leaveOut = {
  name: "leave-out",
  setup({ onResolve, onLoad }) {
    const filter = new RegExp(`^(${neverUsed.join("|")})$`);
    onResolve({ filter }, ({ path }) => ({ path, namespace: "left-out" }));
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
  },
};

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
  plugins: [leaveOut],
});
