// Bundles the pack into one file: an engine boots a pack twice in each up, and reading one file takes a fraction of the
// time that the SDK's modules take. What each step gains is in docs/performance.md.
import { build } from "esbuild";
import * as rpc from "@pulumi/pulumi/runtime/rpc.js";

// gRPC has it for services that describe themselves, which a pack's server is not.
const neverUsed = /^@grpc\/proto-loader$/;

const leaveOut = {
  name: "leave-out",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: neverUsed }, ({ path }) => ({ path, namespace: "left-out" }));
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
  },
};

// Of @pulumi/pulumi the policy SDK uses the classes of assets, one question about outputs and some signatures. The rest
// is the engine's whole protocol, the Automation API and npm's own installer.
const parts = {
  "@pulumi/pulumi": `
    const { isInstance } = require("@pulumi/pulumi/utils");
    exports.asset = require("@pulumi/pulumi/asset");
    exports.Output = { isInstance: (value) => isInstance(value, "__pulumiOutput") };`,
  "@pulumi/pulumi/runtime/rpc": `
    module.exports = ${JSON.stringify(Object.fromEntries(Object.entries(rpc).filter(([name]) => name.startsWith("special"))))};`,
};

const onlyUsedParts = {
  name: "only-used-parts",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@pulumi\/pulumi(\/runtime\/rpc)?$/ }, ({ path }) => ({ path, namespace: "part" }));
    onLoad({ filter: /.*/, namespace: "part" }, ({ path }) => ({
      contents: parts[path],
      resolveDir: import.meta.dirname,
    }));
  },
};

// What the SDK's server decodes resources with, and what it wraps them in, so that reading an unknown value throws.
const decoding = {
  "./deserialize": `
    const sdk = require("@pulumi/policy/deserialize");
    const { unknownCheckingProxy } = require("@pulumi/policy/proxy");
    const { decodeOnRead } = require("./adapter/decodeOnRead");
    exports.serializeProperties = sdk.serializeProperties;
    exports.deserializeProperties = decodeOnRead((message, proxySecrets) =>
      unknownCheckingProxy(sdk.deserializeProperties(message, proxySecrets)));`,
  "./proxy": `
    exports.UnknownValueError = require("@pulumi/policy/proxy").UnknownValueError;
    exports.unknownCheckingProxy = (props) => props;`,
};

const decodeOnRead = {
  name: "decode-on-read",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/(deserialize|proxy)$/ }, ({ path, importer }) =>
      /@pulumi.policy.server\.js$/.test(importer) ? { path, namespace: "decoding" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "decoding" }, ({ path }) => ({
      contents: decoding[path],
      resolveDir: import.meta.dirname,
    }));
  },
};

await build({
  entryPoints: ["index.ts"],
  outfile: "dist/index.js",
  bundle: true,
  // With the functions' own names: whoever sees a stack trace of the pack can read it.
  minifySyntax: true,
  minifyWhitespace: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "warning",
  plugins: [leaveOut, onlyUsedParts, decodeOnRead],
});
