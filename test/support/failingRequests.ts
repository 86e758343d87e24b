import { Diagnosis } from "../../tools/diagnose/diagnose";
import { RequestOptions } from "../../tools/explain/viewerRequest";
import { put, putFunction, putFunctionUrl, putHttpApi } from "./account";
import { putHttp } from "./apiGateway";
import {
  account,
  closedRestApi,
  Front,
  greets,
  httpApi,
  https,
  masking,
  ordered,
  rest,
  restTarget,
  routed,
  toHttp,
  toRest,
  toSite,
} from "./failingFronts";
import { allViewer } from "./programs";

const personal = `exports.handler = async ({ headers }) => ({ statusCode: 200, body: "for " + headers.authorization });`;
const toPersonal = { domainName: putHttpApi(account, putFunction(account, personal)).domainName, ...https };
const everyHeader = { originRequestPolicyId: allViewer };
const allMethods = { allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] };
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
export const corsCustomOrigin = "59781a5b-3903-41f3-afcb-af62929ccde1";
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

export interface Case {
  readonly where: string;
  readonly rule: string;
  readonly broken: Front;
  readonly fixed: Front;
  /** Another viewer's request, before. */
  readonly first?: RequestOptions;
  /** @default a GET of `/hello` over HTTPS */
  readonly asks?: RequestOptions & { readonly path?: string; readonly scheme?: "http" };
  readonly answers: Pick<Diagnosis, "layer"> & { readonly status: number; readonly body: RegExp };
  /** The status of the mended one's answer. @default 200 */
  readonly mended?: number;
  /** Where the answer alone shows nothing: it takes the state. */
  readonly needsState?: boolean;
}

export const forbidden = /^\{"message":"Forbidden"\}$/;
export const notFound = /^\{"message":"Not Found"\}$/;
export const missingToken = /^\{"message":"Missing Authentication Token"\}$/;
const accessDenied = /<Code>AccessDenied</;
const edgeBehind = "a second CloudFront edge, after the viewer's";
const viewersEdge = "the viewer's CloudFront edge";

