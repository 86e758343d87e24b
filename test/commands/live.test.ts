import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withCheckout } from "../support/checkout";
import { Running, scriptLine, sh } from "../support/shell";

describe("npm start", () => {
  it("serves and deploys edits, and serves the last deployment after a broken one", async function () {
    this.timeout("5 min");
    await withCheckout(async (folder) => {
      const running = new Running(scriptLine("start", "--port 0 --http-port 0"), folder);
      try {
        const printed = await running.next(/[^]*Stop with Ctrl-C/);
        const url = /^ {2}(https:\/\/\S+\/)$/m.exec(printed)?.[1] ?? "";
        const at = async (path: string): Promise<string> =>
          (await sh(`curl --silent --cacert .local/ca/ca.pem ${url}${path}`, folder)).output;
        const edit = (file: string, from: string, to: string): void => {
          const path = join(folder, file);
          writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
        };

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

        edit("Pulumi.dev.yaml", "config: {}", "config:\n  multi-origin:priceClass: Cheap");
        await running.next(/priceClass[^]+The last deployment is still served\./);
      } finally {
        running.signal("SIGKILL");
      }
    });
  });
});
