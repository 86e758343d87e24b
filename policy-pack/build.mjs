// Bundles the pack into one file: an engine boots a pack twice in each up, and reading one file takes a fraction of the
// time that the SDK's modules take. What each step gains is in docs/performance.md.
import { build } from "esbuild";
import { renameSync, rmSync } from "node:fs";
import process from "node:process";
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

// What the SDK's server, and the messages that it is sent, load instead: the same with less work for each resource.
const lighter = [
  {
    importer: /@pulumi.policy.server\.js$/,
    path: "./deserialize",
    contents: `
      const sdk = require("@pulumi/policy/deserialize");
      const { unknownCheckingProxy } = require("@pulumi/policy/proxy");
      const { decodeOnRead } = require("./adapter/decodeOnRead");
      exports.serializeProperties = sdk.serializeProperties;
      exports.deserializeProperties = decodeOnRead((message, proxySecrets) =>
        unknownCheckingProxy(sdk.deserializeProperties(message, proxySecrets)));`,
  },
  {
    // Decoding wraps properties already, so that reading an unknown value throws.
    importer: /@pulumi.policy.server\.js$/,
    path: "./proxy",
    contents: `
      exports.UnknownValueError = require("@pulumi/policy/proxy").UnknownValueError;
      exports.unknownCheckingProxy = (props) => props;`,
  },
  {
    importer: /@pulumi.policy.server\.js$/,
    path: "@pulumi/pulumi/proto/analyzer_grpc_pb",
    contents: `
      const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
      const { stackInView } = require("./adapter/stackInView");
      const { analyzeStack } = AnalyzerService;
      const requestDeserialize = (bytes) => {
        const request = analyzeStack.requestDeserialize(bytes);
        return request.setResourcesList(stackInView(request.getResourcesList()));
      };
      exports.AnalyzerService = { ...AnalyzerService, analyzeStack: { ...analyzeStack, requestDeserialize } };`,
  },
  {
    importer: /@pulumi.pulumi.proto.analyzer_pb\.js$/,
    path: "google-protobuf/google/protobuf/struct_pb.js",
    contents: `
      const struct = require("google-protobuf/google/protobuf/struct_pb");
      const { StructOnRead } = require("./adapter/structOnRead");
      module.exports = { ...struct, Struct: StructOnRead };`,
  },
];

const lessWork = {
  name: "less-work",
  setup({ onResolve, onLoad, onEnd }) {
    const unused = new Set(lighter);
    onResolve({ filter: /^[^.]|^\.\/(deserialize|proxy)$/ }, ({ path, importer }) => {
      const part = lighter.find((each) => each.path === path && each.importer.test(importer));
      unused.delete(part);
      return part === undefined ? undefined : { path, namespace: "lighter" };
    });
    onLoad({ filter: /.*/, namespace: "lighter" }, ({ path }) => ({
      contents: lighter.find((part) => part.path === path).contents,
      resolveDir: import.meta.dirname,
    }));
    // An SDK that has been built otherwise would get none of this without a word.
    onEnd(() => ({ errors: [...unused].map(({ path }) => ({ text: `the policy SDK no longer loads ${path}` })) }));
  },
};

const bundle = "dist/index.js";
const unfinished = `${bundle}.${process.pid}`;

try {
  await build({
    entryPoints: ["index.ts"],
    outfile: unfinished,
    bundle: true,
    // With the functions' own names: whoever sees a stack trace of the pack can read it.
    minifySyntax: true,
    minifyWhitespace: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "warning",
    plugins: [leaveOut, onlyUsedParts, lessWork],
  });
  // An engine may boot the pack at any moment, and has to find it whole.
  renameSync(unfinished, bundle);
} finally {
  rmSync(unfinished, { force: true });
}
