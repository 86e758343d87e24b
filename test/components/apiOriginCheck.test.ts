import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import fc from "fast-check";
import { join } from "node:path";
import { ApiOrigin, ApiOriginArgs, checkApiOrigin } from "../../components/apiOrigin";
import { problemLine } from "../../components/problems";
import { entry } from "../support/apiOrigin";
import { made } from "../support/mocks";

/** As a JavaScript program writes them. */
function problemsOf(args: unknown, path?: string): string[] {
  return checkApiOrigin(args as ApiOriginArgs, path).map((problem) => problemLine(problem).trim());
}

const right: readonly Partial<ApiOriginArgs>[] = [
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
];

const wholeMiB = "write a whole number of MiB, from 128 to 10240";
const domain = `write a lower-case domain name of at most 253 characters without a trailing dot, e.g. "www.example.com"`;
const named = "write a name of two or more letters, digits and underscores that begins with a letter";
const taken = "choose another name: the function gets a variable of this name already";
const jwt = { kind: "jwt", issuer: "https://issuer.example.com", audience: ["web"] };

const wrong: readonly [args: Record<string, unknown>, ...problems: string[]][] = [
  [{ kind: "soap" }, 'kind: received "soap"; write "http", "rest-regional" or "rest-edge"'],
  [
    { closeDefaultEndpoint: true },
    "closeDefaultEndpoint: received true; leave it out, or give the API a customDomain: without one nothing would answer",
  ],
  [{ closeDefaultEndpoint: "yes" }, 'closeDefaultEndpoint: received "yes"; write true or false'],
  [
    { customDomain: { name: "api.example.com", hostedZoneId: "Z1" }, closeDefaultEndpoint: 1 },
    "closeDefaultEndpoint: received 1; write true or false",
  ],
  [
    { customDomain: "api.example.com" },
    'customDomain: received "api.example.com"; write an object with name, hostedZoneId',
  ],
  [
    { customDomain: { name: "api.example.com" } },
    "customDomain.hostedZoneId: received nothing; write the id of a public hosted zone",
  ],
  ...["API.example.com", "api.example.com.", "example", "*.example.com", "-a.example.com", `${"a".repeat(64)}.com`].map(
    (name): [Record<string, unknown>, string] => [
      { customDomain: { name, hostedZoneId: "Z1" } },
      `customDomain.name: received ${JSON.stringify(name)}; ${domain}`,
    ],
  ),
  [
    { customDomain: { name: "a.".repeat(126) + "com", hostedZoneId: "Z1" } },
    `customDomain.name: received "${"a.".repeat(100)}…"; ${domain}`,
  ],
  [{ memorySize: 127 }, `memorySize: received 127; ${wholeMiB}`],
  [{ memorySize: 10241 }, `memorySize: received 10241; ${wholeMiB}`],
  [{ memorySize: 256.5 }, `memorySize: received 256.5; ${wholeMiB}`],
  [{ memorySize: "256" }, `memorySize: received "256"; ${wholeMiB}`],
  [{ timeout: 0 }, "timeout: received 0; write a whole number of seconds, from 1 to 30"],
  [{ timeout: 31 }, "timeout: received 31; write a whole number of seconds, from 1 to 30"],
  [{ kind: "rest-edge", timeout: 30 }, "timeout: received 30; write a whole number of seconds, from 1 to 29"],
  [{ environment: ["A=1"] }, 'environment: received ["A=1"]; write an object of names and texts'],
  [{ environment: { AWS_REGION: "x" } }, `environment.AWS_REGION: received "AWS_REGION"; ${taken}`],
  [{ environment: { "a-b": "x" } }, `environment.a-b: received "a-b"; ${named}`],
  [{ environment: { "1a": "x" } }, `environment.1a: received "1a"; ${named}`],
  [{ environment: { a: "x" } }, `environment.a: received "a"; ${named}`],
  [{ environment: { PIN: 1234 } }, 'environment.PIN: received "number"; write a text'],
  [
    { originVerify: {}, environment: { ORIGIN_VERIFY_SECRET_B: "x" } },
    `environment.ORIGIN_VERIFY_SECRET_B: received "ORIGIN_VERIFY_SECRET_B"; ${taken}`,
  ],
  [
    { logRetentionInDays: 31 },
    "logRetentionInDays: received 31; write 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653",
  ],
  [{ throttling: 100 }, "throttling: received 100; write an object with rateLimit, burstLimit"],
  [
    { throttling: { rateLimit: 0, burstLimit: 2.5 } },
    "throttling.rateLimit: received 0; write the requests per second, more than 0",
    "throttling.burstLimit: received 2.5; write a whole number of requests, 1 or more",
  ],
  [{ throttling: { rate: 5 } }, "throttling.rate: received 5; no such property; write one of rateLimit, burstLimit"],
  [{ accessLogs: "true" }, 'accessLogs: received "true"; write true or false'],
  [
    { authorizer: "iam" },
    'authorizer: received "iam"; write an object of kind "jwt" or "iam", which an API of kind http has',
  ],
  [
    { authorizer: { kind: "lambda" } },
    'authorizer.kind: received "lambda"; write "jwt" or "iam", which an API of kind http has',
  ],
  [
    { authorizer: { kind: "api-key" } },
    'authorizer.kind: received "api-key"; write "jwt" or "iam", which an API of kind http has',
  ],
  [
    { kind: "rest-regional", authorizer: jwt },
    'authorizer.kind: received "jwt"; write "iam" or "api-key", which an API of kind rest-regional has',
  ],
  [
    { authorizer: { kind: "jwt" } },
    "authorizer.issuer: received nothing; write the issuer's HTTPS URL",
    "authorizer.audience: received nothing; write a list of at least one audience",
  ],
  [
    { authorizer: { ...jwt, issuer: "http://issuer.example.com", audience: [] } },
    'authorizer.issuer: received "http://issuer.example.com"; write the issuer\'s HTTPS URL',
    "authorizer.audience: received []; write a list of at least one audience",
  ],
  [
    { authorizer: { ...jwt, audience: ["web", ""] } },
    'authorizer.audience[1]: received ""; write one audience, e.g. the id of a user pool\'s client',
  ],
  [
    { authorizer: { kind: "iam", issuer: "https://issuer.example.com" } },
    'authorizer.issuer: received "https://issuer.example.com"; no such property; write one of kind',
  ],
  [{ originVerify: true }, "originVerify: received true; write an object with rotation, enforced"],
  [
    { originVerify: { rotation: -1, enforced: "no" } },
    "originVerify.rotation: received -1; write a whole number of rotations so far, 0 or more",
    'originVerify.enforced: received "no"; write true or false',
  ],
  [
    { memorysize: 512 },
    "memorysize: received 512; no such property; write one of entry, kind, customDomain, closeDefaultEndpoint, memorySize, timeout, environment, logRetentionInDays, throttling, accessLogs, authorizer, originVerify",
  ],
];