/** The failing request of each rule: what is wrong, the request, and who answers it how. */
export const cases: readonly Case[] = [
  {
    where: "Host reaches the default endpoint of an HTTP API",
    rule: "api-gateway-origin-host-header",
    broken: { origin: toHttp, settings: everyHeader },
    fixed: { origin: toHttp },
    answers: { layer: "API Gateway", status: 403, body: forbidden },
  },
  {
    where: "Host reaches an edge-optimized custom domain",
    rule: "api-gateway-origin-host-header",
    broken: { origin: { domainName: "edge.api.example.net", ...https }, settings: everyHeader },
    fixed: { origin: { domainName: "edge.api.example.net", ...https } },
    answers: { layer: edgeBehind, status: 403, body: /<H1>403 ERROR/ },
  },
  {
    where: "Host reaches a regional custom domain that is called by its name",
    rule: "api-gateway-origin-host-header",
    broken: { origin: { domainName: "rest.api.example.net", ...https }, settings: everyHeader },
    fixed: { origin: { domainName: "rest.api.example.net", ...https } },
    answers: { layer: viewersEdge, status: 502, body: /<H1>502 ERROR/ },
  },
  {
    where: "the origin is asked over HTTP",
    rule: "api-gateway-origin-https-only",
    broken: { origin: { ...toHttp, customOriginConfig: { originProtocolPolicy: "http-only" } } },
    fixed: { origin: toHttp },
    answers: { layer: viewersEdge, status: 502, body: /<H1>502 ERROR/ },
  },
  {
    where: "a REST API is asked without its stage",
    rule: "api-gateway-origin-stage-path",
    broken: { origin: { domainName: rest.domainName, ...https } },
    fixed: { origin: toRest },
    answers: { layer: "API Gateway", status: 403, body: forbidden },
  },
  {
    where: "an HTTP API is asked without its stage",
    rule: "api-gateway-origin-stage-path",
    broken: { origin: { domainName: httpApi({}, "$default", "live"), ...https } },
    fixed: { origin: { domainName: httpApi({}, "$default", "live"), originPath: "/live", ...https } },
    answers: { layer: "API Gateway", status: 404, body: notFound },
  },
  {
    where: "a REST API's default endpoint is closed",
    rule: "api-gateway-origin-endpoint-enabled",
    broken: { origin: { domainName: closedRestApi(), originPath: "/prod", ...https } },
    fixed: { origin: toRest },
    answers: { layer: "API Gateway", status: 403, body: forbidden },
  },
  {
    where: "an HTTP API's default endpoint is closed",
    rule: "api-gateway-origin-endpoint-enabled",
    broken: { origin: { domainName: httpApi({ disableExecuteApiEndpoint: true }), ...https } },
    fixed: { origin: { domainName: httpApi({ disableExecuteApiEndpoint: false }), ...https } },
    answers: { layer: "API Gateway", status: 404, body: notFound },
  },
  {
    where: "the origin is where DNS of a custom domain points",
    rule: "api-gateway-origin-invocable",
    broken: { origin: { domainName: restTarget, ...https } },
    fixed: { origin: { domainName: "rest.api.example.net", ...https } },
    answers: { layer: "API Gateway", status: 403, body: forbidden },
  },
  {
    where: "no route of an HTTP API takes the path",
    rule: "api-gateway-origin-route",
    broken: routed({ domainName: httpApi({}, "ANY /hello"), ...https }),
    fixed: routed({ domainName: httpApi({}, "ANY /api/hello"), ...https }),
    asks: { path: "/api/hello" },
    answers: { layer: "API Gateway", status: 404, body: notFound },
  },
  {
    where: "a POST meets a behavior that only reads",
    rule: "api-gateway-origin-methods",
    broken: { origin: toHttp },
    fixed: { origin: toHttp, settings: allMethods },
    asks: { method: "POST" },
    answers: { layer: viewersEdge, status: 403, body: /not configured to allow the HTTP request method/ },
  },
  {
    where: "Authorization is dropped before an API that asks for it",
    rule: "api-gateway-origin-credentials",
    broken: { origin: guarded, settings: { originRequestPolicyId: corsCustomOrigin } },
    fixed: { origin: guarded },
    asks: { header: [`Authorization: Bearer ${token({ alg: "RS256" })}.${token(claims)}.c2lnbmF0dXJl`] },
    answers: { layer: "API Gateway", status: 401, body: /^\{"message":"Unauthorized"\}$/ },
  },
  {
    where: "the second user gets what was kept for the first",
    rule: "api-gateway-origin-shared-cache",
    broken: { origin: toPersonal, settings: { cachePolicyId: cachingOptimized } },
    fixed: { origin: toPersonal },
    first: { header: ["Authorization: Bearer first"] },
    asks: { header: ["Authorization: Bearer second"] },
    answers: { layer: viewersEdge, status: 200, body: /^for Bearer first$/ },
    needsState: true,
  },
  {
    where: "Host reaches a Lambda function URL",
    rule: "lambda-url-origin-host-header",
    broken: { origin: { domainName: putFunctionUrl(account, greets), ...https }, settings: everyHeader },
    fixed: { origin: { domainName: putFunctionUrl(account, greets), ...https } },
    answers: { layer: "a Lambda function URL", status: 403, body: /^\{"Message":"Forbidden\. For troubleshooting/ },
  },
  {
    where: "Host reaches a bucket",
    rule: "s3-origin-host-header",
    broken: { origin: toSite, settings: everyHeader },
    fixed: { origin: toSite },
    asks: { path: "/index.html" },
    answers: { layer: "S3", status: 403, body: accessDenied },
  },
  {
    where: "nothing signs what a private bucket gets",
    rule: "s3-origin-access-control",
    broken: { origin: { domainName: toSite.domainName } },
    fixed: { origin: toSite },
    asks: { path: "/index.html" },
    answers: { layer: "S3", status: 403, body: accessDenied },
  },
  {
    where: "an earlier pattern takes the path",
    rule: "behavior-path-shadowed",
    broken: ordered("/a*", "/a/b"),
    fixed: ordered("/a/b", "/a*"),
    asks: { path: "/a/b" },
    answers: { layer: "API Gateway", status: 404, body: notFound },
    needsState: true,
  },
  {
    where: "a folder's pattern misses the folder itself",
    rule: "behavior-path-shadowed",
    broken: routed(toHttp),
    fixed: routed(toHttp, "/api", "/api/*"),
    asks: { path: "/api" },
    answers: { layer: "S3", status: 404, body: /<Code>NoSuchKey</ },
    needsState: true,
  },
  {
    where: "a page stands in place of the API's error",
    rule: "error-pages-mask-api",
    broken: masking([{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }]),
    fixed: masking([]),
    asks: { path: "/status/404" },
    mended: 404,
    answers: { layer: viewersEdge, status: 200, body: /^<title>Site/ },
  },
  {
    where: "a behavior answers over HTTP",
    rule: "viewer-transport",
    broken: { origin: toSite, settings: { viewerProtocolPolicy: "allow-all" } },
    fixed: { origin: toSite, settings: { viewerProtocolPolicy: "redirect-to-https" } },
    asks: { path: "/index.html", scheme: "http" },
    mended: 301,
    answers: { layer: viewersEdge, status: 200, body: /^<title>Site/ },
  },
];
