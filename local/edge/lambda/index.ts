import { buildSync } from "esbuild";
import { ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { Account, StoredResource } from "../../account";

/** The function threw, ran out of time or died. */
export class FunctionError extends Error {}

interface FunctionSettings {
  readonly arn: string;
  readonly handler: string;
  readonly environment?: { readonly variables?: Readonly<Record<string, string>> };
  /** MiB. */
  readonly memorySize?: number;
  /** Seconds. */
  readonly timeout?: number;
}

interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** Lambda: each function runs in a process of its own, kept warm. */
export class Functions {
  private readonly instances = new Map<string, Instance>();
  private runtime: string | undefined;

  constructor(
    private readonly account: Account,
    private readonly folder: string,
  ) {}

  invoke(arn: string, event: unknown): Promise<unknown> {
    const stored = this.account.list("aws:lambda/function:Function").find(({ outputs }) => outputs.arn === arn);
    if (stored === undefined) {
      return Promise.reject(new FunctionError(`there is no function ${arn}`));
    }
    return this.instanceOf(stored).invoke(event);
  }

  stop(): void {
    for (const instance of this.instances.values()) {
      instance.stop();
    }
    this.instances.clear();
  }

  /** New code or settings mean a new instance. */
  private instanceOf(stored: StoredResource): Instance {
    const version = JSON.stringify([stored.files, stored.outputs]);
    const running = this.instances.get(stored.id);
    if (running?.version === version && running.alive) {
      return running;
    }
    running?.stop();
    const instance = new Instance(version, stored, this.unpack(stored), this.runtimeCode());
    this.instances.set(stored.id, instance);
    return instance;
  }

  private unpack({ id, files = {} }: StoredResource): string {
    const folder = join(this.folder, id);
    mkdirSync(folder, { recursive: true });
    for (const [name, hash] of Object.entries(files)) {
      writeFileAtomic(join(folder, name), this.account.readBlob(hash));
    }
    return folder;
  }

  private runtimeCode(): string {
    this.runtime ??= buildSync({
      entryPoints: [join(__dirname, "runtime.ts")],
      format: "cjs",
      platform: "node",
      write: false,
    }).outputFiles[0]?.text;
    return this.runtime ?? "";
  }
}

class Instance {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private readonly seconds: number;
  private calls = 0;
  alive = true;

  constructor(
    readonly version: string,
    private readonly stored: StoredResource,
    folder: string,
    runtime: string,
  ) {
    const { handler, environment, timeout = 3 } = stored.outputs as unknown as FunctionSettings;
    const [file = "index", exportName = "handler"] = handler.split(".");
    this.seconds = timeout;
    const entry = join(folder, `${file}.js`);
    this.child = spawn(process.execPath, ["-e", runtime, "--", entry, exportName], {
      cwd: existsSync(folder) ? folder : process.cwd(),
      env: this.environment(environment?.variables ?? {}),
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.child.on("message", (reply: Reply) => this.waiting.get(reply.id)?.(reply));
    this.child.on("exit", () => {
      this.alive = false;
      this.failAll("the function's process ended");
    });
  }

  async invoke(event: unknown): Promise<unknown> {
    const id = ++this.calls;
    const reply = await new Promise<Reply>((resolve) => {
      const timer = setTimeout(() => {
        resolve({ id, error: `Task timed out after ${this.seconds.toFixed(2)} seconds` });
        this.stop();
      }, this.seconds * 1000);
      this.waiting.set(id, (answered) => {
        clearTimeout(timer);
        resolve(answered);
      });
      this.child.send({ id, event, context: this.context() });
    });
    this.waiting.delete(id);
    if (reply.error !== undefined) {
      console.error(`${this.stored.id}: ${reply.error}`);
      throw new FunctionError(reply.error);
    }
    return reply.result;
  }

  stop(): void {
    this.alive = false;
    this.child.kill("SIGKILL");
  }

  private failAll(error: string): void {
    for (const [id, resolve] of this.waiting) {
      resolve({ id, error });
    }
  }

  /** The function sees its own variables and Lambda's, nothing of this machine's. */
  private environment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
    const { arn, memorySize = 128 } = this.stored.outputs as unknown as FunctionSettings;
    return {
      ...variables,
      PATH: process.env.PATH,
      TZ: ":UTC",
      AWS_REGION: arn.split(":")[3],
      AWS_LAMBDA_FUNCTION_NAME: this.stored.id,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    };
  }

  private context(): object {
    const { arn, memorySize = 128 } = this.stored.outputs as unknown as FunctionSettings;
    return {
      awsRequestId: randomUUID(),
      functionName: this.stored.id,
      functionVersion: "$LATEST",
      invokedFunctionArn: arn,
      memoryLimitInMB: String(memorySize),
    };
  }
}
