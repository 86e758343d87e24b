import { ILanguageRuntimeServer, LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { ChildProcess, ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";
import { LoopbackServer, serveOnLoopback } from "../provider/grpc";
import { minimumCliVersion } from "./cli";

export interface ServedHostOptions {
  /** Starts the runner of a program. @param engine the engine's address */
  readonly startProgram: (request: proto.RunRequest, engine: string) => ChildProcess;
  /** Starts the runner of a plugin, whose output is piped. @default plugins in this language are an error */
  readonly startPlugin?: (request: proto.RunPluginRequest) => ChildProcessByStdio<null, Readable, Readable>;
  /** Other methods of a language host. @default none */
  readonly others?: Partial<ILanguageRuntimeServer>;
}

/** Serves in place of a language host's binary. For `PULUMI_DEBUG_LANGUAGES=<runtime>:PORT`. */
export async function serveHost({ startProgram, startPlugin, others }: ServedHostOptions): Promise<LoopbackServer> {
  let engine = "";
  const running = new Set<ChildProcess>();
  const stopAll = (): void => {
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
      stopAll();
      callback(null, new Empty());
    },
    run: (call, callback) => {
      const child = startProgram(call.request, engine);
      running.add(child);
      child.on("error", (error) => {
        callback(error);
      });
      child.on("close", (code) => {
        running.delete(child);
        callback(null, responseOf(code));
      });
    },
    ...(startPlugin === undefined
      ? {}
      : {
          runPlugin: (call) => {
            const child = startPlugin(call.request);
            running.add(child);
            child.stdout.on("data", (data: Buffer) => call.write(new proto.RunPluginResponse().setStdout(data)));
            child.stderr.on("data", (data: Buffer) => call.write(new proto.RunPluginResponse().setStderr(data)));
            child.on("close", (code) => {
              running.delete(child);
              call.write(new proto.RunPluginResponse().setExitcode(code ?? 1));
              call.end();
            });
            call.on("cancelled", () => child.kill());
          },
        }),
    ...others,
  } satisfies Partial<ILanguageRuntimeServer>;
  const { port, stop } = await serveOnLoopback(LanguageRuntimeService, handlers);
  return {
    port,
    stop: () => {
      stopAll();
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

/** The configuration of the stack, in the variables that the SDKs read. */
export function configVariables(request: proto.RunRequest): Readonly<Record<string, string>> {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toObject(false))),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}
