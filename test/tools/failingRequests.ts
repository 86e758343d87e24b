import { Account, JsonObject } from "../../local/account";
import { CacheBehavior, Origin } from "../../local/edge/cloudfront/deployed";
import { Diagnosis } from "../../tools/diagnose/diagnose";
import { RequestOptions } from "../../tools/explain/viewerRequest";
import {
  put,
  putBucket,
  putFunction,
  putFunctionUrl,
  putHttpApi,
  putOriginAccessControl,
  putRecord,
  putRestApi,
} from "../support/account";
import { putDomain } from "../support/agreement";
import { putHttp } from "../support/apiGateway";
import { allViewer } from "../support/programs";
import { behaviorTo, deployFront, Described } from "../support/shapes";

/** The failing request of each rule: what is wrong, the request, and who answers it how. */
export const account = new Account();
const greets = putFunction(account);
const http = putHttpApi(account, greets);
const rest = putRestApi(account, greets, "REGIONAL");
const edgeRest = putRestApi(account, greets, "EDGE");
const site = putBucket(account, { "index.html": "<title>Site</title>", "a/b": "A file" }, "cloudfront");
const control = { originAccessControlId: putOriginAccessControl(account, "always") };

const https = { customOriginConfig: { originProtocolPolicy: "https-only" } } as const;
const toHttp = { domainName: http.domainName, ...https };
const toRest = { domainName: rest.domainName, originPath: "/prod", ...https };
const toSite = { domainName: site, ...control };
const everyHeader = { originRequestPolicyId: allViewer };
const allMethods = { allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] };

const restTarget = putDomain(account, "rest.api.example.net", "REGIONAL", rest.id);
putRecord(account, "rest.api.example.net", restTarget);
putRecord(account, "edge.api.example.net", putDomain(account, "edge.api.example.net", "EDGE", edgeRest.id));

/** An HTTP API that has these properties beside its routes to the greeting. */
function httpApi(properties: JsonObject, routeKey = "$default", stage = "$default"): string {
  const apiId = put(account, "aws:apigatewayv2/api:Api", { protocolType: "HTTP", ...properties });
  const integrationUri = greets;
  const integration = put(account, "aws:apigatewayv2/integration:Integration", { apiId, integrationUri });
  put(account, "aws:apigatewayv2/route:Route", { apiId, routeKey, target: `integrations/${integration}` });
  put(account, "aws:apigatewayv2/stage:Stage", { apiId, name: stage });
  return http.domainName.replace(http.id, apiId);
}

const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const corsCustomOrigin = "59781a5b-3903-41f3-afcb-af62929ccde1";
const claims = { iss: "https://issuer.example.com/", aud: "site", exp: Math.floor(Date.now() / 1000) + 3600 };
const guarded = { domainName: guardedApi(), ...https };

/** An HTTP API whose route asks for a JSON web token. */
function guardedApi(): string {
  const authorizerId = put(account, "aws:apigatewayv2/authorizer:Authorizer", {
    authorizerType: "JWT",
    identitySources: ["$request.header.Authorization"],
    jwtConfiguration: { issuer: claims.iss, audiences: [claims.aud] },
  });
  return putHttp(account, greets, { route: { authorizationType: "JWT", authorizerId } }).domainName;
}

