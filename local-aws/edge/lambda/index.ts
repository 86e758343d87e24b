import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Account, StoredResource } from "../../aws/account";
import { LambdaFunction, lambdaFunctions } from "../../aws/lambda";
import { pathInside } from "../pathInside";
import { EventTooLarge, FunctionError } from "./errors";
import { FunctionLog } from "./log";
import { Pool } from "./pool";
import { runtimeCode } from "./runtimeCode";
import { settingsOf } from "./settings";

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const eventLimit = 6 * 1024 * 1024;

/** Lambda. Each function has its own processes, which stay warm. */
export class Functions {
  private readonly running = new Map<string, { readonly version: string; readonly pool: Pool }>();
  private readonly logs = new Map<string, FunctionLog>();

  /**
   * @param codeFolder contains the unpacked functions
   * @param logFolder contains the log of each function, `<name>.log`
   */
  constructor(
    private readonly account: Account,
    private readonly codeFolder: string,
    private readonly logFolder: string,
  ) {}

  async invoke(arn: string, event: unknown): Promise<unknown> {
    const stored = this.account.list(lambdaFunctions).find(({ outputs }) => outputs.arn === arn);
    if (stored === undefined) {
      throw new FunctionError(`function ${arn} does not exist`);
    }
    const payload = JSON.stringify(event);
    if (Buffer.byteLength(payload) > eventLimit) {
      throw new EventTooLarge(`${stored.id}: the event is larger than ${eventLimit} bytes`);
    }
    return this.poolOf(stored).invoke(payload);
  }

  stop(): void {
    for (const { pool } of this.running.values()) {
      pool.stop();
    }
    for (const log of this.logs.values()) {
      log.close();
    }
    this.running.clear();
    this.logs.clear();
  }

  /** Starts new instances if the code or the settings have changed. */
  private poolOf(stored: StoredResource<LambdaFunction>): Pool {
    const version = JSON.stringify([stored.files, stored.outputs]);
    const running = this.running.get(stored.id);
    if (running?.version === version) {
      return running.pool;
    }
    running?.pool.retire();
    const code = { folder: this.unpack(stored), runtime: runtimeCode() };
    const pool = new Pool(settingsOf(stored), code, this.logOf(stored.id));
    this.running.set(stored.id, { version, pool });
    return pool;
  }

  private logOf(functionName: string): FunctionLog {
    const log = this.logs.get(functionName) ?? new FunctionLog(this.logFolder, functionName);
    this.logs.set(functionName, log);
    return log;
  }

  private unpack({ id, files = {} }: StoredResource<LambdaFunction>): string {
    const folder = pathInside(this.codeFolder, id);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [name, hash] of Object.entries(files)) {
      const file = pathInside(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, this.account.readBlob(hash));
    }
    return folder;
  }
}

export * from "./errors";
