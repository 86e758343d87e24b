import type { RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { ChildProcess, ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import type { LoopbackServer } from "../provider/grpc";
import { findInSdk } from "./nodejsSdk";
import { configVariables, ServedHostOptions, serveHost } from "./servedHost";

export interface NodeHostOptions extends Pick<ServedHostOptions, "others"> {
  /** Arguments of Node.js before those in `nodeargs` of the program's Pulumi.yaml. */
  readonly nodeArguments?: readonly string[];
  /** Arguments of Node.js that load TypeScript, unless the program has a loader in `nodeargs`. @default ts-node, by the runner */
  readonly transpiler?: readonly string[];
}

/**
 * Serves in place of the binary `pulumi-language-nodejs`, which is part of the official CLI and cannot be built from its Go
 * module. It starts the runners of the SDK that the program or the plugin has, with the binary's arguments and variables.
 */
export function serveNodeHost(options: NodeHostOptions = {}): Promise<LoopbackServer> {
  return serveHost({
    startProgram: (request, engine) => startProgram(request, engine, options),
    startPlugin,
    ...options,
  });
}

function startProgram(
  request: RunRequest,
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
    findInSdk(request.getPwd(), "cmd/run"),
    `--monitor=${request.getMonitorAddress()}`,
    `--engine=${engine}`,
    `--project=${request.getProject()}`,
    `--stack=${request.getStack()}`,
    `--pwd=${request.getPwd()}`,
    `--parallel=${request.getParallel()}`,
    ...(request.getDryrun() ? ["--dry-run"] : []),
    request.getInfo()?.getEntryPoint() ?? ".",
  ];
  const env = {
    ...process.env,
    ...configVariables(request),
    PULUMI_NODEJS_TYPESCRIPT: String(transpiler.length === 0 || hasOwnLoader),
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
  return spawn(process.execPath, args, { env, cwd: request.getPwd(), stdio: "inherit" });
}

function startPlugin(request: RunPluginRequest): ChildProcessByStdio<null, Readable, Readable> {
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getProgram();
  const variables = request.getEnvList().map((line): [string, string] => {
    const [name = "", ...value] = line.split("=");
    return [name, value.join("=")];
  });
  return spawn(process.execPath, [findInSdk(folder, "cmd/run-plugin"), folder, ...request.getArgsList()], {
    cwd: request.getPwd(),
    env: { ...process.env, ...Object.fromEntries(variables) },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
