import assert from "node:assert/strict";
import fc from "fast-check";
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { readFileSync } from "node:fs";
import { Account } from "../../local-aws/aws/account";
import { CacheBehavior } from "../../local-aws/aws/cloudfront/distribution";
import { Edge } from "../../local-aws/edge";
import { longestUrl as longestUrlAtEdge } from "../../local-aws/edge/cloudfront/limits";
import { isKnown } from "../../policy-pack/program/maybe";
import { explain, Explanation } from "../../tools/explain/explain";
import { longestUrl } from "../../tools/explain/viewerCheck";
import { viewerRequest, ViewerRequest } from "../../tools/explain/viewerRequest";
import { put, putFunction, putHttpApi, putRecord, region } from "../support/account";
import { serving } from "../support/edge";
import { Received, receive } from "../support/https";
import { plain, Sample } from "../support/randomPrograms/distributions";
import { deploy, Described, newAlias, typeOf } from "../support/shapes";
import { stateOf } from "./stateOf";
import { sampleOf } from "../support/sampleSize";

/** An API that serves every name under example.com, including the aliases. It returns the event that it receives. */
function putEchoApi(account: Account): void {
  const echo = "exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });";
  const { id } = putHttpApi(account, putFunction(account, echo));
  const domainName = "*.example.com";
  const targetDomainName = `d-echo.execute-api.${region}.amazonaws.com`;
  const outputs = { domainName, domainNameConfiguration: { targetDomainName } };
  put(account, "aws:apigatewayv2/domainName:DomainName", outputs, { id: domainName });
  put(account, "aws:apigatewayv2/apiMapping:ApiMapping", { domainName, apiId: id, stage: "$default" });
  for (let at = 0; at < 4; at++) {
    putRecord(account, echoName(at), targetDomainName);
  }
}

function echoName(at: number): string {
  return `echo${at}.example.com`;
}

/** The event that the API returns. */
interface Event {
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly rawPath: string;
  readonly rawQueryString: string;
}

/** A random request. */
interface RandomRequest {
  /** The behavior whose pattern the path comes from, and what replaces its wildcards. */
  readonly at: number;
  readonly replacement: string;
  readonly scheme: "http" | "https";
  readonly method: string;
  readonly query: string;
  /** The least number of bytes of the path; CloudFront accepts URLs of up to 8,192 bytes. */
  readonly pathBytes: number;
  readonly headers: readonly string[];
}

const policies = ["allow-all", "https-only", "redirect-to-https"] as const;
const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

/** The settings of a behavior other than what it forwards. */
const variation = fc.record({
  originPath: fc.constantFrom("", "/v1", "/a/b"),
  viewerProtocolPolicy: fc.constantFrom(...policies),
  methods: fc.constantFrom(
    { allowedMethods: methods.slice(0, 2) },
    { allowedMethods: methods.slice(0, 3) },
    { allowedMethods: methods },
    { allowedMethods: methods, cachedMethods: methods.slice(0, 3) },
  ),
});

const randomRequest: fc.Arbitrary<RandomRequest> = fc.record({
  at: fc.nat(3),
  replacement: fc.constantFrom("", "a", "Q", "zz/z"),
  scheme: fc.oneof({ weight: 3, arbitrary: fc.constant("https" as const) }, fc.constant("http" as const)),
  method: fc.oneof(
    { weight: 2, arbitrary: fc.constant("GET") },
    fc.constant("OPTIONS"),
    fc.constantFrom("POST", "PUT", "DELETE"),
  ),
  query: fc.constantFrom("", "?a=1", "?start=1&b=2"),
  pathBytes: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    fc.integer({ min: 8100, max: longestUrl }),
    fc.integer({ min: longestUrl + 1, max: 8200 }),
  ),
  headers: fc.subarray([
    "Accept: text/html",
    "Accept-Encoding: gzip",
    "Authorization: Bearer t",
    "Cache-Control: no-cache",
    "Cookie: session=1; other=2",
    "Origin: https://elsewhere.example.net",
    "Proxy-Authorization: Basic p",
    "Proxy-Connection: close",
    "Proxy-Custom: 1",
    "Referer: https://elsewhere.example.net/",
    "User-Agent: test",
    "X-Custom: 1",
    "X-Forwarded-Host: elsewhere.example.net",
    "X-Method-Override: PUT",
  ]),
});

/** A path that the pattern matches; without such a pattern, a path of the default behavior. */
function pathFor({ orderedCacheBehaviors = [] }: Described, { at, replacement, pathBytes }: RandomRequest): string {
  const pattern = orderedCacheBehaviors[at]?.pathPattern ?? "/other";
  const path = `/${pattern}`.replaceAll("*", replacement).replaceAll("?", "q").padEnd(pathBytes, "z");
  // The API would normalize dot segments and double slashes.
  return path.replace(/\.+/g, "").replace(/\/{2,}/g, "/");
}

type Variation = typeof variation extends fc.Arbitrary<infer V> ? V : never;

