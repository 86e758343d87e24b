import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { problemLine } from "../components/index";
import { readConfig } from "../config";

const read = (values: Record<string, string>) => readConfig(values, "multi-origin", "/project").config;
const problemsOf = (values: Record<string, string>): string[] =>
  readConfig(values, "multi-origin", "/project").problems.map(problemLine);

describe("the stack configuration", () => {
  it("needs no key at all", () => {
    assert.deepEqual(read({ "aws:region": "eu-west-1" }), {
      apiKind: "http",
      defaultOrigin: "static",
      apiPaths: ["/api", "/api/*"],
      staticPaths: ["/index.html", "/assets/*"],
      originVerify: "enforce",
      originVerifyRotation: 0,
      siteRouting: "directory-index",
      priceClass: "PriceClass_All",
      accessLogs: false,
      protect: false,
      siteDir: "/project/site",
    });
  });

  it("has the defaults that Pulumi.yaml shows, where no key has a type: the CLI would stop at the first bad one", () => {
    const { config } = parse(readFileSync(join(__dirname, "..", "Pulumi.yaml"), "utf8")) as {
      config: Record<string, string | { default: unknown; description: string; type?: string }>;
    };
    const declared = Object.entries(config).flatMap(([key, value]) =>
      typeof value === "string" ? [] : [{ key, ...value }],
    );
    assert.ok(declared.length > 0);
    assert.ok(declared.every(({ type }) => type === undefined));
    const values = Object.fromEntries(
      declared.map(({ key, ...value }) => [`multi-origin:${key}`, String(value.default)]),
    );
    assert.deepEqual(read(values), read({}));
  });

  it("reads lists, choices, switches and paths", () => {
    const config = read({
      "multi-origin:hostedZone": "example.com",
      "multi-origin:domainName": "www.example.com",
      "multi-origin:apiKind": "rest-edge",
      "multi-origin:forwardHeaders": '["Accept"]',
      "multi-origin:originVerifyRotation": "3",
      "multi-origin:protect": "true",
      "multi-origin:siteDir": "/elsewhere",
    });
    assert.equal(config.apiKind, "rest-edge");
    assert.deepEqual(config.forwardHeaders, ["Accept"]);
    assert.equal(config.originVerifyRotation, 3);
    assert.equal(config.protect, true);
    assert.equal(config.siteDir, "/elsewhere");
  });

  it("reports every problem at once, each with its key, what was received and what to write", () => {
    const problems = problemsOf({
      "multi-origin:apiKnid": "http",
      "multi-origin:apiKind": "soap",
      "multi-origin:protect": "yes",
      "multi-origin:originVerifyRotation": "-1",
      "multi-origin:apiPaths": "/api/*",
      "multi-origin:domainName": "https://www.example.com/",
    });
    assert.deepEqual(problems, [
      '  multi-origin:apiKnid: received "http"; no such key; write one of domainName, hostedZone, apiKind, apiDomainName, closeDefaultEndpoint, defaultOrigin, apiPaths, staticPaths, forwardHeaders, originVerify, originVerifyRotation, siteDir, siteRouting, priceClass, webAclArn, accessLogs, protect',
      '  multi-origin:apiKind: received "soap"; write http or rest-regional or rest-edge',
      '  multi-origin:protect: received "yes"; write true or false',
      '  multi-origin:originVerifyRotation: received "-1"; write a whole number, 0 or more',
      '  multi-origin:apiPaths: received "/api/*"; write a list of texts, e.g. ["/api", "/api/*"]',
      '  multi-origin:domainName: received "https://www.example.com/"; write a lower-case domain name of at most 253 characters without a trailing dot, e.g. "www.example.com"',
      "  multi-origin:hostedZone: received nothing; write the hosted zone that answers for domainName",
    ]);
  });

  it("refuses a hosted zone that no name needs", () => {
    assert.match(
      problemsOf({ "multi-origin:hostedZone": "example.com" }).join(),
      /hostedZone: received "example.com"; leave it out/,
    );
  });
});
