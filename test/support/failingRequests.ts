import { Diagnosis } from "../../tools/diagnose/diagnose";
import { RequestOptions } from "../../tools/explain/viewerRequest";
import { put, putFunction, putFunctionUrl, putHttpApi } from "./account";
import { putHttp } from "./apiGateway";
import { cachingOptimized } from "./correctPrograms/parts";
import {
  account,
  closedRestApi,
  OriginSetup,
  greets,
  httpApi,
  https,
  masking,
  ordered,
  rest,
  restTarget,
  routed,
  signedUrl,
  toHttp,
  toRest,
  toSite,
} from "./failingSetups";
import { allViewer } from "./programs";

const personal = `exports.handler = async ({ headers }) => ({ statusCode: 200, body: "for " + headers.authorization });`;
const toPersonal = { domainName: putHttpApi(account, putFunction(account, personal)).domainName, ...https };
const everyHeader = { originRequestPolicyId: allViewer };
const allMethods = { allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] };
export const corsCustomOrigin = "59781a5b-3903-41f3-afcb-af62929ccde1";
const claims = { iss: "https://issuer.example.com/", aud: "site", exp: Math.floor(Date.now() / 1000) + 3600 };
const guarded = { domainName: guardedApi("$request.header.Authorization"), ...https };
/** An API that requires a token in the query string, and the token. */
export const guardedByQuery = { domainName: guardedApi("$request.querystring.token"), ...https };
export const validToken = `${token({ alg: "RS256" })}.${token(claims)}.c2lnbmF0dXJl`;

/** The origin of an API whose function takes 1.5 s. CloudFront waits this number of seconds, and sends a request only once. */
function slowApi(originReadTimeout: number): OriginSetup["origin"] {
  const wait =
    "exports.handler = () => new Promise((done) => setTimeout(done, 1500, { statusCode: 200, body: 'late' }));";
  const { domainName } = putHttp(account, putFunction(account, wait), {
    integration: { integrationType: "AWS_PROXY" },
  });
  const customOriginConfig = { ...https.customOriginConfig, originReadTimeout };
  return { domainName, customOriginConfig, connectionAttempts: 1 };
}

/** Adds an HTTP API whose route requires a JSON web token. */
function guardedApi(identitySource: string): string {
  const authorizerId = put(account, "aws:apigatewayv2/authorizer:Authorizer", {
    authorizerType: "JWT",
    identitySources: [identitySource],
    jwtConfiguration: { issuer: claims.iss, audiences: [claims.aud] },
  });
  return putHttp(account, greets, { route: { authorizationType: "JWT", authorizerId } }).domainName;
}