/** The sample with one origin for each behavior, whose custom header identifies the behavior. */
function withEchoOrigins({ described }: Sample, variations: readonly Variation[]): Described {
  const { defaultCacheBehavior, orderedCacheBehaviors = [] } = described;
  const behaviorAt = <B extends CacheBehavior>(behavior: B, at: number): B => ({
    ...behavior,
    viewerProtocolPolicy: variations[at]?.viewerProtocolPolicy ?? "allow-all",
    ...(variations[at]?.methods ?? { allowedMethods: methods }),
    targetOriginId: `o${at}`,
  });
  return {
    aliases: [newAlias()],
    origins: variations.map(({ originPath }, at) => ({
      originId: `o${at}`,
      domainName: echoName(at),
      originPath,
      customHeaders: [{ name: "X-Behavior", value: String(at) }],
      customOriginConfig: { originProtocolPolicy: "https-only" },
    })),
    orderedCacheBehaviors: orderedCacheBehaviors.map(behaviorAt),
    defaultCacheBehavior: behaviorAt(defaultCacheBehavior, orderedCacheBehaviors.length),
  };
}

function send(edge: Edge, { scheme, host, method, target, headers }: ViewerRequest): Promise<Received> {
  const named = Object.fromEntries(headers.map(({ name, value }) => [name, value]));
  const options = { host: "127.0.0.1", method, path: target, headers: { ...named, host }, agent: false };
  return receive(
    scheme === "http"
      ? overHttp({ ...options, port: edge.httpPort })
      : overHttps({ ...options, port: edge.port, servername: host, ca: readFileSync(edge.hostnamesCaFile) }),
  );
}

/** Compares an explanation with the request that reached the API. */
function agrees({ tried, origins, request }: Explanation, event: Event, message: string): void {
  assert.equal(event.headers["x-behavior"], String(tried.length - 1), message);
  assert.ok(isKnown(origins), message);
  const [route] = origins;
  assert.ok(route !== undefined && isKnown(route.headers) && isKnown(route.cookies), message);
  assert.equal(route.host, event.headers.host, message);
  const query = event.rawQueryString === "" ? "" : `?${event.rawQueryString}`;
  assert.equal(route.target, `${event.rawPath}${query}`, message);
  for (const name of route.headers.forwarded) {
    const sent = request.headers.find((header) => header.name === name)?.value;
    assert.equal(event.headers[name], sent, `${name} reaches the origin, ${message}`);
  }
  for (const name of route.headers.removed) {
    assert.ok(
      !(name in event.headers) || route.headers.set.includes(name),
      `${name} does not reach the origin, ${message}`,
    );
  }
  for (const name of route.headers.set) {
    assert.ok(name in event.headers, `${name} is set, ${message}`);
  }
  const cookies = (event.cookies ?? []).map((cookie) => cookie.split("=", 1)[0]);
  assert.deepEqual(route.cookies.forwarded, cookies, message);
}

describe("explain and the edge", () => {
  const account = new Account();
  putEchoApi(account);
  const edge = serving(account);

  it("agree on the longest URL", () => {
    assert.equal(longestUrl, longestUrlAtEdge);
  });

  it("agree on behavior, redirects, rejections and the origin request of random distributions", async () => {
    const seen = {
      answered: 0,
      redirected: 0,
      rejected: 0,
      longUrl: 0,
      tooLongUrl: 0,
      options: 0,
      viewersHost: 0,
      notTheDefault: 0,
    };
    await fc.assert(
      fc.asyncProperty(
        plain,
        fc.array(variation, { minLength: 4, maxLength: 4 }),
        fc.array(randomRequest, { minLength: 3, maxLength: 3 }),
        async (sample, variations, requests) => {
          const behaviors = 1 + (sample.described.orderedCacheBehaviors ?? []).length;
          for (const { type, id, outputs } of sample.policies) {
            put(account, type, outputs, { id });
          }
          for (const one of requests) {
            // Each request has its own distribution, so that no response comes from the cache.
            const described = withEchoOrigins(sample, variations.slice(0, behaviors));
            const { id } = deploy(account, sample.shape, described);
            const [host = ""] = described.aliases;
            const { scheme, method, query, headers } = one;
            const url = `${scheme}://${host}${pathFor(described, one)}${query}`;
            const request = viewerRequest(url, { method, header: headers });
            const explanation = explain(stateOf(account), request);
            const { status, body } = await send(edge(), request);
            // `explain` reads all of the account.
            account.delete(typeOf[sample.shape], id);
            const message = JSON.stringify({ described, request, status });
            const { outcome } = explanation.viewer;
            if (outcome !== "allowed") {
              assert.equal(status, explanation.viewer.status, message);
              seen[outcome === "rejected" ? "rejected" : "redirected"] += 1;
              seen.tooLongUrl += status === 414 ? 1 : 0;
              continue;
            }
            assert.equal(status, 200, message);
            const event = JSON.parse(body) as Event;
            agrees(explanation, event, message);
            seen.answered += 1;
            seen.longUrl += one.pathBytes > 0 ? 1 : 0;
            seen.options += method === "OPTIONS" ? 1 : 0;
            seen.viewersHost += event.headers.host === host ? 1 : 0;
            seen.notTheDefault += explanation.tried.length < behaviors ? 1 : 0;
          }
          for (const { type, id } of sample.policies) {
            account.delete(type, id);
          }
        },
      ),
      // The seed makes the counts below the same in each run.
      sampleOf(100, 60, 7),
    );
    for (const [what, count] of Object.entries(seen)) {
      assert.ok(count >= 10, `${what}: ${JSON.stringify(seen)}`);
    }
  });
});
