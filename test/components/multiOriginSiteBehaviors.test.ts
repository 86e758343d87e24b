import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { join } from "node:path";
import { checkMultiOriginSite, MultiOriginSite, MultiOriginSiteArgs, problemLine } from "../../components/index";
import { root } from "../../repository";
import { MockResource, only, resourcesOf } from "../support/mocks";

const least: MultiOriginSiteArgs = {
  apiEntry: join(root, "examples", "yaml", "api", "hello.js"),
  siteDirectory: join(root, "examples", "yaml", "site"),
};

interface Behavior {
  readonly pathPattern?: string;
  readonly targetOriginId: string;
  readonly responseHeadersPolicyId?: string;
  readonly functionAssociations?: readonly { readonly eventType: string; readonly functionArn: string }[];
}

interface Deployed {
  readonly list: readonly MockResource[];
  readonly defaultCacheBehavior: Behavior;
  readonly orderedCacheBehaviors: readonly Behavior[];
}

async function deploy(args: Partial<MultiOriginSiteArgs>): Promise<Deployed> {
  const list = await resourcesOf(() => {
    new MultiOriginSite("www", { ...least, originVerify: "off", ...args });
  });
  const distribution = only(list, "aws:cloudfront/distribution:Distribution");
  return { list, ...(distribution as Pick<Deployed, "defaultCacheBehavior" | "orderedCacheBehaviors">) };
}

function problemsOf(args: Record<string, unknown>): string[] {
  return checkMultiOriginSite({ ...least, ...args }).map(problemLine);
}

function codesOf({ list }: Deployed): Record<string, string> {
  const functions = list.filter(({ type }) => type === "aws:cloudfront/function:Function");
  return Object.fromEntries(functions.map(({ name, inputs }) => [name, String(inputs.code)]));
}

const returnsRequest = "function handler(event) { const own = 1; return event.request; }";
const returnsResponse = "function handler(event) { const own = 1; return event.response; }";

describe("MultiOriginSite with viewer functions", () => {
  it("runs them on the requests and responses of the API and of the site, merged with its own code", async () => {
    const deployed = await deploy({
      apiStripPrefix: "/api",
      apiViewerRequest: { code: returnsRequest },
      apiViewerResponse: { code: returnsResponse },
      siteViewerRequest: { code: returnsRequest },
      siteViewerResponse: { code: returnsResponse },
    });
    const codes = codesOf(deployed);
    assert.deepEqual(Object.keys(codes).sort(), [
      "www-front-default-request",
      "www-front-default-response",
      "www-front-path-api-request",
      "www-front-path-api-response",
    ]);
    assert.ok(Object.values(codes).every((code) => code.includes("const own = 1")));
    assert.match(codes["www-front-path-api-request"] ?? "", /const prefix = "\/api"/);
    assert.match(codes["www-front-default-request"] ?? "", /404\.html/);
    for (const behavior of [deployed.defaultCacheBehavior, ...deployed.orderedCacheBehaviors]) {
      const events = behavior.functionAssociations?.map(({ eventType }) => eventType);
      assert.deepEqual(events, ["viewer-request", "viewer-response"]);
    }
  });

  it("reports them under their flat names, with either route as the default", () => {
    for (const defaultOrigin of ["static", "api"]) {
      assert.deepEqual(
        problemsOf({
          defaultOrigin,
          apiViewerRequest: { file: "nowhere.js" },
          apiViewerResponse: { code: "export function handler() {}" },
          siteViewerRequest: { code: `${returnsRequest}//${"x".repeat(10_240)}` },
          siteViewerResponse: { file: "a.js", code: returnsResponse },
        }).map((line) => line.replace(/ \d+ /g, " … ")),
        [
          "  siteViewerResponse: an object is not valid; set either file or code",
          ...inOrderOf(defaultOrigin, {
            api: [
              '  apiViewerRequest.file: "nowhere.js" is not valid; use the path of an existing file',
              "  apiViewerResponse.code: declare the function `handler`, without `export`",
            ],
            site: [
              "  siteViewerRequest.code: the CloudFront Function would have … bytes, and CloudFront allows 10240: … of this code, and … of the component's own; shorten or minify the code",
            ],
          }),
        ],
      );
    }
  });
});

