// esbuild plugins that keep in the pack's bundle only the parts of Pulumi's SDK that the pack uses.
import { dirname } from "node:path";
import * as rpc from "@pulumi/pulumi/runtime/rpc.js";

const pack = dirname(import.meta.dirname);

// gRPC uses it only for services with reflection, which a pack's server does not have.
const neverUsed = /^@grpc\/proto-loader$/;

const leaveOut = {
  name: "leave-out",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: neverUsed }, ({ path }) => ({ path, namespace: "left-out" }));
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
  },
};

// The policy SDK uses only a small part of @pulumi/pulumi: the asset classes, one check for outputs, and some signatures. The
// rest is the engine's protocol, the Automation API and more.
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
      resolveDir: pack,
    }));
  },
};

// Replacements for modules of the SDK's server and of its messages, which do less work for each resource.
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
    // `decodeOnRead` already wraps the properties, so that reading an unknown value throws.
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
      const { rememberConfigured } = require("./adapter/configured");
      const { analyzeStack, configure } = AnalyzerService;
      const requestDeserialize = (bytes) => {
        const request = analyzeStack.requestDeserialize(bytes);
        return request.setResourcesList(stackInView(request.getResourcesList()));
      };
      exports.AnalyzerService = {
        ...AnalyzerService,
        analyzeStack: { ...analyzeStack, requestDeserialize },
        configure: {
          ...configure,
          requestDeserialize: (bytes) => rememberConfigured(configure.requestDeserialize(bytes)),
        },
      };`,
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
      resolveDir: pack,
    }));
    // Fail the build if a replacement no longer applies to the SDK.
    onEnd(() => ({ errors: [...unused].map(({ path }) => ({ text: `the policy SDK no longer loads ${path}` })) }));
  },
};

export const sdkParts = [leaveOut, onlyUsedParts, lessWork];
