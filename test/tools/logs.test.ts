import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { LogSummary, summarizeLogs } from "../../tools/logs/summarizeLogs";
import { logText } from "../../tools/logs/text";
import { readStateFile } from "../../tools/stateFile";
import { root } from "../../repository";
import { scriptLine, sh } from "../support/shell";

type Values = Readonly<Record<string, string | number>>;

/** A request in a log, with the values that differ from a successful one. */
function request(values: Values = {}): Values {
  return {
    "timestamp(ms)": Date.parse("2026-11-28T10:05:30Z"),
    "cs-method": "GET",
    "x-host-header": "d3b1j6qzq0xk2f.cloudfront.net",
    "cs-uri-stem": "/",
    "cs-uri-query": "token=hidden-value",
    "cs(Cookie)": "session=hidden-value",
    "cs-protocol": "https",
    "sc-status": "200",
    "x-edge-result-type": "Hit",
    "x-edge-detailed-result-type": "Hit",
    "origin-fbl": "-",
    "cache-behavior-path-pattern": "-",
    ...values,
  };
}

function failed(status: number, values: Values = {}): Values {
  const error = { "sc-status": String(status), "x-edge-result-type": "Error", "x-edge-detailed-result-type": "Error" };
  return request({ ...error, ...values });
}

function json(entries: readonly Values[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

function w3c(entries: readonly Values[], separator = "\t"): string {
  const names = Object.keys(request());
  const lines = entries.map((entry) => names.map((name) => entry[name]).join(separator));
  return ["#Version: 1.0", `#Fields: ${names.join(" ")}`, ...lines, ""].join("\n");
}

/** The causes that AWS's field for the detailed result names. */
const named: readonly (readonly [status: number, detailed: string, cause: RegExp])[] = [
  [0, "ClientHungUpRequest", /^the viewer closed the connection/],
  [400, "ClientCommError", /^the connection to the viewer/],
  [403, "ClientGeoBlocked", /geographic restriction/],
  [403, "InvalidRequestMethod", /^allowedMethods/],
  [403, "InvalidRequestBlocked", /does not accept the request/],
  [503, "FunctionExecutionError", /function of the cache behavior failed/],
  [502, "LambdaValidationError", /function of the cache behavior failed/],
  [502, "OriginDnsError", /does not resolve/],
  [502, "OriginConnectError", /cannot connect to the origin/],
  [504, "OriginCommError", /ended early/],
  [502, "OriginHeaderTooBigError", /not valid/],
];

describe("npm run diagnose --log", () => {
  let folder: string;
  let count = 0;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "logs-"));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function file(content: string | Buffer): string {
    count += 1;
    const path = join(folder, `log${count}`);
    writeFileSync(path, content);
    return path;
  }

  function summarize(...entries: readonly Values[]): Promise<LogSummary> {
    return summarizeLogs([file(json(entries))]);
  }

  for (const [status, detailed, cause] of named) {
    it(`names the cause of ${detailed}`, async () => {
      const { groups } = await summarize(failed(status, { "x-edge-detailed-result-type": detailed }));
      assert.equal(groups.length, 1);
      assert.match(groups[0]?.cause ?? "", cause);
    });
  }

  it("tells apart a 403 of CloudFront, of an origin, and of a log without the origin's latency", async () => {
    const unknown: Record<string, string | number> = { ...failed(403) };
    delete unknown["origin-fbl"];
    const { groups } = await summarize(failed(403), failed(403, { "origin-fbl": "0.012" }), unknown);
    assert.deepEqual(
      groups.map(({ layer, rule }) => [layer, rule]),
      [
        ["CloudFront", undefined],
        ["the origin", "api-gateway-origin-host-header"],
        ["CloudFront or the origin", "api-gateway-origin-host-header"],
      ],
    );
    assert.match(groups[0]?.cause ?? "", /possibly a web ACL/);
  });

  it("reads JSON, W3C with tabs or spaces, and gzip alike", async () => {
    const entries = [
      request(),
      failed(404, { "cs-uri-stem": "/a", "timestamp(ms)": Date.parse("2026-11-28T10:07:00Z") }),
      failed(404, { "cs-uri-stem": "/b", "timestamp(ms)": Date.parse("2026-11-28T10:06:59Z") }),
    ];
    const expected = await summarizeLogs([file(json(entries))]);
    assert.deepEqual([expected.requests, expected.failed, expected.unreadable], [3, 2, 0]);
    const [group] = expected.groups;
    assert.deepEqual([group?.count, group?.first, group?.example], [2, "2026-11-28T10:06Z", "GET /b"]);
    for (const content of [w3c(entries), w3c(entries, " "), gzipSync(json(entries)), gzipSync(w3c(entries))]) {
      assert.deepEqual(await summarizeLogs([file(content)]), expected);
    }
  });

  it("reads the time of legacy fields, and the most frequent cause first", async () => {
    const legacy = { ...failed(503), "timestamp(ms)": "-", date: "2026-11-28", time: "09:00:01" };
    const { groups } = await summarize(legacy, failed(404), failed(404));
    assert.deepEqual(
      groups.map(({ status, first }) => [status, first]),
      [
        [404, "2026-11-28T10:05Z"],
        [503, "2026-11-28T09:00Z"],
      ],
    );
  });

  it("names the cache behavior of the log, or that of a state with the rule that it violates", async () => {
    const entry = failed(403, {
      "cs-uri-stem": "/api/hello",
      "origin-fbl": "0.1",
      "cache-behavior-path-pattern": "/api/*",
    });
    const log = file(json([entry, { ...entry, "cs-uri-stem": "/missing", "cache-behavior-path-pattern": "-" }]));
    assert.deepEqual(
      (await summarizeLogs([log])).groups.map(({ behavior }) => behavior),
      ["/api/*", undefined],
    );
    const state = readStateFile(join(root, "test", "fixtures", "aws-state.json"));
    assert.deepEqual(
      (await summarizeLogs([log], state)).groups.map(({ behavior, rule }) => [behavior, rule]),
      [
        ["/api/*", "api-gateway-origin-host-header"],
        ["*", "api-gateway-origin-host-header"],
      ],
    );
  });

  it("prints no query string, no cookie and no control character", async () => {
    const hostile = failed(404, { "cs-uri-stem": "/\u001b[31m red\u202e" });
    const summary = await summarize(hostile);
    for (const output of [logText(summary), JSON.stringify(summary)]) {
      assert.doesNotMatch(output, /hidden-value/);
    }
    assert.ok(!logText(summary).includes("\u001b[31m red") && !logText(summary).includes("\u202e"));
  });

  it("counts lines that are no requests, and limits the groups of a hostile log", async () => {
    const patterns = Array.from({ length: 1200 }, (_, at) => failed(404, { "cache-behavior-path-pattern": `/${at}` }));
    const { requests, unreadable, groups } = await summarizeLogs([file(`{"other": 1}\nnothing\n${json(patterns)}`)]);
    assert.deepEqual([requests, unreadable, groups.length], [1200, 2, 1000]);
  });

  it("rejects a file that is no log, and names the formats", async () => {
    for (const content of ["PAR1....", "hello\n", gzipSync("hello\n"), Buffer.from([0x1f, 0x8b, 1, 2])]) {
      await assert.rejects(
        summarizeLogs([file(content)]),
        /^Error: Cannot read .+\. Use standard logs of CloudFront in JSON/,
      );
    }
    assert.deepEqual(await summarizeLogs([file("")]), { requests: 0, failed: 0, unreadable: 0, groups: [] });
  });

  it("exits with 1 if a request failed, with 0 if none did, and with 2 if it cannot read the file", async () => {
    const run = (words: string) => sh(scriptLine("diagnose", words), root);
    const bad = await run(`--log ${file(json([request(), failed(404)]))}`);
    assert.equal(bad.code, 1, bad.output);
    assert.match(bad.output, /^1 of 2 requests failed\.\n[^]*the origin has nothing at the path/);
    const good = await run(`--log ${file(json([request()]))} --json`);
    assert.deepEqual([good.code, JSON.parse(good.output)], [0, { requests: 1, failed: 0, unreadable: 0, groups: [] }]);
    const missing = await run("--log no-such-file");
    assert.equal(missing.code, 2, missing.output);
    const both = await run(`/ --log ${file("")}`);
    assert.match(both.output, /^diagnose received --log and "\/"; use one of them\.$/m);
  });
});