/** The problems of the default route come first. */
function inOrderOf(defaultOrigin: string, { api, site }: { api: string[]; site: string[] }): string[] {
  return defaultOrigin === "api" ? [...api, ...site] : [...site, ...api];
}

describe("MultiOriginSite with response headers policies", () => {
  it("attaches them to the API's and to the site's cache behaviors", async () => {
    const { defaultCacheBehavior, orderedCacheBehaviors } = await deploy({
      apiResponseHeadersPolicyId: pulumi.output("cors"),
      siteResponseHeadersPolicyId: "csp",
    });
    assert.equal(defaultCacheBehavior.responseHeadersPolicyId, "csp");
    assert.deepEqual(
      orderedCacheBehaviors.map(({ responseHeadersPolicyId }) => responseHeadersPolicyId),
      ["cors", "cors"],
    );
  });

  it("rejects apiSecurityHeaders in addition to an own policy", () => {
    assert.deepEqual(problemsOf({ apiSecurityHeaders: true, apiResponseHeadersPolicyId: "cors" }), [
      "  apiSecurityHeaders: true is not valid; remove it, or remove responseHeadersPolicyId: a behavior has one policy",
    ]);
  });
});

describe("MultiOriginSite with a WebSocket API", () => {
  const webSocketApi = { domainName: "abc123.execute-api.eu-west-1.amazonaws.com", webSocketPath: "/live" };

  it("routes /socket to the API's path, before all other paths", async () => {
    const deployed = await deploy({ webSocketApi });
    assert.deepEqual(
      deployed.orderedCacheBehaviors.map(({ pathPattern, targetOriginId }) => [pathPattern, targetOriginId]),
      [
        ["/socket", "www-api-socket"],
        ["/api", "www-api"],
        ["/api/*", "www-api"],
      ],
    );
    assert.ok(Object.values(codesOf(deployed)).some((code) => code.includes('"/live"')));
  });

  it("has other path patterns, and keeps the names of the API's resources", async () => {
    const policies = ({ list }: Deployed) =>
      list.filter(({ type }) => type.startsWith("aws:cloudfront/")).map(({ name }) => name);
    const headers = { forwardHeaders: ["Accept"], apiViewerRequest: { code: returnsRequest } };
    const before = policies(await deploy(headers));
    const deployed = await deploy({ ...headers, webSocketApi: { ...webSocketApi, paths: ["/api/socket", "/chat"] } });
    assert.equal(deployed.orderedCacheBehaviors[1]?.pathPattern, "/chat");
    assert.deepEqual(
      before.filter((name) => !policies(deployed).includes(name)),
      [],
    );
  });

  it("is reported under its name, and shifts no other name", () => {
    assert.deepEqual(
      problemsOf({
        webSocketApi: { domainName: pulumi.output("chat.test"), webSocketPath: "live", paths: ["socket"] },
        apiPaths: ["api"],
        forwardHeaders: ["Host"],
      }).map((line) => line.split(":")[0]),
      ["  forwardHeaders[0]", "  webSocketApi.paths[0]", "  apiPaths[0]", "  webSocketApi.webSocketPath"],
    );
    assert.deepEqual(problemsOf({ webSocketApi: { domainName: "wss://chat.test", paths: ["/socket"] } }), [
      '  webSocketApi.domainName: "wss://chat.test" is not valid; must be a lower-case domain name of at most 253 characters without a trailing dot, such as "www.example.com"',
      "  webSocketApi.webSocketPath: missing; must be a string",
    ]);
    assert.match(
      problemsOf({ webSocketApi: { ...webSocketApi, paths: ["/api"] } }).join(),
      /^ {2}apiPaths\[0\]: "\/api" is not valid; remove it/,
    );
  });
});
