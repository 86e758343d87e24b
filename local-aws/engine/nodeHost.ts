import { ILanguageRuntimeServer, LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { LoopbackServer, serveOnLoopback } from "../provider/grpc";
import { minimumCliVersion } from "./cli";

export interface NodeHostOptions {
  /** Arguments of Node.js before those in `nodeargs` of the program's Pulumi.yaml. */
  readonly nodeArguments?: readonly string[];
  /** Arguments of Node.js that load TypeScript, unless the program has a loader in `nodeargs`. @default ts-node, by the runner */
  readonly transpiler?: readonly string[];
}

/**
 * Serves in place of the binary `pulumi-language-nodejs`, which is part of the official CLI and cannot be built from its Go
 * module. It starts the runner of the program's SDK with the same arguments and variables as the binary. For
 * `PULUMI_DEBUG_LANGUAGES=nodejs:PORT`.
 */
export async function serveNodeHost(options: NodeHostOptions = {}): Promise<LoopbackServer> {
  let engine = "";
  const running = new Set<ChildProcess>();
  const stopPrograms = (): void => {
    running.forEach((child) => child.kill());
  };
  const handlers = {
    handshake: (call, callback) => {
      engine = call.request.getEngineAddress();
      callback(null, new proto.LanguageHandshakeResponse());
    },
    getPluginInfo: (_, callback) => {
      callback(null, new PluginInfo().setVersion(minimumCliVersion));
    },
    getRequiredPackages: (_, callback) => {
      callback(null, new proto.GetRequiredPackagesResponse());
    },
    cancel: (_, callback) => {
      stopPrograms();
      callback(null, new Empty());
    },
    run: (call, callback) => {
      const child = startProgram(call.request, engine, options);
      running.add(child);
      child.on("error", (error) => {
        callback(error);
      });
      child.on("close", (code) => {
        running.delete(child);
        callback(null, responseOf(code));
      });
    },
  } satisfies Partial<ILanguageRuntimeServer>;
  const { port, stop } = await serveOnLoopback(LanguageRuntimeService, handlers);
  return {
    port,
    stop: () => {
      stopPrograms();
      stop();
    },
  };
}

/** The runner's exit code if it has printed the error itself. */
const errorPrinted = 32;

function responseOf(code: number | null): proto.RunResponse {
  const response = new proto.RunResponse();
  if (code === errorPrinted) {
    return response.setBail(true);
  }
  return code === 0 ? response : response.setError(`the program ended with exit code ${String(code)}`);
}

function startProgram(
  request: proto.RunRequest,
  engine: string,
  { nodeArguments = [], transpiler = [] }: NodeHostOptions,
): ChildProcess {
  const { tsconfig, nodeargs } = request.getInfo()?.getOptions()?.toJavaScript() ?? {};
  const own = typeof nodeargs === "string" ? nodeargs.split(" ").filter((word) => word !== "") : [];
  const hasOwnLoader = own.some((word) => /^--(import|loader|experimental-loader|require)\b/.test(word));
  const args = [
    ...nodeArguments,
    ...own,
    ...(hasOwnLoader ? [] : transpiler),
    createRequire(join(request.getPwd(), "package.json")).resolve("@pulumi/pulumi/cmd/run"),
    `--monitor=${request.getMonitorAddress()}`,
    `--engine=${engine}`,
    `--project=${request.getProject()}`,
    `--stack=${request.getStack()}`,
    `--pwd=${request.getPwd()}`,
    `--parallel=${request.getParallel()}`,
    ...(request.getDryrun() ? ["--dry-run"] : []),
    request.getInfo()?.getEntryPoint() ?? ".",
  ];
  const config = Object.fromEntries(request.getConfigMap().toObject(false));
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(transpiler.length === 0 || hasOwnLoader),
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
  return spawn(process.execPath, args, { env, cwd: request.getPwd(), stdio: "inherit" });
}
