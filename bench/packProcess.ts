import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzeRequest, AnalyzeResponse, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { memoized } from "../policy-pack/program/memoized";
import { policyPack, root } from "../repository";
import { engineAddress } from "../test/support/engineAddress";
import { PeerPack } from "./peers";

/** How to boot a pack. */
export interface PackCommand {
  readonly command: string;
  /** @param engine the engine's address */
  readonly args: (engine: string) => readonly string[];
  readonly cwd: string;
}

/** This repository's pack as an executable. */
export const served: PackCommand = { command: policyPack, args: (address) => [address], cwd: root };

/** A pack in a folder, booted by Pulumi's runner, as the language host does. */
export function directoryForm(
  folder: string,
  runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack"),
): PackCommand {
  return { command: process.execPath, args: (address) => ["--no-warnings", runner, address, folder], cwd: folder };
}

export function peer({ folder, runner }: PeerPack): PackCommand {
  return directoryForm(folder, runner);
}

/** This repository's pack in the directory form. */
export const ownDirectory: PackCommand = directoryForm(join(root, "policy-pack"));

/** A running pack, which has printed its port. */
export class PackProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** The time from the start of the process to the line with the port. */
    readonly bootMilliseconds: number,
    private readonly client: grpc.Client,
  ) {}

  static async boot({ command, args, cwd }: PackCommand): Promise<PackProcess> {
    const address = await engineAddress();
    const since = performance.now();
    const child = spawn(command, args(address), { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let errors = "";
    child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", () => {
        reject(new Error(`${command} ended before it printed a port: ${errors}`));
      });
      child.stdout.once("data", (data: Buffer) => {
        const port = data.toString().trim();
        const options = { "grpc.max_send_message_length": -1, "grpc.max_receive_message_length": -1 };
        const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
        resolve(new PackProcess(child, performance.now() - since, client));
      });
    });
  }

  /** The resident memory that the kernel reports. */
  get memoryMebibytes(): number {
    const status = readFileSync(`/proc/${String(this.child.pid)}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  }

  /** Sends both requests that the engine sends for each resource before it is created. */
  async remediateAndAnalyze(request: AnalyzeRequest): Promise<AnalyzeResponse> {
    await this.send(AnalyzerService.remediate, request);
    return this.analyze(request);
  }

  analyze(request: AnalyzeRequest): Promise<AnalyzeResponse> {
    return this.send(AnalyzerService.analyze, request);
  }

  analyzeStack(request: AnalyzeStackRequest): Promise<AnalyzeResponse> {
    return this.send(AnalyzerService.analyzeStack, request);
  }

  private send<Request extends AnalyzeRequest | AnalyzeStackRequest, Response>(
    { path, responseDeserialize }: grpc.MethodDefinition<Request, Response>,
    request: Request,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.client.makeUnaryRequest(path, encoded, responseDeserialize, request, (error, response) => {
        if (response === undefined) {
          reject(error ?? new Error(`${path} returned no response`));
        } else {
          resolve(response);
        }
      });
    });
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

/** The bytes of a request, encoded once, so that the pack's time does not include encoding. */
const encoded = memoized((request: AnalyzeRequest | AnalyzeStackRequest) => Buffer.from(request.serializeBinary()));

/** The processor time of a process, in milliseconds. Undefined if the process has ended. */
export function processorMilliseconds(pid: number): number | undefined {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) {
    return undefined;
  }
  // After the name, which can contain spaces, utime is the 12th value and stime the 13th, in hundredths of a second:
  // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
  const values = readFileSync(file, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(values[11]) + Number(values[12])) * 10;
}
