import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import {
  apiOriginArgs,
  ApiOrigin,
  distributionArgs,
  MultiOriginDistribution,
  MultiOriginSiteArgs,
  problemLine,
  staticOriginArgs,
  StaticOrigin,
} from "../components/index";
import { readConfig } from "../config";
import { root } from "../repository";
import { api, site } from "./support/front";
import { resourcesOf } from "./support/mocks";

const read = (values: Record<string, string>) =>
  readConfig(
    Object.fromEntries(Object.entries(values).map(([key, value]) => [`multi-origin:${key}`, value])),
    "multi-origin",
    root,
  );
const problemsOf = (values: Record<string, string>): string[] => read(values).problems.map(problemLine);

/** The resources of the three components, without the IDs and secrets that are random. */
async function siteResources(args: MultiOriginSiteArgs): Promise<unknown> {
  const resources = await resourcesOf(() => {
    new ApiOrigin("api", apiOriginArgs(args));
    new StaticOrigin("site", staticOriginArgs(args));
    new MultiOriginDistribution("front", distributionArgs(args, api, { ...site, files: ["404.html"] }));
  });
  assert.ok(resources.length > 20);
  return JSON.parse(JSON.stringify(resources).replace(/[0-9A-Za-z]{48}|[0-9a-f]{7,}(-[0-9a-f]{4,})*/g, "random"));
}

/** The keys that Pulumi.yaml declares, with their defaults as Pulumi passes them on. */
function declaredDefaults(): Record<string, string> {
  const { config } = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as {
    config: Record<string, string | { default: unknown; description: string; type?: string }>;
  };
  const declared = Object.entries(config).flatMap(([key, value]) =>
    typeof value === "string" ? [] : [{ key, ...value }],
  );
  // The CLI stops at the first value that does not have the declared type; readConfig reports all problems.
  assert.ok(declared.every(({ type }) => type === undefined));
  return Object.fromEntries(declared.map(({ key, ...value }) => [key, String(value.default)]));
}

const unknownName = (fix = "use"): string =>
  `unknown name; ${fix} one of hostedZone, siteDir, protect, environment, memorySize, timeout, tracing, streaming, throttling, logRetentionInDays, apiAccessLogs, immutableFolders, domainName, otherNames, redirectNames, certificate, apiKind, apiDomainName, closeDefaultEndpoint, defaultOrigin, apiPaths, apiStripPrefix, staticPaths, forwardHeaders, listBy, headerQuota, apiSecurityHeaders, apiResponseHeadersPolicyId, siteResponseHeadersPolicyId, webSocketApi, originVerify, originVerifyRotation, siteRouting, priceClass, webAclArn, managedWebAcl, geoRestriction, accessLogs`;

