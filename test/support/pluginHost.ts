import { ILanguageRuntimeServer, LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ChildProcess, execFile, spawn } from "node:child_process";
import { minimumCliVersion } from "../../local-aws/engine/cli";
import { serveOnLoopback } from "../../local-aws/provider/grpc";

/**
 * Serves in place of the binary `pulumi-language-nodejs` for a plugin's folder. It installs the folder's dependencies and
 * starts the SDK's runner from them. For `PULUMI_DEBUG_LANGUAGES=nodejs:PORT`.
 */
export async function servePluginHost(): Promise<{ port: number; stop: () => void }> {
  const children: ChildProcess[] = [];
  const handlers = {
    handshake: (_, callback) => {
      callback(null, new proto.LanguageHandshakeResponse());
    },
    getPluginInfo: (_, callback) => {
      callback(null, new PluginInfo().setVersion(minimumCliVersion));
    },
    installDependencies: (call) => {
      const cwd = call.request.getInfo()?.getProgramDirectory();
      execFile("npm", ["install", "--loglevel=error"], { cwd }, (error, stdout, stderr) => {
        call.write(new proto.InstallDependenciesResponse().setStderr(Buffer.from(stdout + stderr)));
        if (error === null) {
          call.end();
        } else {
          call.destroy(error);
        }
      });
    },
    runPlugin: (call) => {
      const child = startPlugin(call.request);
      children.push(child);
      child.stdout?.on("data", (data: Buffer) => call.write(new proto.RunPluginResponse().setStdout(data)));
      child.stderr?.on("data", (data: Buffer) => call.write(new proto.RunPluginResponse().setStderr(data)));
      child.on("close", (code) => {
        call.write(new proto.RunPluginResponse().setExitcode(code ?? 1));
        call.end();
      });
      call.on("cancelled", () => {
        child.kill();
      });
    },
  } satisfies Partial<ILanguageRuntimeServer>;
  const { port, stop } = await serveOnLoopback(LanguageRuntimeService, handlers);
  return {
    port,
    stop: () => {
      children.forEach((child) => child.kill());
      stop();
    },
  };
}

function startPlugin(request: proto.RunPluginRequest): ChildProcess {
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getProgram();
  const runner = require.resolve("@pulumi/pulumi/cmd/run-plugin", { paths: [folder] });
  const variables = request.getEnvList().map((line): [string, string] => {
    const [name = "", ...value] = line.split("=");
    return [name, value.join("=")];
  });
  return spawn(process.execPath, [runner, folder, ...request.getArgsList()], {
    cwd: request.getPwd(),
    env: { ...process.env, ...Object.fromEntries(variables) },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
