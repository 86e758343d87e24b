import { ILanguageRuntimeServer, LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { spawn } from "node:child_process";
import { minimumCliVersion } from "../../local-aws/engine/cli";
import { serveOnLoopback } from "../../local-aws/provider/grpc";

/**
 * Serves in place of the binary `pulumi-language-nodejs`, which is part of the official CLI and cannot be built everywhere.
 * It starts the SDK's runner with the same arguments and variables, so the program runs as on a user's machine.
 * For `PULUMI_DEBUG_LANGUAGES=nodejs:PORT`.
 */
export async function serveNodeHost(): Promise<{ port: number; stop: () => void }> {
  let engine = "";
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
      callback(null, new Empty());
    },
    run: (call, callback) => {
      runProgram(call.request, engine).then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(error as Error);
        },
      );
    },
  } satisfies Partial<ILanguageRuntimeServer>;
  return serveOnLoopback(LanguageRuntimeService, handlers);
}

/** The runner's exit code if it has printed the error itself. */
const errorPrinted = 32;

function runProgram(request: proto.RunRequest, engine: string): Promise<proto.RunResponse> {
  const args = [
    "--require",
    require.resolve("./promiseTraces.cjs"),
    require.resolve("@pulumi/pulumi/cmd/run"),
    `--monitor=${request.getMonitorAddress()}`,
    `--engine=${engine}`,
    `--project=${request.getProject()}`,
    `--stack=${request.getStack()}`,
    `--pwd=${request.getPwd()}`,
    `--parallel=${request.getParallel()}`,
    ...(request.getDryrun() ? ["--dry-run"] : []),
    request.getInfo()?.getEntryPoint() ?? ".",
  ];
  const { tsconfig } = request.getInfo()?.getOptions()?.toJavaScript() ?? {};
  const config = Object.fromEntries(request.getConfigMap().toObject(false));
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: "true",
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, cwd: request.getPwd(), stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (code) => {
      const response = new proto.RunResponse();
      if (code === errorPrinted) {
        response.setBail(true);
      } else if (code !== 0) {
        response.setError(`the program ended with exit code ${String(code)}`);
      }
      resolve(response);
    });
  });
}
