import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiOriginArgs, checkAll } from "../../components/index";
import { root } from "../../repository";
import { entry } from "../support/apiOrigin";

const directory = join(root, "site");

/** The lines of the error for a program with these arguments. */
function linesFor(args: ApiOriginArgs, folder: string, notFoundPage = "/404.html"): string[] {
  try {
    checkAll((check) => {
      const api = check.api("api", args);
      const site = check.site("site", { directory: folder });
      check.distribution("front", {
        defaultRoute: { origin: site, notFoundPage },
        routes: [{ paths: ["/api", "api/*"], origin: api }],
      });
    });
  } catch (error) {
    return (error as Error).message.split("\n");
  }
  return [];
}

describe("checkAll", () => {
  it("reports the mistakes in all components of a program as one error, under the components' names", () => {
    const [first, ...lines] = linesFor({ entry, timeout: 31 }, "nowhere");
    assert.equal(first, "The program has invalid arguments:");
    assert.deepEqual(
      lines.map((line) => line.trim().replace(/:.*/, "")),
      ["api.timeout", "site.directory", "front.routes[0].paths[1]"],
    );
  });

  it("reports an entry that esbuild cannot bundle, and a page that the site does not have", () => {
    const broken = join(mkdtempSync(join(tmpdir(), "entry-")), "broken.ts");
    writeFileSync(broken, "export const handler = (");
    const [, ...lines] = linesFor({ entry: broken }, directory, "/docs/404.html");
    assert.match(lines[0] ?? "", /^ {2}api\.entry: esbuild cannot bundle/);
    assert.match(lines[1] ?? "", /^ {2}front\.defaultRoute\.notFoundPage: /);
  });

  it("names a valid page for a notFoundPage without a slash and with another name", () => {
    const [, ...lines] = linesFor({ entry }, directory, "missing.html");
    assert.match(
      lines.join("\n"),
      /notFoundPage: "missing\.html" is not valid; use the path of .+ for instance \/404\.html: /,
    );
  });

  it("accepts a program without a mistake", () => {
    checkAll((check) => {
      const origin = check.api("api", { entry });
      check.distribution("front", {
        defaultRoute: { origin: check.site("site", { directory }), notFoundPage: "/404.html" },
        routes: [{ paths: ["/api", "/api/*"], origin }],
      });
    });
  });
});
