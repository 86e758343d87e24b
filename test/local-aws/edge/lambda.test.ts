import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { EventTooLarge, FunctionError, Functions, FunctionThrottled } from "../../../local-aws/edge/lambda";
import { putFunction } from "../../support/account";

const account = new Account();
let functions: Functions;
let folder: string;

/** A function with this code and these settings. @returns its ARN */
function fn(code: string, settings: JsonObject = {}, files: Record<string, string> = {}): string {
  const arn = putFunction(account, code);
  change(arn, settings, files);
  return arn;
}

function change(arn: string, settings: JsonObject, files: Record<string, string> = {}): void {
  const stored = account.get("aws:lambda/function:Function", nameOf(arn));
  assert.ok(stored);
  const more = Object.entries(files).map(([name, text]) => [name, account.putBlob(Buffer.from(text))]);
  account.put({
    ...stored,
    outputs: { ...stored.outputs, ...settings },
    files: { ...stored.files, ...(Object.fromEntries(more) as Record<string, string>) },
  });
}

function nameOf(arn: string): string {
  return arn.split(":").at(-1) ?? "";
}

function logOf(arn: string): string {
  return readFileSync(join(folder, "logs", `${nameOf(arn)}.log`), "utf8");
}

const failsWith = (message: RegExp) => (error: unknown) =>
  error instanceof FunctionError && message.test(error.message);