function token(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

/** One origin, and how the default behavior differs from one that goes well with an API. */
export interface Front {
  readonly origin: Omit<Origin, "originId">;
  readonly settings?: Partial<CacheBehavior>;
  readonly more?: Partial<Described>;
}

export interface Case {
  readonly where: string;
  readonly rule: string;
  readonly broken: Front;
  readonly fixed: Front;
  /** Another viewer's request, before. */
  readonly first?: RequestOptions;
  /** @default a GET of `/hello` over HTTPS */
  readonly asks?: RequestOptions & { readonly path?: string; readonly scheme?: "http" };
  readonly answers: Pick<Diagnosis, "layer"> & { readonly status: number };
  /** Where the answer alone shows nothing: it takes the state. */
  readonly needsState?: boolean;
}

const edgeBehind = "another CloudFront edge behind the first one";
const viewersEdge = "the viewer's CloudFront edge";

export const cases: readonly Case[] = [
  {
    where: "Host reaches the default endpoint of an HTTP API",
    rule: "api-gateway-origin-host-header",
    broken: { origin: toHttp, settings: everyHeader },
    fixed: { origin: toHttp },
    answers: { layer: "API Gateway", status: 403 },
  },
  {
    where: "Host reaches an edge-optimized custom domain",
    rule: "api-gateway-origin-host-header",
    broken: { origin: { domainName: "edge.api.example.net", ...https }, settings: everyHeader },
    fixed: { origin: { domainName: "edge.api.example.net", ...https } },
    answers: { layer: edgeBehind, status: 403 },
  },
  {
    where: "Host reaches a regional custom domain that is called by its name",
    rule: "api-gateway-origin-host-header",
    broken: { origin: { domainName: "rest.api.example.net", ...https }, settings: everyHeader },
    fixed: { origin: { domainName: "rest.api.example.net", ...https } },
    answers: { layer: viewersEdge, status: 502 },
  },
  {
    where: "the origin is asked over HTTP",
    rule: "api-gateway-origin-https-only",
    broken: { origin: { ...toHttp, customOriginConfig: { originProtocolPolicy: "http-only" } } },
    fixed: { origin: toHttp },
    answers: { layer: viewersEdge, status: 502 },
  },
  {
    where: "a REST API is asked without its stage",
    rule: "api-gateway-origin-stage-path",
    broken: { origin: { domainName: rest.domainName, ...https } },
    fixed: { origin: toRest },
    answers: { layer: "API Gateway", status: 403 },
  },
  {
    where: "an HTTP API is asked without its stage",
    rule: "api-gateway-origin-stage-path",
    broken: { origin: { domainName: httpApi({}, "$default", "live"), ...https } },
    fixed: { origin: { domainName: httpApi({}, "$default", "live"), originPath: "/live", ...https } },
    answers: { layer: "API Gateway", status: 404 },
  },
  {
    where: "a REST API's default endpoint is closed",
    rule: "api-gateway-origin-endpoint-enabled",
    broken: { origin: { domainName: closedRestApi(), originPath: "/prod", ...https } },
    fixed: { origin: toRest },
    answers: { layer: "API Gateway", status: 403 },
  },
  {
    where: "an HTTP API's default endpoint is closed",
    rule: "api-gateway-origin-endpoint-enabled",
    broken: { origin: { domainName: httpApi({ disableExecuteApiEndpoint: true }), ...https } },
    fixed: { origin: { domainName: httpApi({ disableExecuteApiEndpoint: false }), ...https } },
    answers: { layer: "API Gateway", status: 404 },
  },
  {
    where: "the origin is where DNS of a custom domain points",
    rule: "api-gateway-origin-invocable",
    broken: { origin: { domainName: restTarget, ...https } },
    fixed: { origin: { domainName: "rest.api.example.net", ...https } },
    answers: { layer: "API Gateway", status: 403 },
  },
  {
    where: "no route of an HTTP API takes the path",
    rule: "api-gateway-origin-route",
    broken: routed({ domainName: httpApi({}, "ANY /hello"), ...https }),
    fixed: routed({ domainName: httpApi({}, "ANY /api/hello"), ...https }),
    asks: { path: "/api/hello" },
    answers: { layer: "API Gateway", status: 404 },
  },
  {
    where: "a POST meets a behavior that only reads",
    rule: "api-gateway-origin-methods",
    broken: { origin: toHttp },
    fixed: { origin: toHttp, settings: allMethods },
    asks: { method: "POST" },
    answers: { layer: viewersEdge, status: 403 },
  },
  {
    where: "Authorization is dropped before an API that asks for it",
    rule: "api-gateway-origin-credentials",
    broken: { origin: guarded, settings: { originRequestPolicyId: corsCustomOrigin } },
    fixed: { origin: guarded },
    asks: { header: [`Authorization: Bearer ${token({ alg: "RS256" })}.${token(claims)}.c2lnbmF0dXJl`] },
    answers: { layer: "API Gateway", status: 401 },
  },
  {
    where: "the second user gets what was kept for the first",
    rule: "api-gateway-origin-shared-cache",
    broken: { origin: toHttp, settings: { cachePolicyId: cachingOptimized } },
    fixed: { origin: toHttp },
    first: { header: ["Authorization: Bearer first"] },
    asks: { header: ["Authorization: Bearer second"] },
    answers: { layer: viewersEdge, status: 200 },
    needsState: true,
  },
  {
    where: "Host reaches a Lambda function URL",
    rule: "lambda-url-origin-host-header",
    broken: { origin: { domainName: putFunctionUrl(account, greets), ...https }, settings: everyHeader },
    fixed: { origin: { domainName: putFunctionUrl(account, greets), ...https } },
    answers: { layer: "a Lambda function URL", status: 403 },
  },
  {
    where: "Host reaches a bucket",
    rule: "s3-origin-host-header",
    broken: { origin: toSite, settings: everyHeader },
    fixed: { origin: toSite },
    asks: { path: "/index.html" },
    answers: { layer: "S3", status: 403 },
  },
  {
    where: "nothing signs what a private bucket gets",
    rule: "s3-origin-access-control",
    broken: { origin: { domainName: site } },
    fixed: { origin: toSite },
    asks: { path: "/index.html" },
    answers: { layer: "S3", status: 403 },
  },
  {
    where: "an earlier pattern takes the path",
    rule: "behavior-path-shadowed",
    broken: ordered("/a*", "/a/b"),
    fixed: ordered("/a/b", "/a*"),
    asks: { path: "/a/b" },
    answers: { layer: "API Gateway", status: 404 },
    needsState: true,
  },
  {
    where: "a folder's pattern misses the folder itself",
    rule: "behavior-path-shadowed",
    broken: routed(toHttp),
    fixed: routed(toHttp, "/api", "/api/*"),
    asks: { path: "/api" },
    answers: { layer: "S3", status: 404 },
    needsState: true,
  },
  {
    where: "a page stands in place of the API's error",
    rule: "error-pages-mask-api",
    broken: masking([{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }]),
    fixed: masking([]),
    asks: { path: "/status/404" },
    answers: { layer: viewersEdge, status: 200 },
  },
  {
    where: "a behavior answers over HTTP",
    rule: "viewer-transport",
    broken: { origin: toSite, settings: { viewerProtocolPolicy: "allow-all" } },
    fixed: { origin: toSite, settings: { viewerProtocolPolicy: "redirect-to-https" } },
    asks: { path: "/index.html", scheme: "http" },
    answers: { layer: viewersEdge, status: 200 },
  },
];

function closedRestApi(): string {
  const { id, domainName } = putRestApi(account, greets, "REGIONAL");
  const stored = account.get("aws:apigateway/restApi:RestApi", id)!;
  account.put({ ...stored, outputs: { ...stored.outputs, disableExecuteApiEndpoint: true } });
  return domainName;
}

/** These patterns go to the API, everything else to the site. @param patterns `/api/*` alone where none is given */
function routed(origin: Front["origin"], ...patterns: readonly string[]): Front {
  const all = patterns.length > 0 ? patterns : ["/api/*"];
  const more = { orderedCacheBehaviors: all.map((pathPattern) => ({ pathPattern, ...behaviorTo("origin") })) };
  return { origin, settings: { targetOriginId: "site" }, more };
}

/** The site has the path, the API behind the other pattern has no route. */
function ordered(...patterns: readonly string[]): Front {
  const narrow = (pathPattern: string) => pathPattern === "/a/b";
  return {
    origin: { domainName: httpApi({}, "ANY /elsewhere"), ...https },
    settings: { targetOriginId: "site" },
    more: {
      orderedCacheBehaviors: patterns.map((pathPattern) => ({
        pathPattern,
        ...behaviorTo(narrow(pathPattern) ? "site" : "origin"),
      })),
    },
  };
}

function masking(customErrorResponses: Described["customErrorResponses"]): Front {
  return {
    origin: toHttp,
    more: { customErrorResponses, orderedCacheBehaviors: [{ pathPattern: "/*.html", ...behaviorTo("site") }] },
  };
}

/** @returns the name viewers use */
export function deploy({ origin, settings = {}, more = {} }: Front): string {
  const defaultCacheBehavior = behaviorTo("origin", settings);
  return deployFront(account, "aws", { origin, site: toSite }, { defaultCacheBehavior, ...more });
}
