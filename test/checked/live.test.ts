import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { withCheckout } from "../support/checkout";
import { Running, scriptLine, sh } from "../support/shell";

describe("npm start", () => {
  it("serves and deploys edits, and serves the last deployment after a broken one", async function () {
    this.timeout("5 min");
    await withCheckout(async (folder) => {
      const { running, at } = await start(folder);
      const edit = editor(folder);
      try {
        edit("site/index.html", "<h1>One domain name, two origins</h1>", "<h1>Edited</h1>");
        await running.next(/^site\/index\.html: served after \d+ ms$/m);
        assert.match(await at(""), /<h1>Edited<\/h1>/);
        await running.next(/^Deploying stack dev: 1 updated, \d+ unchanged$/m);

        edit("lambda/hello.ts", "Hello from Lambda!", "Hello again!");
        await running.next(/^lambda\/hello\.ts: served after \d+ ms$/m);
        assert.equal(await at("api/hello"), "Hello again!");
        await running.next(/^Deploying stack dev: 1 updated, \d+ unchanged$/m);

        edit("lambda/hello.ts", "return", "return return");
        await running.next(/hello\.ts:\d+:\d+: ERROR: .+\nThe last deployment is still served\./);
        assert.equal(await at("api/hello"), "Hello again!");
        edit("lambda/hello.ts", "return return", "return");
        await running.next(/^Deploying stack dev: \d+ unchanged$/m);

        writeFileSync(join(folder, "site", "more.html"), "<h1>More</h1>");
        await running.next(/^Deploying stack dev: 1 created, .+$/m);
        assert.match(await at("more.html"), /<h1>More<\/h1>/);

        edit("index.ts", "url: distribution.url,", "url: distribution.url,,");
        await running.next(/index\.ts:\d+:\d+: ERROR: .+\nThe last deployment is still served\./);
        edit("index.ts", "url: distribution.url,,", "url: distribution.url, edited: true,");
        await running.next(/^Previewing stack dev with the policy pack: passed\nDeploying stack dev: \d+ unchanged$/m);

        edit("index.ts", "url: distribution.url, edited: true,", "url: missing.url,");
        await running.next(
          /^Previewing stack dev with the policy pack: failed$[^]+The last deployment is still served\./m,
        );
        edit("site/index.html", "<h1>Edited</h1>", "<h1>Edited again</h1>");
        await running.next(
          /: served after [^]+\nPreviewing stack dev with the policy pack: failed\n[^]+still served\./,
        );

        edit("index.ts", "url: missing.url,", "url: distribution.url,");
        edit("index.ts", 'MultiOriginDistribution("front"', 'MultiOriginDistribution("other"');
        await running.next(/^Serving https:[^]+\n {2}curl [^]+\n {2}curl .+/m);

        edit("Pulumi.dev.yaml", "config: {}", "config:\n  multi-origin:priceClass: Cheap");
        await running.next(/priceClass[^]+The last deployment is still served\./);
      } finally {
        running.signal("SIGKILL");
      }
    });
  });

  it("serves edits during a deployment, which does not undo them, and serves the files after kill -9", async function () {
    this.timeout("5 min");
    await withCheckout(async (folder) => {
      const edit = editor(folder);
      const deployments = holdDeployments(folder, edit);
      const { running, at } = await start(folder);
      try {
        deployments.hold();
        edit("lambda/hello.ts", "Hello from Lambda!", "first");
        await deployments.held();
        edit("lambda/hello.ts", "first", "second");
        edit("site/index.html", "<h1>One domain name, two origins</h1>", "<h1>Edited</h1>");
        await running.next(/: served after \d+ ms\n[^]*: served after \d+ ms$/m);
        assert.equal(await at("api/hello"), "second");
        assert.match(await at(""), /<h1>Edited<\/h1>/);

        deployments.continueOne();
        await running.next(/^Deploying stack dev: \d updated, \d+ unchanged$/m);
        await deployments.held();
        assert.equal(await at("api/hello"), "second");
        assert.match(await at(""), /<h1>Edited<\/h1>/);
      } finally {
        running.signal("SIGKILL");
      }
      deployments.release();
      edit("lambda/hello.ts", "second", "first");
      const restarted = await start(folder);
      try {
        assert.equal(await restarted.at("api/hello"), "first");
        assert.match(await restarted.at(""), /<h1>Edited<\/h1>/);
      } finally {
        restarted.running.signal("SIGKILL");
      }
    });
  });
});

interface Started {
  readonly running: Running;
  readonly at: (path: string) => Promise<string>;
}

async function start(folder: string): Promise<Started> {
  const running = new Running(scriptLine("start", "--port 0 --http-port 0"), folder);
  const printed = await running.next(/[^]*Stop with Ctrl-C/);
  const url = /^ {2}(https:\/\/\S+\/)$/m.exec(printed)?.[1] ?? "";
  const at = async (path: string): Promise<string> =>
    (await sh(`curl --silent --cacert .local/ca/ca.pem ${url}${path}`, folder)).output;
  return { running, at };
}

type Edit = (file: string, from: string, to: string) => void;

function editor(folder: string): Edit {
  return (file, from, to) => {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    assert.ok(text.includes(from), `${file} does not contain ${from}`);
    writeFileSync(path, text.replace(from, to));
  };
}

/** Makes the program wait before it registers its function, whose code is bundled then. */
function holdDeployments(folder: string, edit: Edit) {
  const [hold, held, next] = [".hold", ".held", ".next"].map((name) => join(folder, name)) as [string, string, string];
  edit(
    "index.ts",
    "const config = ",
    `const fs = await import("node:fs");
     pulumi.runtime.registerResourceTransform(async ({ type }) => {
       if (type === "aws:lambda/function:Function" && fs.existsSync(${JSON.stringify(hold)})) {
         fs.writeFileSync(${JSON.stringify(held)}, "");
         while (!fs.existsSync(${JSON.stringify(next)})) {
           await new Promise((resolve) => setTimeout(resolve, 20));
         }
         fs.rmSync(${JSON.stringify(held)});
         fs.rmSync(${JSON.stringify(next)});
       }
       return undefined;
     });
     const config = `,
  );
  return {
    hold: () => {
      writeFileSync(hold, "");
    },
    held: async () => {
      while (!existsSync(held)) {
        await setTimeout(20);
      }
    },
    continueOne: () => {
      writeFileSync(next, "");
    },
    release: () => {
      rmSync(hold);
    },
  };
}