function token(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

export interface Case {
  /** A clause: "an earlier pattern matches the path". */
  readonly mistake: string;
  readonly rule: string;
  readonly broken: OriginSetup;
  readonly fixed: OriginSetup;
  /** A request of another viewer before this one. */
  readonly earlierRequest?: RequestOptions;
  /** @default a GET of `/hello` over HTTPS */
  readonly request?: RequestOptions & { readonly path?: string; readonly scheme?: "http"; readonly body?: string };
  readonly response: Pick<Diagnosis, "layer"> & { readonly status: number; readonly body: RegExp };
  /** The status after the fix. @default 200 */
  readonly fixedStatus?: number;
  /** What diagnose reports. Another program can have a permission of a deployed function. @default "certain" */
  readonly certainty?: "possible";
  /** Whether the cause is found only with the deployed state. @default false */
  readonly needsState?: boolean;
}

export const functionForbidden = /^\{"Message":"Forbidden\. For troubleshooting/;
const bothActions = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"];
export const forbidden = /^\{"message":"Forbidden"\}$/;
export const notFound = /^\{"message":"Not Found"\}$/;
export const missingToken = /^\{"message":"Missing Authentication Token"\}$/;
const accessDenied = /<Code>AccessDenied</;
const edgeBehind = "a second CloudFront edge, after the viewer's";
const viewersEdge = "the viewer's CloudFront edge";

/** The failing requests of each rule, with the layer that responds. */
export const cases: readonly Case[] = [
  {
    mistake: "CloudFront waits for the API for a shorter time than its function may take",
    rule: "api-gateway-origin-timeout",
    broken: { origin: slowApi(1) },
    fixed: { origin: slowApi(3) },
    response: { layer: viewersEdge, status: 504, body: /<H1>504 ERROR/ },
  },
  {
    mistake: "Host reaches the default endpoint of an HTTP API",
    rule: "api-gateway-origin-host-header",
    broken: { origin: toHttp, settings: everyHeader },
    fixed: { origin: toHttp },
    response: { layer: "API Gateway", status: 403, body: forbidden },
  },
  {
    mistake: "Host reaches an edge-optimized custom domain",
    rule: "api-gateway-origin-host-header",
    broken: { origin: { domainName: "edge.api.example.net", ...https }, settings: everyHeader },
    fixed: { origin: { domainName: "edge.api.example.net", ...https } },
    response: { layer: edgeBehind, status: 403, body: /<H1>403 ERROR/ },
  },
  {
    mistake: "Host reaches a regional custom domain that is the origin's domain name",
    rule: "api-gateway-origin-host-header",
    broken: { origin: { domainName: "rest.api.example.net", ...https }, settings: everyHeader },
    fixed: { origin: { domainName: "rest.api.example.net", ...https } },
    response: { layer: viewersEdge, status: 502, body: /<H1>502 ERROR/ },
  },
  {
    mistake: "CloudFront connects to the origin over HTTP",
    rule: "api-gateway-origin-https-only",
    broken: { origin: { ...toHttp, customOriginConfig: { originProtocolPolicy: "http-only" } } },
    fixed: { origin: toHttp },
    response: { layer: viewersEdge, status: 502, body: /<H1>502 ERROR/ },
  },
  {
    mistake: "originPath lacks the stage of a REST API",
    rule: "api-gateway-origin-stage-path",
    broken: { origin: { domainName: rest.domainName, ...https } },
    fixed: { origin: toRest },
    response: { layer: "API Gateway", status: 403, body: forbidden },
  },
  {
    mistake: "originPath has the stage of a REST API in another letter case",
    rule: "api-gateway-origin-stage-path",
    broken: { origin: { ...toRest, originPath: "/Prod" } },
    fixed: { origin: toRest },
    response: { layer: "API Gateway", status: 403, body: forbidden },
  },
  {
    mistake: "the default endpoint of a REST API is disabled",
    rule: "api-gateway-origin-endpoint-enabled",
    broken: { origin: { domainName: closedRestApi(), originPath: "/prod", ...https } },
    fixed: { origin: toRest },
    response: { layer: "API Gateway", status: 403, body: forbidden },
  },
  {
    mistake: "the default endpoint of an HTTP API is disabled",
    rule: "api-gateway-origin-endpoint-enabled",
    broken: { origin: { domainName: httpApi({ disableExecuteApiEndpoint: true }), ...https } },
    fixed: { origin: { domainName: httpApi({ disableExecuteApiEndpoint: false }), ...https } },
    response: { layer: "API Gateway", status: 404, body: notFound },
  },
  {
    mistake: "the origin is the DNS target of a custom domain",
    rule: "api-gateway-origin-invocable",
    broken: { origin: { domainName: restTarget, ...https } },
    fixed: { origin: { domainName: "rest.api.example.net", ...https } },
    response: { layer: "API Gateway", status: 403, body: forbidden },
  },
  {
    mistake: "no route of an HTTP API matches the path",
    rule: "api-gateway-origin-route",
    broken: routed({ domainName: httpApi({}, "ANY /hello"), ...https }),
    fixed: routed({ domainName: httpApi({}, "ANY /api/hello"), ...https }),
    request: { path: "/api/hello" },
    response: { layer: "API Gateway", status: 404, body: notFound },
  },
  {
    mistake: "a POST reaches a behavior that allows only GET and HEAD",
    rule: "api-gateway-origin-methods",
    broken: { origin: toHttp },
    fixed: { origin: toHttp, settings: allMethods },
    request: { method: "POST" },
    response: { layer: viewersEdge, status: 403, body: /not configured to allow the HTTP request method/ },
  },
  {
    mistake: "CloudFront removes Authorization, which the API requires",
    rule: "api-gateway-origin-credentials",
    broken: { origin: guarded, settings: { originRequestPolicyId: corsCustomOrigin } },
    fixed: { origin: guarded },
    request: { header: [`Authorization: Bearer ${validToken}`] },
    response: { layer: "API Gateway", status: 401, body: /^\{"message":"Unauthorized"\}$/ },
  },
  {
    mistake: "a user gets the cached response of another user",
    rule: "api-gateway-origin-shared-cache",
    broken: { origin: toPersonal, settings: { cachePolicyId: cachingOptimized } },
    fixed: { origin: toPersonal },
    earlierRequest: { header: ["Authorization: Bearer first"] },
    request: { header: ["Authorization: Bearer second"] },
    response: { layer: viewersEdge, status: 200, body: /^for Bearer first$/ },
    needsState: true,
  },
  {
    mistake: "Host reaches a Lambda function URL",
    rule: "lambda-url-origin-host-header",
    broken: { origin: { domainName: putFunctionUrl(account, greets), ...https }, settings: everyHeader },
    fixed: { origin: { domainName: putFunctionUrl(account, greets), ...https } },
    response: { layer: "a Lambda function URL", status: 403, body: functionForbidden },
  },
  {
    mistake: "the body of a signed POST has no hash",
    rule: "lambda-url-origin-signed-body",
    broken: { origin: signedUrl(...bothActions), settings: allMethods },
    fixed: { origin: { domainName: putFunctionUrl(account, greets), ...https }, settings: allMethods },
    request: { method: "POST", body: "{}" },
    response: {
      layer: "a Lambda function URL",
      status: 403,
      body: /^\{"message":"The request signature we calculated does not match/,
    },
  },
  {
    mistake: "CloudFront may not invoke the function of a signed function URL",
    rule: "lambda-url-origin-permission",
    broken: { origin: signedUrl() },
    fixed: { origin: signedUrl(...bothActions) },
    response: { layer: "a Lambda function URL", status: 403, body: functionForbidden },
    certainty: "possible",
  },
  {
    mistake: "Host reaches a bucket",
    rule: "s3-origin-host-header",
    broken: { origin: toSite, settings: everyHeader },
    fixed: { origin: toSite },
    request: { path: "/index.html" },
    response: { layer: "S3", status: 403, body: accessDenied },
  },
  {
    mistake: "CloudFront does not sign requests to a private bucket",
    rule: "s3-origin-access-control",
    broken: { origin: { domainName: toSite.domainName } },
    fixed: { origin: toSite },
    request: { path: "/index.html" },
    response: { layer: "S3", status: 403, body: accessDenied },
  },
  {
    mistake: "an earlier pattern matches the path",
    rule: "behavior-path-shadowed",
    broken: ordered("/a*", "/a/b"),
    fixed: ordered("/a/b", "/a*"),
    request: { path: "/a/b" },
    response: { layer: "API Gateway", status: 404, body: notFound },
    needsState: true,
  },
  {
    mistake: "/api/* does not match /api",
    rule: "behavior-path-shadowed",
    broken: routed(toHttp),
    fixed: routed(toHttp, "/api", "/api/*"),
    request: { path: "/api" },
    response: { layer: "S3", status: 404, body: /<Code>NoSuchKey</ },
    needsState: true,
  },
  {
    mistake: "a page replaces the API's 404",
    rule: "error-pages-mask-api",
    broken: masking([{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }]),
    fixed: masking([]),
    request: { path: "/status/404" },
    fixedStatus: 404,
    response: { layer: viewersEdge, status: 200, body: /^<title>Site/ },
  },
  {
    mistake: "a behavior allows HTTP",
    rule: "viewer-transport",
    broken: { origin: toSite, settings: { viewerProtocolPolicy: "allow-all" } },
    fixed: { origin: toSite, settings: { viewerProtocolPolicy: "redirect-to-https" } },
    request: { path: "/index.html", scheme: "http" },
    fixedStatus: 301,
    response: { layer: viewersEdge, status: 200, body: /^<title>Site/ },
  },
];
