import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { accessSync, constants, mkdirSync, readFileSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { connect } from "node:tls";
import { chromium, Page } from "playwright-core";
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

/** The button for a stream shows each chunk when it arrives. A request of another button ends the stream. */
async function showsStream(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "A stream" });
  const chunks = page.getByRole("list", { name: "Chunks of the response" }).getByRole("listitem");
  const answer = page.getByRole("status");
  await button.click();
  await chunks.filter({ hasText: /^Each\s+0\.\d\d s$/ }).waitFor();
  assert.equal(await answer.textContent(), "loading…");
  await page.getByText(/^200, streamed: 14 chunks, the first after 0\.\d\d s, the last after [345]\.\d\d s$/).waitFor();
  assert.equal(await chunks.count(), 14);

  await button.click();
  await chunks.first().waitFor();
  await page.getByRole("button", { name: "The API" }).click();
  await page.getByText("200 Hello from Lambda!", { exact: true }).waitFor();
  assert.equal(await chunks.count(), 0);

  await page.route("**/api/stream", (route) =>
    route.fulfill({ contentType: "text/plain", body: "Hello from Lambda!" }),
  );
  await button.click();
  await page.getByText(/^200, complete after 0\.\d\d s: the API of this stack buffers its responses$/).waitFor();
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

  it("loads from one origin, shows the API's response and a stream under the same hostname, and reloads after an edit", async () => {
    await withStack({ stackName: "streaming" }, async (session) => {
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
          await showsStream(page);
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
