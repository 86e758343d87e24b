import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import { join } from "node:path";
import { ApiOrigin, ApiOriginArgs, checkApiOrigin } from "../../components/apiOrigin";
import { isOutput, problemLine } from "../../components/problems";
import { entry } from "../support/apiOrigin";
import { resourcesOf } from "../support/mocks";

/** Accepts what a JavaScript program can pass. */
function problemsOf(args: unknown, path?: string): string[] {
  return checkApiOrigin(args as ApiOriginArgs, path).map((problem) => problemLine(problem).trim());
}

const fn = "arn:aws:lambda:eu-west-1:123456789012:function:orders";

const right: readonly { readonly [K in keyof ApiOriginArgs]?: ApiOriginArgs[K] | undefined }[] = [
  {},
  { kind: "http", timeout: 30, memorySize: 128, accessLogs: true },
  { kind: "rest-regional", timeout: 29, memorySize: 10240, accessLogs: false },
  { customDomain: { name: "api.example.com", hostedZoneId: "" }, closeDefaultEndpoint: true },
  { customDomain: { name: `${"a".repeat(63)}.example.com`, hostedZoneId: pulumi.output("Z1") } },
  { closeDefaultEndpoint: false },
  { environment: { TABLE: "orders", T2: "" } },
  { environment: { aB: pulumi.output("later"), c_3: Promise.resolve("later") } },
  { environment: { ORIGIN_VERIFY_SECRET_A: "its own" } },
  { logRetentionInDays: 0 },
  { logRetentionInDays: 3653 },
  { throttling: {} },
  { throttling: { rateLimit: 0.1, burstLimit: 1 } },
  { authorizer: { kind: "jwt", issuer: "https://issuer.example.com", audience: ["web"] } },
  { authorizer: { kind: "jwt", issuer: pulumi.output("later"), audience: [pulumi.output("later")] } },
  { authorizer: { kind: "iam" } },
  { kind: "rest-edge", authorizer: { kind: "iam" } },
  { kind: "rest-edge", authorizer: { kind: "api-key" } },
  { originVerify: {} },
  { originVerify: { rotation: 7, enforced: false } },
  { runtime: "nodejs22.x", architecture: "x86_64", tracing: true, reservedConcurrency: 0 },
  { kind: "rest-regional", streaming: true, timeout: 900, routes: { "GET /a": { entry, timeout: 900 } } },
  { streaming: false },
  { layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:sharp:3", pulumi.output("later")] },
  { vpcConfig: { subnetIds: pulumi.output(["later"]), securityGroupIds: ["sg-1"] } },
  { policies: [] },
  { policies: [{ Effect: "Allow", Action: "s3:GetObject", Resource: pulumi.output("later") }] },
  { policies: [{ Effect: "Deny", NotAction: ["s3:GetObject"], NotResource: "*", Sid: "A", Condition: {} }] },
  { entry: undefined, function: { arn: `${fn}:live` } },
  { entry: undefined, function: { arn: pulumi.output("later") }, authorizer: { kind: "iam" } },
  { routes: {} },
  { routes: { "POST /orders": { entry, timeout: 30 }, "ANY /files/{path+}": { function: { arn: fn } } } },
  { routes: { "GET /": { entry }, "GET /{id}": { entry }, "GET /a$b": { entry }, "POST /{proxy+}": { entry } } },
  { kind: "rest-edge", routes: { "GET /": { entry }, "GET /a/{id}": { entry }, "PUT /a/{id}/b": { entry } } },
  { kind: "rest-regional", routes: { "POST /{proxy+}": { entry } } },
];

function nameOf(args: object): string {
  return JSON.stringify(args, function (this: Record<string, unknown>, key, value: unknown) {
    return isOutput(this[key]) ? "an Output" : value;
  });
}

const wholeMiB = "must be a whole number of MiB from 128 to 10240";
const domain = `must be a lower-case domain name of at most 253 characters without a trailing dot, such as "www.example.com"`;
const named = "use a name of two or more letters, digits and underscores that begins with a letter";
const reservedName = "use another name: the function already has a variable with this name";
const routeKey =
  'use a method (ANY, DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT) and a path, such as "POST /orders/{id}"';
const existingFile =
  "use the path of an existing file that exports `handler` and ends in .ts, .mts, .cts, .tsx, .js, .mjs, .cjs, .jsx";
const jwt = { kind: "jwt", issuer: "https://issuer.example.com", audience: ["web"] };

const wrong: readonly [args: Record<string, unknown>, ...problems: string[]][] = [
  [{ kind: "soap" }, 'kind: "soap" is not valid; use "http", "rest-regional" or "rest-edge"'],
  [
    { closeDefaultEndpoint: true },
    "closeDefaultEndpoint: true is not valid; remove it, or set customDomain: without one, the API would have no endpoint",
  ],
  [{ closeDefaultEndpoint: "yes" }, 'closeDefaultEndpoint: "yes" is not valid; use true or false'],
  [
    { customDomain: { name: "api.example.com", hostedZoneId: "Z1" }, closeDefaultEndpoint: 1 },
    "closeDefaultEndpoint: 1 is not valid; use true or false",
  ],
  [
    { customDomain: "api.example.com" },
    'customDomain: "api.example.com" is not valid; use an object with name, hostedZoneId',
  ],
  [
    { customDomain: { name: "api.example.com" } },
    "customDomain.hostedZoneId: missing; set it to the ID of a public hosted zone",
  ],
  ...["API.example.com", "api.example.com.", "example", "*.example.com", "-a.example.com", `${"a".repeat(64)}.com`].map(
    (name): [Record<string, unknown>, string] => [
      { customDomain: { name, hostedZoneId: "Z1" } },
      `customDomain.name: ${JSON.stringify(name)} is not valid; ${domain}`,
    ],
  ),
  [
    { customDomain: { name: "a.".repeat(126) + "com", hostedZoneId: "Z1" } },
    `customDomain.name: "${"a.".repeat(100)}…" is not valid; ${domain}`,
  ],
  [{ memorySize: 127 }, `memorySize: 127 is not valid; ${wholeMiB}`],
  [{ memorySize: 10241 }, `memorySize: 10241 is not valid; ${wholeMiB}`],
  [{ memorySize: 256.5 }, `memorySize: 256.5 is not valid; ${wholeMiB}`],
  [{ memorySize: "256" }, `memorySize: "256" is not valid; ${wholeMiB}`],
  [{ timeout: 0 }, "timeout: 0 is not valid; must be a whole number of seconds from 1 to 30"],
  [{ timeout: 31 }, "timeout: 31 is not valid; must be a whole number of seconds from 1 to 30"],
  [{ kind: "rest-edge", timeout: 30 }, "timeout: 30 is not valid; must be a whole number of seconds from 1 to 29"],
  [{ environment: ["A=1"] }, 'environment: ["A=1"] is not valid; use an object that maps names to strings'],
  [{ environment: { AWS_REGION: "x" } }, `environment.AWS_REGION: "AWS_REGION" is not valid; ${reservedName}`],
  [{ environment: { "a-b": "x" } }, `environment.a-b: "a-b" is not valid; ${named}`],
  [{ environment: { "1a": "x" } }, `environment.1a: "1a" is not valid; ${named}`],
  [{ environment: { a: "x" } }, `environment.a: "a" is not valid; ${named}`],
  [{ environment: { PIN: 1234 } }, "environment.PIN: a value of type number is not valid; must be a string"],
  [
    { originVerify: {}, environment: { ORIGIN_VERIFY_SECRET_B: "x" } },
    `environment.ORIGIN_VERIFY_SECRET_B: "ORIGIN_VERIFY_SECRET_B" is not valid; ${reservedName}`,
  ],
  [
    { logRetentionInDays: 31 },
    "logRetentionInDays: 31 is not valid; use 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653",
  ],
  [{ throttling: 100 }, "throttling: 100 is not valid; use an object with rateLimit, burstLimit"],
  [
    { throttling: { rateLimit: 0, burstLimit: 2.5 } },
    "throttling.rateLimit: 0 is not valid; must be a number of requests per second greater than 0",
    "throttling.burstLimit: 2.5 is not valid; must be a whole number of requests, 1 or more",
  ],
  [
    { throttling: { rate: 5 } },
    "throttling.rate: unknown name; did you mean rateLimit? Use one of rateLimit, burstLimit",
  ],
  [{ accessLogs: "true" }, 'accessLogs: "true" is not valid; use true or false'],
  [
    { authorizer: "iam" },
    'authorizer: "iam" is not valid; use an object of kind "jwt" or "iam" for an API of kind http',
  ],
  [
    { authorizer: { kind: "lambda" } },
    'authorizer.kind: "lambda" is not valid; use "jwt" or "iam" for an API of kind http',
  ],
  [
    { authorizer: { kind: "api-key" } },
    'authorizer.kind: "api-key" is not valid; use "jwt" or "iam" for an API of kind http',
  ],
  [
    { kind: "rest-regional", authorizer: jwt },
    'authorizer.kind: "jwt" is not valid; use "iam" or "api-key" for an API of kind rest-regional',
  ],
  [
    { authorizer: { kind: "jwt" } },
    "authorizer.issuer: missing; use the issuer's HTTPS URL",
    "authorizer.audience: missing; use a list of at least one audience",
  ],
  [
    { authorizer: { ...jwt, issuer: "http://issuer.example.com", audience: [] } },
    'authorizer.issuer: "http://issuer.example.com" is not valid; use the issuer\'s HTTPS URL',
    "authorizer.audience: [] is not valid; use a list of at least one audience",
  ],
  [
    { authorizer: { ...jwt, audience: ["web", ""] } },
    'authorizer.audience[1]: "" is not valid; use an audience, such as the ID of a user pool client',
  ],
  [
    { authorizer: { kind: "iam", issuer: "https://issuer.example.com" } },
    "authorizer.issuer: unknown name; use one of kind",
  ],
  [{ originVerify: true }, "originVerify: true is not valid; use an object with rotation, enforced"],
  [
    { originVerify: { rotation: -1, enforced: "no" } },
    "originVerify.rotation: -1 is not valid; must be a whole number of rotations, 0 or more",
    'originVerify.enforced: "no" is not valid; use true or false',
  ],
  [
    { memorysize: 512 },
    "memorysize: unknown name; did you mean memorySize? Use one of entry, kind, customDomain, closeDefaultEndpoint, function, memorySize, timeout, environment, policies, runtime, architecture, layers, vpcConfig, reservedConcurrency, routes, tracing, streaming, logRetentionInDays, throttling, accessLogs, authorizer, originVerify",
  ],
  [
    { function: { arn: fn }, memorySize: 512, originVerify: {} },
    `entry: ${JSON.stringify(entry)} is not valid; remove it, or remove \`function\`: a route invokes one function`,
    "memorySize: 512 is not valid; remove it: it applies only to a function from `entry`; an existing function has its own",
    "originVerify: an object is not valid; remove it, or set `entry` instead of `function`: an existing function cannot check the secret",
  ],
  [
    { entry: undefined, function: fn },
    `function: "${fn}" is not valid; use an aws.lambda.Function or an object with its arn`,
  ],
  [
    { entry: undefined, function: { arn: "orders" } },
    'function.arn: "orders" is not valid; use a function\'s ARN, such as "arn:aws:lambda:eu-west-1:123456789012:function:orders"',
  ],
  [
    { runtime: "python3.13", architecture: "x86", tracing: "on", reservedConcurrency: -1 },
    'runtime: "python3.13" is not valid; use a Node.js runtime of Lambda, such as "nodejs24.x"; for another language, set `function`',
    'architecture: "x86" is not valid; use "arm64" or "x86_64"',
    "reservedConcurrency: -1 is not valid; must be a whole number of instances, 0 or more",
    'tracing: "on" is not valid; use true or false',
  ],
  [
    { layers: ["sharp"] },
    'layers[0]: "sharp" is not valid; use the ARN of a layer\'s version, which ends in its number',
  ],
  [{ layers: Array(6).fill(pulumi.output("later")) }, "layers: a list is not valid; use at most 5 layers"],
  [
    { streaming: true, timeout: 31 },
    "timeout: 31 is not valid; must be a whole number of seconds from 1 to 30",
    "streaming: true is not valid; remove it, or use a REST API: an HTTP API does not stream",
  ],
  [
    { kind: "rest-edge", streaming: true, timeout: 901 },
    "timeout: 901 is not valid; must be a whole number of seconds from 1 to 900",
  ],
  [
    { vpcConfig: { subnetIds: [], securityGroupIds: ["default"] } },
    "vpcConfig.subnetIds: [] is not valid; use a list of at least one subnet ID",
    'vpcConfig.securityGroupIds[0]: "default" is not valid; use an ID that begins with "sg-"',
  ],
  [
    { policies: [{ Effect: "allow", Action: [], NotResource: "*", Resource: "*", Principal: "*", action: 1 }] },
    'policies[0].Effect: "allow" is not valid; use "Allow" or "Deny"',
    "policies[0].Action: [] is not valid; use one or more actions, such as dynamodb:GetItem",
    'policies[0].NotResource: "*" is not valid; remove it, or remove Resource',
    'policies[0].Principal: "*" is not valid; remove it: the function\'s role is the principal',
    "policies[0].action: 1 is not valid; use Sid, Effect, Action, NotAction, Resource, NotResource, Condition",
  ],
  [
    { routes: { "post /orders": { entry }, "ANY /": { entry }, "GET orders": { entry: "nowhere.ts" } } },
    `routes.post /orders: "post /orders" is not valid; ${routeKey}`,
    'routes.ANY /: "ANY /" is not valid; remove it: the function next to `routes` already serves this route',
    `routes.GET orders: "GET orders" is not valid; ${routeKey}`,
    `routes.GET orders.entry: "nowhere.ts" is not valid; ${existingFile}`,
  ],
  [
    { kind: "rest-regional", routes: { "GET /{id}": { entry, timeout: 30 }, "GET /a$b": { entry } } },
    "routes.GET /{id}.timeout: 30 is not valid; must be a whole number of seconds from 1 to 29",
    'routes.GET /{id}: "GET /{id}" is not valid; use {proxy+} instead of {id}: a REST API has one variable after /',
    'routes.GET /a$b: "GET /a$b" is not valid; use only letters, digits and . _ : - in a path of a REST API',
  ],
  [
    { kind: "rest-edge", routes: { "GET /a/{id}": { entry }, "PUT /a/{key}/b": { entry } } },
    'routes.PUT /a/{key}/b: "PUT /a/{key}/b" is not valid; use {id} instead of {key}: a REST API has one variable after /a',
  ],
];

describe("checkApiOrigin", () => {
  for (const args of right) {
    it(`accepts ${nameOf(args)}`, () => {
      assert.deepEqual(problemsOf({ entry, ...args }), []);
    });
  }

  for (const [args, ...problems] of wrong) {
    it(`reports ${problems.join("; ")}`.slice(0, 150), () => {
      assert.deepEqual(problemsOf({ entry, ...args }), problems);
    });
  }

  const noEntries: Readonly<Record<string, unknown>> = {
    "a missing value": undefined,
    "a number": 7,
    "an empty string": "",
    "a file that does not exist": "nowhere.ts",
    "a folder": __dirname,
    "a file that is not a program": join(__dirname, "../../README.md"),
    "a string that no file system accepts": "\0.ts",
  };
  for (const [name, noEntry] of Object.entries(noEntries)) {
    it(`rejects ${name} as entry`, () => {
      const [problem, ...others] = problemsOf({ entry: noEntry });
      assert.match(
        problem!,
        /^entry: (missing|.* is not valid); use the path of an existing file that exports `handler` and ends in \.ts, /,
      );
      assert.deepEqual(others, []);
    });
  }

  it("reports every problem at once, with paths that begin with the path of the arguments", () => {
    const problems = checkApiOrigin(
      { entry: "nowhere.ts", kind: "soap" as "http", closeDefaultEndpoint: true, memorySize: 1, timeout: 99 },
      "api",
    );
    assert.deepEqual(
      problems.map(({ propertyPath }) => propertyPath),
      ["api.entry", "api.kind", "api.closeDefaultEndpoint", "api.memorySize", "api.timeout"],
    );
  });

  it("never throws, for any value", () => {
    const property = fc.constantFrom(
      "entry",
      "function",
      "kind",
      "customDomain",
      "environment",
      "authorizer",
      "policies",
      "routes",
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(property, fc.anything())), (args) => {
        assert.ok(Array.isArray(problemsOf(args)));
      }),
    );
  });

  it("is the check of the constructor, before it creates a resource", async () => {
    const list = await resourcesOf(() => {
      assert.throws(() => new ApiOrigin("api", { entry: "nowhere.ts" }), pulumi.InputPropertiesError);
    });
    assert.deepEqual(list, []);
  });

  it("throws an error that Pulumi prints as its message, without its properties", async () => {
    await resourcesOf(() => {
      try {
        new ApiOrigin("api", { entry: "nowhere.ts" });
      } catch (error) {
        assert.equal(inspect(error), (error as Error).message);
        assert.deepEqual((error as pulumi.InputPropertiesError).errors.length, 1);
        return;
      }
      assert.fail("it accepts the arguments");
    });
  });
});
