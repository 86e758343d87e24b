import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { accessSync, constants, mkdirSync, readFileSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { connect } from "node:tls";
import { chromium } from "playwright-core";
import { Edge } from "../../local-aws/edge";
import { localFolder } from "../../repository";
import { withEdge, withStack } from "../support/engine";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const screenshot = join(localFolder, "screenshots", "site.png");

/** The path of CHROMIUM_PATH, or of the system's browser. */
function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? "").split(delimiter).filter(isAbsolute);
  const candidates =
    named === undefined ? folders.flatMap((folder) => names.map((name) => join(folder, name))) : [named];
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The SHA-256 of the public key of a hostname's certificate, which Node.js verifies with the local CA. */
function checkedKey({ port, caFile }: Edge, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, servername: host, ca: readFileSync(caFile) }, () => {
      const { publicKey } = new X509Certificate(socket.getPeerCertificate().raw);
      socket.destroy();
      resolve(
        createHash("sha256")
          .update(publicKey.export({ type: "spki", format: "der" }))
          .digest("base64"),
      );
    });
    socket.on("error", reject);
  });
}

describe("The site in a browser", () => {
  let executablePath: string;

  before(function () {
    const found = findChromium();
    if (found === undefined) {
      console.log(`Skipped: no browser found. Install one of ${names.join(", ")}, or set CHROMIUM_PATH.`);
      this.skip();
    }
    executablePath = found;
  });

  it("loads from one origin, shows the API's response under the same hostname, and reloads after an edit", async () => {
    await withStack({}, async (session) => {
      const { outputs } = await session.stack.up();
      const useEdge = async (edge: Edge): Promise<void> => {
        const host = `${new URL(String(outputs.url?.value)).host}.localhost`;
        // Chromium trusts only this key: it has no option to trust a CA for one run.
        const args = [`--ignore-certificate-errors-spki-list=${await checkedKey(edge, host)}`];
        const browser = await chromium.launch({ executablePath, args });
        try {
          const page = await browser.newPage({ viewport: { width: 800, height: 400 } });
          const errors: string[] = [];
          page.on("console", (message) => {
            if (message.type() === "error") {
              errors.push(message.text());
            }
          });
          page.on("pageerror", (error) => errors.push(error.message));
          page.on("requestfailed", (request) => errors.push(`${request.url()}: ${request.failure()?.errorText ?? ""}`));
          const requested: URL[] = [];
          page.on("request", (request) => requested.push(new URL(request.url())));

          const shown = await page.goto(`https://${host}:${edge.port}/`);
          assert.equal(shown?.status(), 200);
          await page.getByText("200 Hello from Lambda!", { exact: true }).waitFor();
          mkdirSync(join(screenshot, ".."), { recursive: true });
          await page.screenshot({ path: screenshot });
          assert.deepEqual(errors, []);
          await page.getByRole("button", { name: "A folder" }).press("Enter");
          await page.getByText("Redirect to /about/, by the function", { exact: true }).waitFor();
          await page.getByRole("button", { name: "A missing page" }).click();
          await page.getByText(/^404, \d+ bytes$/).waitFor();
          for (const width of [360, 1280]) {
            await page.setViewportSize({ width, height: 800 });
            assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width);
          }
          const reloaded = page.waitForEvent("load");
          edge.refresh();
          await reloaded;
          await page.getByText("200 Hello from Lambda!", { exact: true }).waitFor();

          assert.deepEqual([...new Set(requested.map(({ host: name }) => name))], [`${host}:${edge.port}`]);
          assert.ok(requested.some(({ pathname }) => pathname === "/api/hello"));
          assert.ok(statSync(screenshot).size > 1000);
        } finally {
          await browser.close();
        }
      };
      await withEdge(session, useEdge, { reloadsPages: true });
    });
  });
});
