import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzeRequest, AnalyzeResponse, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policyPack } from "../local/session";
import { root } from "../local/workspace";
import { PeerPack } from "./peers";

/** How to boot a pack. */
export interface PackCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** The address of the engine that a pack is told; none of the packs calls it. */
const engine = "127.0.0.1:1";

/** This repository's pack as an executable. */
export const served: PackCommand = { command: policyPack, args: [engine], cwd: root };

/** A pack of a folder, by the SDK's runner: what the language host does. */
export function directoryForm(
  folder: string,
  runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack"),
): PackCommand {
  return { command: process.execPath, args: ["--no-warnings", runner, engine, folder], cwd: folder };
}

export function peer({ folder, runner }: PeerPack): PackCommand {
  return directoryForm(folder, runner);
}

/** This repository's pack in the directory form. */
export const ownDirectory: PackCommand = directoryForm(join(root, "policy-pack"));

/** A pack that has printed its port. */
export class PackProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** From spawning to the line with the port. */
    readonly bootMilliseconds: number,
    private readonly client: AnalyzerClient,
  ) {}

  static boot({ command, args, cwd }: PackCommand): Promise<PackProcess> {
    const since = performance.now();
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let complaints = "";
    child.stderr.on("data", (data: Buffer) => (complaints += data.toString()));
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", () => {
        reject(new Error(`${command} ended before it printed a port: ${complaints}`));
      });
      child.stdout.once("data", (data: Buffer) => {
        const port = data.toString().trim();
        const options = { "grpc.max_send_message_length": -1, "grpc.max_receive_message_length": -1 };
        const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
        resolve(new PackProcess(child, performance.now() - since, client));
      });
    });
  }

  /** Resident memory, as the kernel counts it. */
  get memoryMebibytes(): number {
    const status = readFileSync(`/proc/${String(this.child.pid)}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  }

  /** What the engine asks for each resource before it is made. */
  async remediateAndAnalyze(request: AnalyzeRequest): Promise<AnalyzeResponse> {
    await answer((done) => this.client.remediate(request, done));
    return this.analyze(request);
  }

  analyze(request: AnalyzeRequest): Promise<AnalyzeResponse> {
    return answer((done) => this.client.analyze(request, done));
  }

  analyzeStack(request: AnalyzeStackRequest): Promise<AnalyzeResponse> {
    return answer((done) => this.client.analyzeStack(request, done));
  }

  stop(): Promise<void> {
    this.client.close();
    return new Promise((resolve) => {
      this.child.removeAllListeners("close").on("close", () => {
        resolve();
      });
      this.child.kill();
    });
  }
}

function answer<T>(call: (done: (error: Error | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error === null) {
        resolve(response);
      } else {
        reject(error);
      }
    });
  });
}
