import { ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Duplex } from "node:stream";
import { pathInside } from "../pathInside";
import type { FunctionLog } from "./log";
import type { Message, Request } from "./protocol";
import type { FunctionSettings } from "./settings";

/** The process of an instance, which runs Lambda's runtime and the function's code. */
export interface RuntimeProcess {
  /** The name and the version of the runtime, for the log. */
  readonly version: string;
  readonly child: ChildProcess;
  /** Ignores errors: the process reports its end. */
  readonly send: (request: Request) => void;
  readonly onMessage: (receive: (message: Message) => void) => void;
}

export interface RuntimeOptions {
  /** The folder of the unpacked code. */
  readonly folder: string;
  /** JavaScript of the runtime for Node.js. */
  readonly runtimeCode: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: FunctionLog;
}

/** Starts the runtime of the function's language, with the version that this machine has. */
export function startRuntime(settings: FunctionSettings, options: RuntimeOptions): RuntimeProcess {
  return settings.runtime.startsWith("python") ? startPython(settings, options) : startNode(settings, options);
}

function startNode(settings: FunctionSettings, { folder, runtimeCode, env, log }: RuntimeOptions): RuntimeProcess {
  const { file, exportName } = nodeEntry(settings, folder);
  // V8 limits only its heap; buffers outside the heap do not count.
  const limit = `--max-old-space-size=${settings.memorySize}`;
  const child = spawn(process.execPath, [limit, "-e", runtimeCode, "--", file, exportName], {
    cwd: folder,
    env,
    stdio: ["ignore", log.descriptor, log.descriptor, "ipc"],
  });
  return {
    version: `nodejs:${process.versions.node}`,
    child,
    send: (request) => {
      child.send(request, () => undefined);
    },
    onMessage: (receive) => {
      child.on("message", receive);
    },
  };
}

/** Splits a handler, `folder/file.name`, into the file and the name of its export. */
function nodeEntry({ handler }: FunctionSettings, folder: string): { file: string; exportName: string } {
  const dot = handler.lastIndexOf(".");
  const files = [".js", ".mjs", ".cjs"].map((extension) => pathInside(folder, `${handler.slice(0, dot)}${extension}`));
  return { file: files.find((file) => existsSync(file)) ?? files[0] ?? "", exportName: handler.slice(dot + 1) };
}

/** Next to this module, and next to the bundle of the package. */
const pythonRuntime = join(__dirname, "python", "runtime.py");

/** Node.js supports its channel to child processes only for Node.js, so the messages are lines on another pipe. */
function startPython({ handler }: FunctionSettings, { folder, env, log }: RuntimeOptions): RuntimeProcess {
  const child = spawn("python3", ["-u", pythonRuntime, handler], {
    cwd: folder,
    env,
    stdio: ["ignore", log.descriptor, log.descriptor, "pipe"],
  });
  const channel = child.stdio[3];
  if (!(channel instanceof Duplex)) {
    throw new Error("Node.js opened no pipe to the process of the function");
  }
  channel.on("error", () => undefined);
  return {
    version: "python3 of this machine",
    child,
    send: (request) => {
      channel.write(`${JSON.stringify(request)}\n`);
    },
    onMessage: (receive) => {
      createInterface({ input: channel }).on("line", (line) => {
        receive(JSON.parse(line) as Message);
      });
    },
  };
}