describe("Lambda", () => {
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "lambda-"));
    functions = new Functions(account, join(folder, "functions"), join(folder, "logs"));
  });

  after(() => {
    functions.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("returns the complete response of a handler that writes to a stream, with its metadata", async () => {
    const arn = fn(`exports.handler = awslambda.streamifyResponse(async (event, stream) => {
      const response = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { "x-a": "b" } });
      for (const word of event.words) response.write(word);
      response.end();
    });`);
    assert.deepEqual(await functions.invoke(arn, { words: ["tr\u00e8", "s"] }), {
      statusCode: 201,
      headers: { "x-a": "b" },
      body: "tr\u00e8s",
      isBase64Encoded: false,
    });
  });

  it("passes a function its event, its context and the remaining time", async () => {
    const arn = fn(
      "exports.handler = async (event, context) => ({ event, context, left: context.getRemainingTimeInMillis() });",
      { timeout: 7, memorySize: 512, loggingConfig: { logGroup: "the-logs" } },
    );
    const { event, context, left } = (await functions.invoke(arn, { a: [1, "ü"] })) as {
      event: unknown;
      context: Record<string, unknown>;
      left: number;
    };
    assert.deepEqual(event, { a: [1, "ü"] });
    assert.ok(left > 0 && left <= 7000);
    assert.match(String(context.awsRequestId), /^[0-9a-f-]{36}$/);
    assert.match(String(context.logStreamName), /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    assert.deepEqual(
      [context.functionName, context.functionVersion, context.invokedFunctionArn, context.memoryLimitInMB],
      [nameOf(arn), "$LATEST", arn, "512"],
    );
    assert.equal(context.logGroupName, "the-logs");
  });

  it("passes a function its variables and Lambda's, but not this machine's", async () => {
    const arn = fn("exports.handler = async () => process.env;", { environment: { variables: { STAGE: "prod" } } });
    const { HOME, STAGE, ...env } = (await functions.invoke(arn, {})) as Record<string, string>;
    assert.deepEqual([HOME, STAGE], [undefined, "prod"]);
    assert.deepEqual(
      Object.keys(env)
        .filter((name) => !/^AWS_|^LAMBDA_|^_HANDLER$/.test(name))
        .sort(),
      ["LANG", "PATH", "TZ"],
    );
    assert.equal(env.AWS_LAMBDA_FUNCTION_NAME, nameOf(arn));
    assert.equal(env.AWS_REGION, "eu-west-1");
  });

  it("passes a function this machine's endpoints of AWS services, and credentials that AWS rejects", async () => {
    const machine = {
      AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:8000",
      AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9000",
      AWS_ACCESS_KEY_ID: "of this machine",
      AWS_PROFILE: "of this machine",
    };
    Object.assign(process.env, machine);
    try {
      const arn = fn("exports.handler = async () => process.env;", {
        environment: { variables: { AWS_ENDPOINT_URL_S3: "http://own" } },
      });
      const env = (await functions.invoke(arn, {})) as Record<string, string>;
      assert.equal(env.AWS_ENDPOINT_URL_DYNAMODB, "http://127.0.0.1:8000");
      assert.equal(env.AWS_ENDPOINT_URL_S3, "http://own");
      assert.equal(env.AWS_ACCESS_KEY_ID, "local");
      assert.equal(env.AWS_PROFILE, undefined);
    } finally {
      for (const name of Object.keys(machine)) {
        Reflect.deleteProperty(process.env, name);
      }
    }
  });

  it("applies NODE_OPTIONS and uses source maps in the code folder", async () => {
    const map = { version: 3, sources: ["original.ts"], names: [], mappings: "AAUA" };
    const arn = fn(
      "exports.handler = async () => new Error('here').stack;\n//# sourceMappingURL=index.js.map",
      { environment: { variables: { NODE_OPTIONS: "--enable-source-maps" } } },
      { "index.js.map": JSON.stringify(map) },
    );
    assert.match(String(await functions.invoke(arn, {})), /original\.ts:11/);
  });

  it("loads a handler from an ES module in a subfolder", async () => {
    const arn = fn("", { handler: "src/main.run" }, { "src/main.mjs": "export const run = async () => 'ran';" });
    assert.equal(await functions.invoke(arn, {}), "ran");
  });

  it("reuses an instance, and starts a new one for new code or settings", async () => {
    const arn = fn("let calls = 0; exports.handler = async () => [process.env.STAGE, ++calls];");
    assert.deepEqual(await functions.invoke(arn, {}), [null, 1]);
    assert.deepEqual(await functions.invoke(arn, {}), [null, 2]);
    change(arn, { environment: { variables: { STAGE: "new" } } });
    assert.deepEqual(await functions.invoke(arn, {}), ["new", 1]);
  });

  it("sends each instance one event at a time and starts more if all are busy", async () => {
    const arn = fn(`let running = 0, most = 0;
      exports.handler = async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 300));
        running--;
        return [process.pid, most];
      };`);
    const answers = (await Promise.all(Array.from({ length: 20 }, () => functions.invoke(arn, {})))) as number[][];
    assert.deepEqual(new Set(answers.map(([, most]) => most)), new Set([1]));
    const instances = new Set(answers.map(([pid]) => pid)).size;
    assert.ok(instances > 1 && instances <= 8, `${instances} instances`);
  });

  it("throttles events over the reserved concurrency", async () => {
    const arn = fn("exports.handler = () => new Promise((resolve) => setTimeout(resolve, 200, 'done'));", {
      reservedConcurrentExecutions: 1,
    });
    const [first, second] = await Promise.allSettled([functions.invoke(arn, {}), functions.invoke(arn, {})]);
    assert.equal(first.status, "fulfilled");
    assert.ok(second.status === "rejected" && second.reason instanceof FunctionThrottled);
    assert.equal(await functions.invoke(arn, {}), "done");
    change(arn, { reservedConcurrentExecutions: 0 });
    await assert.rejects(functions.invoke(arn, {}), FunctionThrottled);
  });

  describe("returns an error, and uses a new instance for the next event, if a function", () => {
    const count = "let calls = 0;";
    const cases: readonly (readonly [name: string, code: string, error: RegExp, settings?: JsonObject])[] = [
      ["throws", "throw new Error('no');", /: Error: no$/],
      ["exits", "process.exit(3);", /Runtime exited with error: exit status 3$/],
      ["is killed", "process.kill(process.pid, 'SIGKILL');", /Runtime exited with error: signal: SIGKILL$/],
      ["never answers", "await new Promise(() => {});", /Task timed out after 1\.00 seconds$/, { timeout: 1 }],
      ["runs in a circle", "for (;;);", /Task timed out after 1\.00 seconds$/, { timeout: 1 }],
      [
        "takes more memory than it may",
        "const held = []; for (;;) held.push(new Array(1e5).fill(held.length));",
        /Runtime exited with error: signal: SIGABRT$/,
        { timeout: 60, memorySize: 128 },
      ],
      [
        "leaves a rejected promise",
        "Promise.reject(new Error('left')); await new Promise(() => {});",
        /exit status 1$/,
      ],
      ["returns what is no JSON", "const a = {}; a.a = a; return a;", /circular/],
    ];
    for (const [name, code, error, settings] of cases) {
      it(name, async () => {
        const arn = fn(
          `${count} exports.handler = async (event) => { calls++; if (event.ok) { return calls; } ${code} };`,
          settings,
        );
        await assert.rejects(functions.invoke(arn, {}), failsWith(error));
        assert.equal(await functions.invoke(arn, { ok: true }), name === "throws" || /JSON/.test(name) ? 2 : 1);
      });
    }

    it("cannot be loaded", async () => {
      const arn = fn("throw new Error('at load');");
      await assert.rejects(functions.invoke(arn, {}), failsWith(/: Error: at load$/));
      await assert.rejects(functions.invoke(arn, {}), failsWith(/: Error: at load$/));
      assert.match(logOf(arn), /INIT_REPORT Init Duration: [\d.]+ ms\tPhase: init\tStatus: error/);
    });

    it("does not export its handler", async () => {
      await assert.rejects(
        functions.invoke(fn("exports.other = 1;"), {}),
        failsWith(/Runtime\.HandlerNotFound: .* exports no function handler/),
      );
    });

    it("returns more than 6 MB", async () => {
      const arn = fn("exports.handler = async () => 'x'.repeat(6 * 1024 * 1024 + 100);");
      await assert.rejects(functions.invoke(arn, {}), failsWith(/exceeded maximum allowed payload size/));
    });
  });

  it("does not affect other functions if one ends", async () => {
    const counts = fn("let calls = 0; exports.handler = async () => ++calls;");
    await functions.invoke(counts, {});
    await assert.rejects(functions.invoke(fn("exports.handler = async () => process.exit(1);"), {}));
    assert.equal(await functions.invoke(counts, {}), 2);
  });

  it("rejects an event over 6 MB and a function that does not exist", async () => {
    const arn = fn("exports.handler = async () => 1;");
    await assert.rejects(functions.invoke(arn, "x".repeat(6 * 1024 * 1024)), EventTooLarge);
    await assert.rejects(functions.invoke(`${arn}x`, {}), failsWith(/function .*x does not exist/));
  });

  it("writes the output of each function to a log, between Lambda's own lines", async () => {
    const arn = fn("exports.handler = async () => { console.log('hello'); console.error('there'); };");
    await functions.invoke(arn, {});
    await functions.invoke(arn, {});
    const lines = logOf(arn).trimEnd().split("\n");
    const report =
      "REPORT RequestId: [0-9a-f-]{36}\\tDuration: [\\d.]+ ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: \\d+ MB";
    const expected = [
      /^INIT_START Runtime Version: nodejs:/,
      /^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/,
      /^hello$/,
      /^there$/,
      /^END RequestId: [0-9a-f-]{36}$/,
      // Only the first one reports a cold start.
      new RegExp(`^${report}\\tInit Duration: [\\d.]+ ms$`),
      /^START /,
      /^hello$/,
      /^there$/,
      /^END /,
      new RegExp(`^${report}$`),
    ];
    assert.equal(lines.length, expected.length, lines.join("\n"));
    lines.forEach((line, at) => {
      assert.match(line, expected[at]!);
    });
  });
});
