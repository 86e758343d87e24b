import { isUtf8 } from "node:buffer";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { Account, StoredResource } from "../../aws/account";
import { LambdaFunction, lambdaFunctions } from "../../aws/lambda";
import { pathInside } from "../pathInside";
import { EventTooLarge, FunctionError } from "./errors";
import { Consumer } from "./instance";
import { FunctionLog } from "./log";
import { Pool } from "./pool";
import { runtimeCode } from "./runtimeCode";
import { Served } from "./served";
import { settingsOf } from "./settings";
import { splitStream } from "./streamFormat";

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const eventLimit = 6 * 1024 * 1024;
const responseLimit = 6 * 1024 * 1024 + 100;

/** Lambda. Each function has its own processes, which stay warm. */
export class Functions {
  private readonly running = new Map<string, { readonly version: string; readonly pool: Pool }>();
  private readonly logs = new Map<string, FunctionLog>();

  /**
   * @param codeFolder contains the unpacked functions
   * @param logFolder contains the log of each function, `<name>.log`
   * @param served what the HTTPS connections of functions reach on this machine
   */
  constructor(
    private readonly account: Account,
    private readonly codeFolder: string,
    private readonly logFolder: string,
    private readonly served?: () => Served,
  ) {}

  /** Invokes a function and waits for its complete response, even if the function streams it. */
  async invoke(arn: string, event: unknown): Promise<unknown> {
    const parts: Buffer[] = [];
    const read = (part: Buffer) => {
      parts.push(part);
      return Promise.resolve();
    };
    const payload = await this.run(arn, event, { read, signal: new AbortController().signal });
    const length = payload === undefined ? byteLength(parts) : Buffer.byteLength(payload);
    if (length > responseLimit) {
      throw new FunctionError(
        `${arn}: Response payload size exceeded maximum allowed payload size (${responseLimit} bytes).`,
      );
    }
    return payload === undefined ? buffered(Buffer.concat(parts)) : JSON.parse(payload);
  }

  /**
   * Invokes a function and returns its response while the function writes it. A function that does not stream sends its complete
   * payload. If the stream is destroyed, the response of the function is too.
   * https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
   */
  stream(arn: string, event: unknown): Readable {
    const response = new PassThrough();
    const reading = new AbortController();
    response.once("close", () => {
      reading.abort();
    });
    const read = (part: Buffer) =>
      new Promise<void>((resolve) => {
        response.write(part, () => {
          resolve();
        });
      });
    this.run(arn, event, { read, signal: reading.signal }).then(
      (payload) => response.end(payload),
      (error: unknown) => response.destroy(error as Error),
    );
    return response;
  }

  private async run(arn: string, event: unknown, consumer: Consumer): Promise<string | undefined> {
    const stored = this.account.list(lambdaFunctions).find(({ outputs }) => outputs.arn === arn);
    if (stored === undefined) {
      throw new FunctionError(`function ${arn} does not exist`);
    }
    const payload = JSON.stringify(event);
    if (Buffer.byteLength(payload) > eventLimit) {
      throw new EventTooLarge(`${stored.id}: the event is larger than ${eventLimit} bytes`);
    }
    return this.poolOf(stored).invoke(payload, consumer);
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
    const code = { folder: this.unpack(stored), runtime: runtimeCode(), served: this.served };
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

function byteLength(parts: readonly Buffer[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** The streamed response as a handler would return it. */
function buffered(bytes: Buffer): object {
  const { metadata = {}, payload = bytes } = splitStream(bytes) ?? {};
  const isBase64Encoded = !isUtf8(payload);
  return { ...metadata, body: payload.toString(isBase64Encoded ? "base64" : "utf8"), isBase64Encoded };
}

export * from "./errors";
export { longestMetadata, splitStream } from "./streamFormat";
