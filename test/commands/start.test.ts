import assert from "node:assert/strict";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unchangedCheckout, withCheckout } from "../support/checkout";
import { Running, scriptLine, sh } from "../support/shell";

const anyPort = "--port 0 --http-port 0";
const start = scriptLine("start", anyPort);

describe("npm start", () => {
  const folder = unchangedCheckout();
  const run = (script: string, words: string) => sh(scriptLine(script, words), folder());
  const stopped: Record<"byCtrlC" | "bySigterm" | "killed", string> = { byCtrlC: "", bySigterm: "", killed: "" };
  let serving: Running;
  let printed = "";
  let url = "";

  before("stop it three times during the first deployment, then let it serve", async () => {
    const stoppedBy = async (stop: (running: Running) => void): Promise<string> => {
      const running = new Running(`exec ${start} --verbose`, folder());
      await running.until(/Updating[^]* created /);
      stop(running);
      return (await running.finished).output;
    };
    stopped.byCtrlC = await stoppedBy((running) => {
      running.signal("SIGINT");
    });
    stopped.bySigterm = await stoppedBy((running) => {
      running.signalFirst("SIGTERM");
    });
    stopped.killed = await stoppedBy((running) => {
      running.signal("SIGKILL");
    });
    serving = new Running(`npm start --silent -- ${anyPort}`, folder());
    printed = await serving.until(/Stop with Ctrl-C/);
    url = /^ {2}(https:\/\/\S+\/)$/m.exec(printed)?.[1] ?? "";
  });
  after(() => {
    serving.signal("SIGKILL");
  });

  it("resumes after it was interrupted by Ctrl-C, by SIGTERM to its own process, and killed, during one deployment", () => {
    const interrupted = /\nInterrupted\. Run npm start to resume\.\n$/;
    assert.match(stopped.byCtrlC, interrupted);
    assert.match(stopped.bySigterm, interrupted);
    assert.doesNotMatch(stopped.killed, interrupted);
    assert.match(printed, /^Deploying stack dev: \d+ created, .*\d+ unchanged$/m);
  });

  it("serves the stack at the URLs of the curl commands that it prints", async () => {
    const lines = [...printed.matchAll(/^ {2}(curl .+)$/gm)].map(([, line = ""]) => line);
    const answers = await Promise.all(lines.map((line) => sh(`${line} --silent --show-error`, "/")));
    assert.deepEqual(
      answers.map(({ output }) => /<title>(.+)<\/title>|^Hello from Lambda!$/.exec(output)?.[0]),
      [
        "<title>One domain name, two origins</title>",
        "Hello from Lambda!",
        "<title>One domain name, two origins</title>",
      ],
    );
  });

  it("prints the URL within the first screen without the engine's output", () => {
    const lines = printed.trimEnd().split("\n");
    assert.ok(lines.length <= 24, printed);
    assert.match(
      printed,
      /^Previewing stack dev with the policy pack: passed\nDeploying stack dev: \d+ created.*\n\nServing /m,
    );
  });

  it("exits with 2 if another npm start is running, and names it", async () => {
    const { code, output } = await sh(start, folder());
    assert.equal(code, 2);
    assert.match(output, /^"npm start" \(process \d+, since .+\) is using .+\. Stop it first\.$/m);
  });

  it("lets another command preview the program at the same time, which does not change the state", async () => {
    const { code, output } = await run("preview", "");
    assert.equal(code, 0, output);
    assert.match(output, /^ {4}\d+ unchanged$/m);
  });

  it("lets explain and diagnose read the stack while it serves it", async () => {
    const explained = await run("explain", `${url}api/hello`);
    assert.equal(explained.code, 0, explained.output);
    assert.match(explained.output, /^Origin +"api": API Gateway, HTTP API /m);
    assert.match(explained.output, /^Verdict +no policy violations$/m);

    const healthy = await run("diagnose", `${url}api/hello --stack dev`);
    assert.equal(healthy.code, 0, healthy.output);
    assert.match(healthy.output, /^No problem found\.$/m);
    const rejected = await run("diagnose", "/ --method DELETE --json");
    assert.equal(rejected.code, 1, rejected.output);
    const { layer, status } = JSON.parse(rejected.output) as { layer: string; status: number };
    assert.deepEqual([layer, status], ["the viewer's CloudFront edge", 403]);
  });

  it("stops on Ctrl-C and resumes without changes", async () => {
    serving.signal("SIGINT");
    // The signal also ends the shell between npm and the command, so the exit code shows nothing.
    const { output } = await serving.finished;
    assert.match(output, /Stopped\. Run npm start to resume\.\n$/);
    const refused = await run("diagnose", url);
    assert.equal(refused.code, 2);
    assert.match(
      refused.output,
      /No response from .+: connection refused by 127\.0\.0\.1:\d+\. Run npm start, and use/,
    );

    serving = new Running(`exec npm start --silent -- ${anyPort}`, folder());
    assert.match(await serving.until(/Stop with Ctrl-C/), /Deploying stack dev: \d+ unchanged\n/);
    serving.signalFirst("SIGKILL");
    assert.match((await serving.finished).output, /Stopped\./, "it did not stop after its npm was killed");
  });

  it("prints the violations and the engine's output if the policy pack rejects the stack, and exits with 1", async () => {
    await withCheckout(async (copy) => {
      renameSync(join(copy, "index.ts"), join(copy, "fixed.ts"));
      writeFileSync(
        join(copy, "index.ts"),
        `import { mistakes, withForwarding } from "./commands/trap/mistakes";
import program = require("./fixed");
export = withForwarding(program, mistakes["origin request policy AllViewer"], { pathPattern: "/api/*" });
`,
      );
      const { code, output } = await sh(start, copy);
      assert.equal(code, 1, output);
      assert.match(output, /^Previewing stack dev with the policy pack: failed\n\nPreviewing update \(dev\):\n/m);
      assert.match(output, /❌ multi-origin@v[^]+ api-gateway-origin-host-header /);
      assert.match(output, /The engine reported an error\.\n$/);
    });
  });
});