describe("checkApiOrigin", () => {
  for (const args of right) {
    it(`has nothing to say of ${Object.keys(args).join(", ") || "the entry alone"} as it should be`, () => {
      assert.deepEqual(problemsOf({ entry, ...args }), []);
    });
  }

  for (const [args, ...problems] of wrong) {
    it(problems.join("; ").slice(0, 120), () => {
      assert.deepEqual(problemsOf({ entry, ...args }), problems);
    });
  }

  const noEntries: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    "a number": 7,
    "an empty text": "",
    "a file that isn't there": "nowhere.ts",
    "a folder": __dirname,
    "a file that is no program": join(__dirname, "../../README.md"),
    "a text that no file system takes": "\0.ts",
  };
  for (const [name, noEntry] of Object.entries(noEntries)) {
    it(`refuses ${name} as entry`, () => {
      const [problem, ...others] = problemsOf({ entry: noEntry });
      assert.match(
        problem!,
        /^entry: received .*; write the path of an existing file that exports `handler` and ends in one of \.ts, /,
      );
      assert.deepEqual(others, []);
    });
  }

  it("reports every problem at once, below the path it was given", () => {
    const problems = checkApiOrigin(
      { entry: "nowhere.ts", kind: "soap" as "http", closeDefaultEndpoint: true, memorySize: 1, timeout: 99 },
      "api",
    );
    assert.deepEqual(
      problems.map(({ propertyPath }) => propertyPath),
      ["api.entry", "api.kind", "api.closeDefaultEndpoint", "api.memorySize", "api.timeout"],
    );
  });

  it("never throws, whatever it is given", () => {
    const property = fc.constantFrom("entry", "kind", "customDomain", "environment", "authorizer", "throttling");
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(property, fc.anything())), (args) => {
        assert.ok(Array.isArray(problemsOf(args)));
      }),
    );
  });

  it("is what the constructor refuses by, before any resource", async () => {
    const list = await made(() => {
      assert.throws(() => new ApiOrigin("api", { entry: "nowhere.ts" }), pulumi.InputPropertiesError);
    });
    assert.deepEqual(list, []);
  });
});