describe("The stack configuration", () => {
  it("is valid without any key", () => {
    assert.deepEqual(readConfig({ "aws:region": "eu-west-1" }, "multi-origin", root), {
      args: {
        apiEntry: join(root, "lambda", "hello.ts"),
        siteDirectory: join(root, "site"),
        forceDestroy: true,
      },
      hostedZone: undefined,
      protect: false,
      warnings: [],
      problems: [],
    });
  });

  it("warns of keys with the name of another project, but not of a provider's keys", () => {
    const { warnings } = readConfig(
      { "front:apiKind": "http", "multi-origin:siteDir": "dist", "aws:region": "eu-west-1", "front:color": "red" },
      "multi-origin",
      root,
    );
    assert.deepEqual(warnings, [
      "front:apiKind has no effect: the project's name is multi-origin. Set multi-origin:apiKind instead.",
    ]);
  });

  it("has in Pulumi.yaml the defaults of the components and of the program", async () => {
    const defaults = declaredDefaults();
    assert.deepEqual(Object.keys(defaults).sort(), [
      "accessLogs",
      "apiKind",
      "defaultOrigin",
      "originVerify",
      "originVerifyRotation",
      "priceClass",
      "protect",
      "siteDir",
      "siteRouting",
    ]);
    const declared = read(defaults);
    const absent = read({});
    assert.deepEqual(
      [declared.problems, declared.protect, declared.args.siteDirectory],
      [[], absent.protect, absent.args.siteDirectory],
    );
    assert.deepEqual(await siteResources(declared.args), await siteResources(absent.args));
  });

  it("accepts strings, numbers, booleans, lists and paths", () => {
    const { args, hostedZone, protect, problems } = read({
      hostedZone: "example.com",
      domainName: "www.example.com",
      apiKind: "rest-edge",
      forwardHeaders: '["Accept"]',
      originVerifyRotation: "3",
      protect: "true",
      siteDir: join(root, "examples", "yaml", "site"),
    });
    assert.deepEqual(problems, []);
    assert.deepEqual([hostedZone, protect], ["example.com", true]);
    assert.deepEqual(args, {
      domainName: "www.example.com",
      apiKind: "rest-edge",
      forwardHeaders: ["Accept"],
      originVerifyRotation: 3,
      apiEntry: join(root, "lambda", "hello.ts"),
      siteDirectory: join(root, "examples", "yaml", "site"),
      forceDestroy: false,
    });
  });

  it("has the handler that streams with streaming", () => {
    const { args, problems } = read({ apiKind: "rest-regional", streaming: "true", timeout: "900" });
    assert.deepEqual([args.apiEntry, args.streaming, problems], [join(root, "lambda", "stream.ts"), true, []]);
  });

  it("allows a timeout over 30 seconds only with streaming, and streaming only for a REST API", () => {
    assert.deepEqual(problemsOf({ timeout: "31" }), [
      "  multi-origin:timeout: 31 is not valid; must be a whole number of seconds from 1 to 30",
    ]);
    assert.deepEqual(problemsOf({ apiKind: "rest-edge", streaming: "true", timeout: "901" }), [
      "  multi-origin:timeout: 901 is not valid; must be a whole number of seconds from 1 to 900",
    ]);
    assert.deepEqual(problemsOf({ streaming: "true", timeout: "300" }), [
      "  multi-origin:timeout: 300 is not valid; must be a whole number of seconds from 1 to 30",
      "  multi-origin:streaming: true is not valid; remove it, or use a REST API: an HTTP API does not stream",
    ]);
  });

  it("keeps a string that looks like JSON as a string", () => {
    assert.match(problemsOf({ siteDir: "2026" }).join(), /siteDir: "[^"]*2026" is not valid; use the path/);
    assert.match(problemsOf({ apiKind: '"http"' }).join(), /apiKind: "\\"http\\"" is not valid/);
  });

  it("rejects names outside of the hosted zone", () => {
    const problems = problemsOf({
      hostedZone: "example.com",
      domainName: "www.my-example.com",
      apiDomainName: "api.example.org",
      otherNames: '["*.example.com", "*.example.org"]',
      redirectNames: '["example.com", "example.org"]',
    });
    assert.deepEqual(problems, [
      '  multi-origin:domainName: "www.my-example.com" is not valid; use a name in hostedZone "example.com", such as "www.example.com"',
      '  multi-origin:apiDomainName: "api.example.org" is not valid; use a name in hostedZone "example.com", such as "www.example.com"',
      '  multi-origin:otherNames[1]: "*.example.org" is not valid; use a name in hostedZone "example.com", such as "www.example.com"',
      '  multi-origin:redirectNames[1]: "example.org" is not valid; use a name in hostedZone "example.com", such as "www.example.com"',
    ]);
    assert.deepEqual(problemsOf({ hostedZone: "example.com", domainName: "example.com" }), []);
  });

  it("reports every problem at once, each with its key, value and fix", () => {
    const problems = problemsOf({
      apiKnid: "http",
      apiKind: "soap",
      protect: "yes",
      originVerifyRotation: "-1",
      apiPaths: "/api/*",
      domainName: "https://www.example.com/",
      forceDestroy: "true",
      siteDirectory: "site",
      siteDir: "",
    });
    assert.deepEqual(problems, [
      '  multi-origin:protect: "yes" is not valid; use true or false',
      `  multi-origin:apiKnid: ${unknownName("did you mean apiKind? Use")}`,
      `  multi-origin:forceDestroy: ${unknownName()}`,
      `  multi-origin:siteDirectory: ${unknownName("did you mean siteDir? Use")}`,
      '  multi-origin:domainName: "https://www.example.com/" is not valid; must be a lower-case domain name of at most 253 characters without a trailing dot, such as "www.example.com"',
      '  multi-origin:apiKind: "soap" is not valid; use "http", "rest-regional" or "rest-edge"',
      '  multi-origin:apiPaths: "/api/*" is not valid; use a list of path patterns, such as ["/api", "/api/*"]',
      "  multi-origin:originVerifyRotation: -1 is not valid; must be a whole number of rotations, 0 or more",
      "  multi-origin:hostedZone: missing; set it to the hosted zone that contains domainName",
      '  multi-origin:siteDir: "" is not valid; use the path of an existing folder',
    ]);
  });

  it("rejects a hosted zone that no hostname needs", () => {
    assert.match(problemsOf({ hostedZone: "example.com" }).join(), /hostedZone: "example.com" is not valid; remove it/);
  });
});
