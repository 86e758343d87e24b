import assert from "node:assert/strict";
import { hostVerdict } from "../../../policy-pack/cloudfront/hostVerdict";
import { indexProgram } from "../../../policy-pack/program/programIndex";
import { managedCachePolicies, managedOriginRequestPolicies } from "../../../policy-pack/cloudfront/managedPolicies";
import { Tristate, Maybe, Unknown } from "../../../policy-pack/program/maybe";
import { Behavior } from "../../../policy-pack/cloudfront/model";
import { Resource } from "../../../policy-pack/program/resource";
import { emptyProgram, resource } from "../../support/distributions";

// "Viewer Host?" of every managed policy, from the pages that list them:
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const cachePolicies: readonly [name: string, id: string, forwards: boolean][] = [
  ["CachingDisabled", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", false],
  ["CachingOptimized", "658327ea-f89d-4fab-a63d-7e88639e58f6", false],
  ["CachingOptimizedForUncompressedObjects", "b2884449-e4de-46a7-ac36-70bc7f1ddd6d", false],
  ["Elemental-MediaPackage", "08627262-05a9-4f76-9ded-b50ca2e3a84f", false],
  ["UseOriginCacheControlHeaders", "83da9c7e-98b4-4e11-a168-04f0df8e2c65", true],
  ["UseOriginCacheControlHeaders-QueryStrings", "4cc15a8a-d715-48a4-82b8-cc0b614638fe", true],
  ["Amplify", "2e54312d-136d-493c-8eb9-b001f22f67d2", true],
  ["Amplify-Default", "4d1d2f1d-3a71-49ad-9e08-7ea5d843a556", true],
  ["Amplify-DefaultNoCookies", "a6bad946-36c3-4c33-aa98-362c74a7fb13", true],
  ["Amplify-ImageOptimization", "1c6db51a-a33f-469a-8245-dae26771f530", true],
  ["Amplify-StaticContent", "7e5fad67-ee98-4ad0-b05a-394999eefc1a", true],
];
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
const originRequestPolicies: readonly [name: string, id: string, forwards: boolean][] = [
  ["AllViewer", "216adef6-5c7f-47e4-b989-5492eafa07d3", true],
  ["AllViewerAndCloudFrontHeaders-2022-06", "33f36d7e-f396-46d9-90e0-52428a34d9dc", true],
  ["AllViewerExceptHostHeader", "b689b0a8-53d0-40ab-baf2-68738e2966ac", false],
  ["CORS-CustomOrigin", "59781a5b-3903-41f3-afcb-af62929ccde1", false],
  ["CORS-S3Origin", "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf", false],
  ["Elemental-MediaTailor-PersonalizedManifests", "775133bc-15f2-49f9-abea-afb2e0bf67d2", false],
  ["HostHeaderOnly", "bf0718e1-ba1e-49d1-88b1-f726733018ae", true],
  ["UserAgentRefererHeaders", "acba4595-bd28-49b8-b9fe-13317c0390fa", false],
];
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

const noSettings: Behavior = {
  label: "default cache behavior",
  pathPattern: "*",
  targetOriginId: "api",
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET"],
  cachedMethods: ["GET"],
  cachePolicyId: undefined,
  originRequestPolicyId: undefined,
  legacy: undefined,
  ttl: { min: undefined, default: undefined, max: undefined },
  sendsTtlWithPolicy: false,
  edgeFunctions: [],
};

function legacyHeaders(headers: Maybe<readonly Maybe<string>[]>): Partial<Behavior> {
  return {
    legacy: { headers, keepsHeaders: false, queryString: true, queryStringCacheKeys: [], cookies: { kind: "all" } },
  };
}

function forwards(settings: Partial<Behavior>, program = emptyProgram): Tristate {
  return hostVerdict({ ...noSettings, ...settings }, program).forwards;
}

describe("The Host verdict of managed policies", () => {
  for (const [name, id, expected] of cachePolicies) {
    it(`is ${expected ? "yes" : "no"} for cache policy ${name}`, () => {
      assert.equal(forwards({ cachePolicyId: id }), expected);
      assert.equal(managedCachePolicies.get(id)?.name, name);
    });
  }

  for (const [name, id, expected] of originRequestPolicies) {
    it(`is ${expected ? "yes" : "no"} for origin request policy ${name}`, () => {
      assert.equal(forwards({ cachePolicyId: cachingDisabled, originRequestPolicyId: id }), expected);
      assert.equal(managedOriginRequestPolicies.get(id)?.name, name);
    });
  }

  it("is tested for every ID in the pack's table", () => {
    assert.deepEqual(new Set(cachePolicies.map(([, id]) => id)), new Set(managedCachePolicies.keys()));
    assert.deepEqual(new Set(originRequestPolicies.map(([, id]) => id)), new Set(managedOriginRequestPolicies.keys()));
  });

  it("is yes for a pair if either policy forwards Host: a block list does not override an allow list", () => {
    for (const [, cachePolicyId, cacheForwards] of cachePolicies) {
      for (const [, originRequestPolicyId, requestForwards] of originRequestPolicies) {
        assert.equal(forwards({ cachePolicyId, originRequestPolicyId }), cacheForwards || requestForwards);
      }
    }
  });
});

describe("The Host verdict of legacy settings", () => {
  it("is no without a list, with an empty list and with other headers", () => {
    assert.equal(forwards({}), false);
    assert.equal(forwards(legacyHeaders([])), false);
    assert.equal(forwards(legacyHeaders(["Accept", "X-Forwarded-Host"])), false);
  });

  it("is yes for `*` and for Host in any letter case", () => {
    for (const header of ["*", "Host", "host", "HOST"]) {
      assert.equal(forwards(legacyHeaders(["Accept", header])), true);
    }
  });

  it("is no with a cache policy, which overrides legacy settings", () => {
    assert.equal(forwards({ cachePolicyId: cachingDisabled, ...legacyHeaders(["*"]) }), false);
  });

  it("is unknown if a header name is unknown, unless another header decides", () => {
    assert.ok(forwards(legacyHeaders(["Accept", new Unknown("not yet")])) instanceof Unknown);
    assert.equal(forwards(legacyHeaders([new Unknown("not yet"), "Host"])), true);
    assert.ok(forwards(legacyHeaders(new Unknown("not yet"))) instanceof Unknown);
  });
});

describe("The Host verdict of custom policies", () => {
  const rest = { cookiesConfig: { cookieBehavior: "none" }, queryStringsConfig: { queryStringBehavior: "none" } };
  const originRequestPolicy = (headersConfig: object) =>
    resource("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "request", { headersConfig, ...rest });
  const cachePolicy = (headersConfig: object) =>
    resource("aws:cloudfront/cachePolicy:CachePolicy", "cache", {
      parametersInCacheKeyAndForwardedToOrigin: { headersConfig, ...rest },
    });
  const withPolicies = (
    request: ReturnType<typeof originRequestPolicy>,
    cache = cachePolicy({ headerBehavior: "none" }),
  ) => indexProgram([cache, request]);
  const settings = { cachePolicyId: "cache-id", originRequestPolicyId: "request-id" };

  const table: readonly [headersConfig: object, forwards: boolean | "unknown"][] = [
    [{ headerBehavior: "none" }, false],
    [{ headerBehavior: "whitelist", headers: { items: ["Accept"] } }, false],
    [{ headerBehavior: "whitelist", headers: { items: ["hOsT"] } }, true],
    [{ headerBehavior: "allViewer" }, true],
    [{ headerBehavior: "allViewerAndWhitelistCloudFront", headers: { items: ["CloudFront-Viewer-City"] } }, true],
    [{ headerBehavior: "allExcept", headers: { items: ["host"] } }, false],
    [{ headerBehavior: "allExcept", headers: { items: ["Cookie"] } }, true],
    [{ headerBehavior: "whitelist", headers: { items: [new Unknown("not yet")] } }, "unknown"],
    [{ headerBehavior: "whitelist", headers: { items: [new Unknown("not yet"), "Host"] } }, true],
    [{ headerBehavior: "allExcept", headers: { items: [new Unknown("not yet")] } }, "unknown"],
    [{ headerBehavior: new Unknown("not yet") }, "unknown"],
    [{ headerBehavior: "everything" }, "unknown"],
    [{ headerBehavior: 7 }, "unknown"],
    [{}, "unknown"],
  ];
  it("names a setting that is missing", () => {
    const answer = forwards(settings, withPolicies(originRequestPolicy({})));
    assert.ok(answer instanceof Unknown);
    assert.equal(answer.reason, "headersConfig.headerBehavior is missing");
    assert.equal(answer.resolution, "Set headersConfig.headerBehavior.");
  });

  for (const [headersConfig, expected] of table) {
    it(`is ${expected} for origin request policy ${JSON.stringify(headersConfig)}`, () => {
      const answer = forwards(settings, withPolicies(originRequestPolicy(headersConfig)));
      assert.equal(answer instanceof Unknown ? "unknown" : answer, expected);
    });
  }

  it("is yes for a cache policy that lists Host, even if the origin request policy blocks it", () => {
    const lists = cachePolicy({ headerBehavior: "whitelist", headers: { items: ["Host"] } });
    const blocks = originRequestPolicy({ headerBehavior: "allExcept", headers: { items: ["Host"] } });
    assert.equal(forwards(settings, withPolicies(blocks, lists)), true);
  });

  it("is unknown for an unknown ID, unless the other policy decides", () => {
    const unknownId = "00000000-0000-0000-0000-000000000000";
    assert.ok(forwards({ cachePolicyId: unknownId }) instanceof Unknown);
    assert.equal(
      forwards({ cachePolicyId: unknownId, originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" }),
      true,
    );
  });
});

describe("The Host verdict with an edge function", () => {
  const allViewer = {
    cachePolicyId: cachingDisabled,
    originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  };
  const at = (event: Maybe<string>, kind: "cloudfront-function" | "lambda" = "cloudfront-function") => ({
    ...allViewer,
    edgeFunctions: [{ kind, event, arn: "arn:function" }],
  });
  const withCode = (code: unknown, runtime = "cloudfront-js-2.0") =>
    indexProgram([resource("aws:cloudfront/function:Function", "f", { arn: "arn:function", code, runtime })]);

  const table: readonly [name: string, code: unknown, runtime: string, expected: "yes" | "unknown"][] = [
    ["rewrites the path", "function handler(e) { return e.request; }", "cloudfront-js-2.0", "yes"],
    [
      "imports the module for a key value store",
      'import cf from "cloudfront";\nconst kvs = cf.kvs();',
      "cloudfront-js-2.0",
      "yes",
    ],
    [
      "only mentions it in a comment",
      "// cf.updateRequestOrigin({})\n/* selectRequestOriginById() */",
      "cloudfront-js-2.0",
      "yes",
    ],
    [
      "calls updateRequestOrigin",
      'import cf from "cloudfront";\ncf.updateRequestOrigin({ domainName: "b.example.com" })',
      "cloudfront-js-2.0",
      "unknown",
    ],
    [
      "calls updateRequestOrigin without a name, which leaves Host as it is",
      "cf.updateRequestOrigin({ originPath: '/v2' })",
      "cloudfront-js-2.0",
      "yes",
    ],
    ["calls selectRequestOriginById", "cf.selectRequestOriginById('b')", "cloudfront-js-2.0", "unknown"],
    ["calls createRequestOriginGroup", "cf.createRequestOriginGroup({})", "cloudfront-js-2.0", "unknown"],
    ["has runtime 1.0, which cannot set the origin", "cf.updateRequestOrigin({})", "cloudfront-js-1.0", "yes"],
    [
      "calls it on a line with strings that look like comments",
      "const api = '/api/*'; cf.updateRequestOrigin({ hostHeader: 'https://x' }) /* end */",
      "cloudfront-js-2.0",
      "unknown",
    ],
    ["has unknown code", new Unknown("not yet"), "cloudfront-js-2.0", "unknown"],
  ];
  for (const [name, code, runtime, expected] of table) {
    it(`is ${expected} if a viewer-request function ${name}`, () => {
      const answer = forwards(at("viewer-request"), withCode(code, runtime));
      assert.equal(answer instanceof Unknown ? "unknown" : "yes", expected);
    });
  }

  it("depends on the code of an aws-native function too", () => {
    const native = (functionCode: string) =>
      indexProgram([
        resource("aws-native:cloudfront:Function", "f", {
          functionArn: "arn:function",
          functionCode,
          functionConfig: { runtime: "cloudfront-js-2.0" },
        }),
      ]);
    assert.equal(forwards(at("viewer-request"), native("cf.kvs()")), true);
    assert.ok(
      forwards(at("viewer-request"), native("cf.updateRequestOrigin({ hostHeader: host })")) instanceof Unknown,
    );
  });

  it("depends on all possible functions if the ARN is unknown", () => {
    const fn = (name: string, code: string) =>
      resource("aws:cloudfront/function:Function", name, { code, runtime: "cloudfront-js-2.0" });
    const pages = fn("pages", "cf.kvs()");
    const origins = fn("origins", "cf.updateRequestOrigin(params)");
    const oneOf = (...functions: Resource[]) => {
      const arn = new Unknown("it comes from a function", () => functions);
      const edgeFunctions = [{ kind: "cloudfront-function" as const, event: "viewer-request", arn }];
      return forwards({ ...allViewer, edgeFunctions }, indexProgram(functions));
    };
    assert.equal(oneOf(pages, fn("status", "e.response")), true);
    assert.ok(oneOf(pages, origins) instanceof Unknown);
  });

  it("is unknown with a viewer-request function of another stack, or with origin-request Lambda@Edge", () => {
    assert.ok(forwards(at("viewer-request")) instanceof Unknown);
    assert.ok(forwards(at("origin-request", "lambda")) instanceof Unknown);
    assert.ok(forwards(at(new Unknown("not yet"))) instanceof Unknown);
    assert.ok(forwards({ ...allViewer, edgeFunctions: new Unknown("not yet") }) instanceof Unknown);
  });

  it("does not change with any other function, or if Host is not forwarded", () => {
    assert.equal(forwards(at("viewer-response")), true);
    assert.equal(forwards(at("viewer-request", "lambda")), true);
    assert.equal(forwards(at("origin-response", "lambda")), true);
    assert.equal(forwards({ ...at("viewer-request"), originRequestPolicyId: undefined }), false);
  });
});
