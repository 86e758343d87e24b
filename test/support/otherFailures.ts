import { JsonObject } from "../../local-aws/aws/account";
import { put, putBucket, putFunction, putHttpApi, putRecord, putRestApi, putRestDomain, putWebsite } from "./account";
import { change } from "./apiGateway";
import { putTrustedClient } from "./clientCertificates";
import {
  account,
  OriginSetup,
  signedUrl,
  greets,
  httpApi,
  https,
  masking,
  rest,
  routed,
  toHttp,
  toSite,
} from "./failingSetups";
import {
  Case,
  corsCustomOrigin,
  forbidden,
  functionForbidden,
  guardedByQuery,
  missingToken,
  notFound,
  validToken,
} from "./failingRequests";
import { allViewer, allViewerExceptHostHeader } from "./programs";
import { behaviorTo, Described, newAlias } from "./shapes";

/** Further requests that a rule's `failingRequest` describes: the same mistake in another form. */
export type OtherCase = Omit<Case, "response" | "needsState"> & {
  /** The distribution before an update by a provider that keeps the headers of a place. */
  readonly before?: OriginSetup;
  readonly response: { readonly status: number; readonly body: RegExp };
};

type OrderedBehavior = NonNullable<Described["orderedCacheBehaviors"]>[number];

const overHttp = { settings: { viewerProtocolPolicy: "allow-all" } } as const;
const noConnection = { status: 502, body: /<H1>502 ERROR/ };
// A custom domain of the API that is also an alias of the distribution; its DNS record points to CloudFront.
const ownAlias = newAlias();
putRestDomain(account, ownAlias, "REGIONAL", rest.id);
putRecord(account, ownAlias, "d1.cloudfront.net");

const legacyValues = { queryString: true, cookies: { forward: "all" } } as const;
const withHost: OrderedBehavior = {
  pathPattern: "/shop/*",
  ...behaviorTo("origin", { forwardedValues: { ...legacyValues, headers: ["Host"] } }),
};
const unstated: OrderedBehavior = {
  pathPattern: "/hello",
  ...behaviorTo("origin", { forwardedValues: legacyValues, minTtl: 0, defaultTtl: 0, maxTtl: 0 }),
};

function inOrder(...orderedCacheBehaviors: readonly OrderedBehavior[]): OriginSetup {
  return { origin: toHttp, settings: { targetOriginId: "site" }, more: { orderedCacheBehaviors } };
}

/** A REST API with one method at this path. */
function restApi(
  path: string,
  method: JsonObject = {},
): { readonly id: string; readonly origin: OriginSetup["origin"] } {
  const { id, domainName } = putRestApi(account, greets, "REGIONAL", { paths: [] });
  change(account, "aws:apigateway/restApi:RestApi", id, { rootResourceId: `${id}-root` });
  const parts = path.slice(1).split("/");
  const resourceId = parts.reduce((parentId, pathPart, at) => {
    const full = `/${parts.slice(0, at + 1).join("/")}`;
    return put(account, "aws:apigateway/resource:Resource", { restApi: id, parentId, pathPart, path: full });
  }, `${id}-root`);
  const of = { restApi: id, resourceId, httpMethod: "ANY" };
  put(account, "aws:apigateway/method:Method", { ...of, authorization: "NONE", ...method });
  put(account, "aws:apigateway/integration:Integration", { ...of, uri: greets });
  return { id, origin: { domainName, originPath: "/prod", ...https } };
}

/** A custom domain whose one mapping has a key. */
function mapped(name: string, kind: "http" | "rest"): OriginSetup["origin"] {
  putRecord(account, name, "d-1.execute-api.eu-west-1.amazonaws.com");
  if (kind === "rest") {
    put(account, "aws:apigateway/domainName:DomainName", { domainName: name }, { id: name });
    const mapping = { domainName: name, restApi: rest.id, stageName: "prod", basePath: "orders" };
    put(account, "aws:apigateway/basePathMapping:BasePathMapping", mapping);
  } else {
    put(account, "aws:apigatewayv2/domainName:DomainName", { domainName: name }, { id: name });
    const apiId = httpApi({}).split(".")[0] ?? "";
    const mapping = { domainName: name, apiId, stage: "$default", apiMappingKey: "orders" };
    put(account, "aws:apigatewayv2/apiMapping:ApiMapping", mapping);
  }
  return { domainName: name, ...https };
}

