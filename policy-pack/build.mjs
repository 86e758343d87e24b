// Bundles the pack into one file: an engine starts a pack twice in each up, and one file loads in a fraction of the time
// that the SDK's modules need. What each step gains is in docs/performance.md.
import { build } from "esbuild";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import * as rpc from "@pulumi/pulumi/runtime/rpc.js";

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
      resolveDir: import.meta.dirname,
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
      resolveDir: import.meta.dirname,
    }));
    // Fail the build if a replacement no longer applies to the SDK.
    onEnd(() => ({ errors: [...unused].map(({ path }) => ({ text: `the policy SDK no longer loads ${path}` })) }));
  },
};

const bundle = "dist/index.js";
const unfinished = `${bundle}.${process.pid}`;
const noticesFile = "dist/THIRD-PARTY-NOTICES.txt";
const unfinishedNotices = `${noticesFile}.${process.pid}`;

/** The licenses of the packages in the bundle, which most of them require in each copy. */
function notices(inputs) {
  const folders = Object.keys(inputs).flatMap((path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(folders)]
    .sort()
    .map(notice)
    .join(`\n${"-".repeat(80)}\n\n`);
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(lic\w+|notice|copying)/i.test(file));
  const licenses = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
  return [`${name} ${version} (${license})`, ...licenses].join("\n\n").concat("\n");
}

try {
  const { metafile } = await build({
    entryPoints: ["index.ts"],
    outfile: unfinished,
    bundle: true,
    metafile: true,
    // Identifiers stay, so that stack traces of the pack are readable.
    minifySyntax: true,
    minifyWhitespace: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "warning",
    plugins: [leaveOut, onlyUsedParts, lessWork],
  });
  writeFileSync(unfinishedNotices, notices(metafile.outputs[unfinished].inputs));
  renameSync(unfinishedNotices, noticesFile);
  // An engine can start the pack at any moment and must find a complete file.
  renameSync(unfinished, bundle);
} finally {
  rmSync(unfinished, { force: true });
  rmSync(unfinishedNotices, { force: true });
}
