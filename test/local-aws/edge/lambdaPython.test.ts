import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { FunctionError, Functions } from "../../../local-aws/edge/lambda";
import { putFunction } from "../../support/account";

const account = new Account();
let functions: Functions;
let folder: string;

/** A function with these files and settings. @returns its ARN */
function fn(files: Readonly<Record<string, string>>, settings: JsonObject = {}): string {
  const arn = putFunction(account);
  const stored = account.get("aws:lambda/function:Function", nameOf(arn));
  assert.ok(stored);
  const blobs = Object.entries(files).map(([name, text]) => [name, account.putBlob(Buffer.from(text))]);
  account.put({
    ...stored,
    outputs: { ...stored.outputs, runtime: "python3.13", handler: "main.handler", ...settings },
    files: Object.fromEntries(blobs) as Record<string, string>,
  });
  return arn;
}

function nameOf(arn: string): string {
  return arn.split(":").at(-1) ?? "";
}

describe("A function in Python", () => {
  before(function () {
    if (process.platform === "win32" || spawnSync("python3", ["--version"]).status !== 0) {
      console.log("Skipped: functions in Python. This machine has no python3, or is not Linux or macOS.");
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "lambda-"));
    functions = new Functions(account, join(folder, "functions"), join(folder, "logs"));
  });

  after(() => {
    functions.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("gets its event, its context, its variables and the remaining time", async () => {
    const code = `
import os

def handler(event, context):
    return {
        "event": event,
        "left": context.get_remaining_time_in_millis(),
        "name": context.function_name,
        "memory": context.memory_limit_in_mb,
        "variables": [os.environ["STAGE"], os.environ["AWS_EXECUTION_ENV"]],
    }
`;
    const arn = fn({ "main.py": code }, { timeout: 7, memorySize: 512, environment: { variables: { STAGE: "test" } } });
    const { left, ...others } = (await functions.invoke(arn, { a: [1, "ü"] })) as Record<string, unknown>;
    assert.ok(Number(left) > 0 && Number(left) <= 7000, String(left));
    assert.deepEqual(others, {
      event: { a: [1, "ü"] },
      name: nameOf(arn),
      memory: "512",
      variables: ["test", "AWS_Lambda_python3.13"],
    });
  });

  it("is loaded from a subfolder with the modules of its code, and keeps its state between events", async () => {
    const files = {
      "app/main.py": "import count\n\ndef handler(event, context):\n    return count.next()\n",
      "count.py": "value = 0\n\ndef next():\n    global value\n    value += 1\n    return value\n",
    };
    for (const handler of ["app/main.handler", "app.main.handler"]) {
      const arn = fn(files, { handler });
      assert.deepEqual([await functions.invoke(arn, {}), await functions.invoke(arn, {})], [1, 2]);
    }
  });

  it("logs its output, the module logging and its errors between Lambda's own lines", async () => {
    const code = `
import logging

logger = logging.getLogger()
logger.setLevel(logging.INFO)

def handler(event, context):
    print("printed")
    logger.info("logged")
    raise ValueError("wrong")
`;
    const arn = fn({ "main.py": code });
    await assert.rejects(functions.invoke(arn, {}), FunctionError);
    const lines = readFileSync(join(folder, "logs", `${nameOf(arn)}.log`), "utf8").split("\n");
    const begins = [
      /^INIT_START/,
      /^START RequestId/,
      /^printed$/,
      /^\[INFO\]\t.+\tlogged$/,
      /^\[ERROR\] ValueError: wrong$/,
    ];
    begins.forEach((begin, at) => {
      assert.match(lines[at] ?? "", begin);
    });
    assert.match(lines.join("\n"), /File ".+main\.py", line 10, in handler[^]+REPORT RequestId: .+\tStatus: error/);
  });

  const failures: readonly (readonly [what: string, code: string, error: RegExp])[] = [
    ["raises an error", 'def handler(event, context):\n    raise KeyError("id")\n', /KeyError: 'id'$/],
    ["cannot be imported", "import nowhere\n", /ModuleNotFoundError: No module named 'nowhere'$/],
    ["has no such handler", "", /AttributeError: module 'main' has no attribute 'handler'$/],
    [
      "returns what is not JSON",
      "def handler(event, context):\n    return {1}\n",
      /TypeError: .+ not JSON serializable$/,
    ],
    [
      "exits",
      "import os\n\ndef handler(event, context):\n    os._exit(3)\n",
      /Runtime exited with error: exit status 3$/,
    ],
    [
      "never ends",
      "def handler(event, context):\n    while True:\n        pass\n",
      /Task timed out after 1\.00 seconds$/,
    ],
  ];
  for (const [what, code, error] of failures) {
    it(`that ${what} is an error`, async () => {
      await assert.rejects(functions.invoke(fn({ "main.py": code }, { timeout: 1 }), {}), { message: error });
    });
  }
});