const mappedRest = mapped("mapped-rest.example.net", "rest");
const mappedHttp = mapped("mapped-http.example.net", "http");

/** An API key on every method, and a usage plan that has it. */
function keyed(): OriginSetup["origin"] {
  const { id, origin } = restApi("/{proxy+}", { apiKeyRequired: true });
  const keyId = put(account, "aws:apigateway/apiKey:ApiKey", { enabled: true, value: "a-key-of-twenty-characters" });
  const usagePlanId = put(account, "aws:apigateway/usagePlan:UsagePlan", { apiStages: [{ apiId: id, stage: "prod" }] });
  put(account, "aws:apigateway/usagePlanKey:UsagePlanKey", { keyId, usagePlanId, keyType: "API_KEY" });
  return origin;
}

const mutual = { ...mapped("mutual.example.net", "rest"), originPath: "/orders" };
change(account, "aws:apigateway/domainName:DomainName", "mutual.example.net", {
  mutualTlsAuthentication: { truststoreUri: "s3://trust/store.pem" },
});
const originMtlsConfig = { clientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/client" };
/** Resolves when the account has the client certificate, which takes a moment to create. */
export const hasClientCertificate = putTrustedClient(account, "trust/store.pem", originMtlsConfig.clientCertificateArn);
const keyedRest = keyed();
const pages = `exports.handler = async (event) => ({ statusCode: 200, body: "page " + (event.queryStringParameters?.page ?? 1) });`;
const paged = { domainName: putHttpApi(account, putFunction(account, pages)).domainName, ...https };
const website = putWebsite(account, { "index.html": "<title>Pages" });
const overHttpOnly = { customOriginConfig: { originProtocolPolicy: "http-only" } } as const;
const open = putBucket(account, { "index.html": "<title>Open" }, "everyone");

export const otherCases: readonly OtherCase[] = [
  {
    mistake: "CloudFront connects to another port",
    rule: "api-gateway-origin-https-only",
    broken: { origin: { ...toHttp, customOriginConfig: { originProtocolPolicy: "https-only", httpsPort: 8443 } } },
    fixed: { origin: toHttp },
    response: noConnection,
  },
  {
    mistake: "CloudFront connects over HTTP if the viewer does",
    rule: "api-gateway-origin-https-only",
    broken: { origin: { ...toHttp, customOriginConfig: { originProtocolPolicy: "match-viewer" } }, ...overHttp },
    fixed: { origin: toHttp, ...overHttp },
    request: { scheme: "http" },
    response: noConnection,
  },
  {
    mistake: "no mapping of a REST API's custom domain matches",
    rule: "api-gateway-origin-stage-path",
    broken: { origin: { ...mappedRest, originPath: "/other" } },
    fixed: { origin: { ...mappedRest, originPath: "/orders" } },
    response: { status: 403, body: forbidden },
  },
  {
    mistake: "no mapping of an HTTP API's custom domain matches",
    rule: "api-gateway-origin-stage-path",
    broken: { origin: { ...mappedHttp, originPath: "/other" } },
    fixed: { origin: { ...mappedHttp, originPath: "/orders" } },
    response: { status: 404, body: notFound },
  },
  {
    mistake: "CloudFront requests the default root object from the API",
    rule: "api-gateway-origin-stage-path",
    broken: { origin: toHttp, more: { defaultRootObject: "index.html" } },
    fixed: { origin: toHttp },
    request: { path: "/" },
    response: { status: 200, body: /\/index\.html$/ },
  },
  {
    mistake: "the API is private",
    rule: "api-gateway-origin-invocable",
    broken: {
      origin: { domainName: putRestApi(account, greets, "PRIVATE").domainName, originPath: "/prod", ...https },
    },
    fixed: { origin: { domainName: rest.domainName, originPath: "/prod", ...https } },
    response: { status: 403, body: forbidden },
  },
  {
    mistake: "the origin is the distribution's own alias",
    rule: "api-gateway-origin-invocable",
    broken: { origin: { domainName: ownAlias, ...https }, more: { aliases: [ownAlias] } },
    fixed: { origin: { domainName: rest.domainName, originPath: "/prod", ...https } },
    response: { status: 403, body: /<H1>403 ERROR/ },
  },
  {
    mistake: "no resource of a REST API matches the path",
    rule: "api-gateway-origin-route",
    broken: routed(restApi("/hello").origin),
    fixed: routed(restApi("/api/hello").origin),
    request: { path: "/api/hello" },
    response: { status: 403, body: missingToken },
  },
  {
    mistake: "CloudFront removes x-api-key, which the API requires",
    rule: "api-gateway-origin-credentials",
    broken: { origin: keyedRest, settings: { originRequestPolicyId: corsCustomOrigin } },
    fixed: { origin: keyedRest, settings: { originRequestPolicyId: allViewerExceptHostHeader } },
    request: { header: ["x-api-key: a-key-of-twenty-characters"] },
    response: { status: 403, body: forbidden },
  },
  {
    mistake: "CloudFront removes the query string with the token that the API requires",
    rule: "api-gateway-origin-credentials",
    broken: { origin: guardedByQuery, settings: { originRequestPolicyId: corsCustomOrigin } },
    fixed: { origin: guardedByQuery },
    request: { path: `/hello?token=${validToken}` },
    response: { status: 401, body: /^\{"message":"Unauthorized"\}$/ },
  },
  {
    mistake: "CloudFront removes the query string",
    rule: "api-gateway-origin-query-strings",
    broken: { origin: paged, settings: { originRequestPolicyId: corsCustomOrigin } },
    fixed: { origin: paged },
    request: { path: "/hello?page=2" },
    response: { status: 200, body: /^page 1$/ },
  },
  {
    mistake: "CloudFront presents no client certificate to a custom domain that requires one",
    rule: "api-gateway-origin-client-certificate",
    broken: { origin: mutual },
    fixed: { origin: { ...mutual, customOriginConfig: { ...https.customOriginConfig, originMtlsConfig } } },
    response: { status: 403, body: forbidden },
  },
  {
    mistake: "CloudFront connects to a website endpoint over HTTPS",
    rule: "s3-website-origin-protocol",
    broken: { origin: { domainName: website, ...https } },
    fixed: { origin: { domainName: website, ...overHttpOnly } },
    request: { path: "/" },
    response: { status: 504, body: /<H1>504 ERROR/ },
  },
  {
    mistake: "CloudFront connects to a website endpoint over HTTPS if the viewer does",
    rule: "s3-website-origin-protocol",
    broken: { origin: { domainName: website, customOriginConfig: { originProtocolPolicy: "match-viewer" } } },
    fixed: { origin: { domainName: website, ...overHttpOnly } },
    request: { path: "/" },
    response: { status: 504, body: /<H1>504 ERROR/ },
  },
  {
    mistake: "Host reaches a website endpoint",
    rule: "s3-origin-host-header",
    broken: { origin: { domainName: website, ...overHttpOnly }, settings: { originRequestPolicyId: allViewer } },
    fixed: { origin: { domainName: website, ...overHttpOnly } },
    request: { path: "/" },
    response: { status: 404, body: /<li>Code: NoSuchBucket/ },
  },
  {
    mistake: "CloudFront has only one of the two permissions for a signed function URL",
    rule: "lambda-url-origin-permission",
    broken: { origin: signedUrl("lambda:InvokeFunctionUrl") },
    fixed: { origin: signedUrl("lambda:InvokeFunctionUrl", "lambda:InvokeFunction") },
    response: { status: 403, body: functionForbidden },
  },
  {
    mistake: "CloudFront does not sign requests to a public bucket",
    rule: "s3-origin-access-control",
    broken: { origin: { domainName: open } },
    fixed: { origin: toSite },
    request: { path: "/index.html" },
    response: { status: 200, body: /^<title>Open/ },
  },
  {
    mistake: "legacy settings without headers take the place of ones with Host",
    rule: "behavior-legacy-headers-unstated",
    before: inOrder(withHost, unstated),
    broken: inOrder(unstated, withHost),
    fixed: inOrder({ pathPattern: "/hello", ...behaviorTo("origin") }, withHost),
    response: { status: 403, body: forbidden },
  },
  {
    mistake: "a page replaces the API's 403",
    rule: "error-pages-mask-api",
    broken: masking([{ errorCode: 403, responseCode: 200, responsePagePath: "/index.html" }]),
    fixed: masking([]),
    request: { path: "/status/403" },
    fixedStatus: 403,
    response: { status: 200, body: /^<title>Site/ },
  },
];
