import { JsonObject } from "../../../local-aws/aws/account";
import { Origin } from "../../../local-aws/aws/cloudfront/distribution";
import { put, putFunctionUrl, putLoadBalancer, putRecord, putRestApi } from "../../support/account";
import { change, deploy, putHttp, putRest, restApi } from "../../support/apiGateway";
import { EdgeRow, gatewayGuide, guide } from "../../support/conformance";
import { behaviorTo, deployDistribution } from "../../support/shapes";
import { account, api, front, greets, https, OriginSettings, regionalApi, toApi } from "./hosts";

const hello = putRestApi(account, greets, "REGIONAL", { paths: ["/hello"], httpMethod: "GET" });
const proxied = putRestApi(account, greets, "REGIONAL", { paths: ["/{proxy+}"] });
const live = putHttp(account, greets, { stage: { name: "live" } }).domainName;
const routed = putHttp(account, greets, { routeKey: "GET /hello" }).domainName;

/** A regional custom domain of a REST API. @returns an origin with this hostname */
function restDomain(name: string, id: string, basePath?: string): OriginSettings {
  putRecord(account, name, `d-1.execute-api.eu-west-1.amazonaws.com`);
  const domainName = { domainName: name };
  put(account, "aws:apigateway/domainName:DomainName", domainName, { id: name });
  const mapping: JsonObject = { domainName: name, restApi: id, stageName: "prod" };
  put(account, "aws:apigateway/basePathMapping:BasePathMapping", { ...mapping, ...(basePath && { basePath }) });
  return { domainName: name, ...https };
}

const helloDomain = restDomain("hello.api.example.net", hello.id);
const orders = restDomain("orders.api.example.net", regionalApi.id, "orders");

function closedRest(): string {
  const { id, domainName } = putRest(account, greets);
  change(account, restApi, id, { disableExecuteApiEndpoint: true });
  change(account, "aws:apigateway/stage:Stage", `ags-${id}-prod`, { deployment: deploy(account, id) });
  return domainName;
}

function notYetClosedRest(): string {
  const { id, domainName } = putRest(account, greets);
  change(account, restApi, id, { disableExecuteApiEndpoint: true });
  return domainName;
}

const section = 5;
const urls = gatewayGuide("how-to-custom-domains");
const stages = gatewayGuide("http-api-stages");
const responses = gatewayGuide("supported-gateway-response-types");
const missingToken = /^\{"message":"Missing Authentication Token"\}$/;
const forbidden = /^\{"message":"Forbidden"\}$/;
const notFound = /^\{"message":"Not Found"\}$/;

export const stageRows: readonly EdgeRow[] = [
  {
    section,
    row: "a REST API's default endpoint with its stage as origin path",
    pages: [urls],
    host: front({ domainName: hello.domainName, originPath: "/prod", ...https }),
    expected: { status: 200, body: /^Hello/ },
  },
  {
    section,
    row: "an HTTP API's $default stage, served from the root",
    pages: [stages],
    host: front(toApi),
    expected: { status: 200, body: /^Hello/ },
  },
  {
    section,
    row: "an HTTP API's named stage as origin path",
    pages: [stages],
    host: front({ domainName: live, originPath: "/live", ...https }),
    expected: { status: 200, body: /^Hello/ },
  },
  {
    section,
    row: "a custom domain, whose mapping supplies the stage",
    pages: [urls],
    host: front(helloDomain),
    expected: { status: 200, body: /^Hello/ },
  },
  {
    section,
    row: "a custom domain with the stage in the path as well",
    pages: ["https://repost.aws/knowledge-center/api-gateway-403-custom-domain"],
    certainty: "reported",
    host: front({ ...helloDomain, originPath: "/prod" }),
    expected: { status: 403, body: missingToken },
  },
  {
    section,
    row: "a path with the key of a custom domain's mapping",
    pages: [urls],
    certainty: "reported",
    host: front(orders),
    request: { path: "/orders" },
    expected: { status: 200, body: /^Hello/ },
  },
  {
    section,
    row: "a path that no mapping of a custom domain matches",
    pages: [urls],
    certainty: "reported",
    host: front(orders),
    expected: { status: 403, body: forbidden },
  },
  {
    section,
    row: "a REST API's default endpoint without its stage",
    pages: [urls],
    certainty: "reported",
    host: front({ domainName: hello.domainName, ...https }),
    expected: { status: 403, body: forbidden, headers: { "x-amzn-errortype": "ForbiddenException" } },
  },
  {
    section,
    row: "an HTTP API without its stage",
    pages: [stages],
    certainty: "reported",
    host: front({ domainName: live, ...https }),
    expected: { status: 404, body: notFound },
  },
  {
    section,
    row: "a path that a REST API does not have",
    pages: [responses],
    host: front({ domainName: hello.domainName, originPath: "/prod", ...https }),
    request: { path: "/other" },
    expected: {
      status: 403,
      body: missingToken,
      headers: { "x-amzn-errortype": "MissingAuthenticationTokenException" },
    },
  },
  {
    section,
    row: "a method that a REST API does not have",
    pages: [responses],
    host: front({ domainName: hello.domainName, originPath: "/prod", ...https }),
    request: { method: "HEAD" },
    expected: { status: 403 },
  },
  {
    section,
    row: "a path that an HTTP API does not have",
    pages: [gatewayGuide("http-api-develop-routes")],
    certainty: "the model's choice",
    host: front({ domainName: routed, ...https }),
    request: { path: "/other" },
    expected: { status: 404, body: notFound },
  },
  {
    section,
    row: "a method that an HTTP API does not have",
    pages: [gatewayGuide("http-api-develop-routes")],
    certainty: "the model's choice",
    host: front({ domainName: routed, ...https }),
    request: { method: "HEAD" },
    expected: { status: 404 },
  },
  {
    section,
    row: "the API receives the whole path of the behavior",
    pages: [guide("DownloadDistValuesOrigin#DownloadDistValuesOriginPath")],
    certainty: "reported",
    host: deployDistribution(
      account,
      "aws",
      { other: { domainName: putLoadBalancer(account), ...https }, api: toApi },
      { orderedCacheBehaviors: [{ pathPattern: "/api/*", ...behaviorTo("api") }] },
    ),
    request: { path: "/api/x" },
    expected: { status: 200, body: new RegExp(`^Hello from ${api}/api/x$`) },
  },
  {
    section,
    row: "/{proxy+} does not match / of a REST API",
    pages: [gatewayGuide("api-gateway-set-up-simple-proxy")],
    certainty: "reported",
    host: front({ domainName: proxied.domainName, originPath: "/prod", ...https }),
    request: { path: "/" },
    expected: { status: 403, body: missingToken },
  },
  {
    section,
    row: "/{proxy+} does not match / of an HTTP API",
    pages: [gatewayGuide("http-api-develop-routes")],
    certainty: "reported",
    host: front({ domainName: putHttp(account, greets).domainName, ...https }),
    request: { path: "/" },
    expected: { status: 404, body: notFound },
  },
  {
    section,
    row: "a REST API's disabled default endpoint",
    pages: [gatewayGuide("rest-api-disable-default-endpoint")],
    certainty: "reported",
    host: front({ domainName: closedRest(), originPath: "/prod", ...https }),
    expected: { status: 403, body: forbidden },
  },
  {
    section,
    row: "a REST API's default endpoint, disabled after its deployment",
    pages: [gatewayGuide("rest-api-disable-default-endpoint")],
    host: front({ domainName: notYetClosedRest(), originPath: "/prod", ...https }),
    expected: { status: 200, body: /^Hello/ },
  },
  {
    section,
    row: "an HTTP API's disabled default endpoint",
    pages: [gatewayGuide("http-api-disable-default-endpoint")],
    certainty: "reported",
    host: front({
      domainName: putHttp(account, greets, { api: { disableExecuteApiEndpoint: true } }).domainName,
      ...https,
    }),
    expected: { status: 404, body: notFound },
  },
];

const over = (domainName: string, customOriginConfig: NonNullable<Origin["customOriginConfig"]>) =>
  front({ domainName, customOriginConfig }, { viewerProtocolPolicy: "allow-all" });
const matching = { originProtocolPolicy: "match-viewer" } as const;
const endpoints = "https://docs.aws.amazon.com/general/latest/gr/apigateway.html";
const noConnection = { status: 502, headers: { "x-cache": "Error from cloudfront" } };
const unverified = { section, pages: [endpoints], certainty: "the model's choice" } as const;

export const protocolRows: readonly EdgeRow[] = [
  {
    section,
    row: "an API over HTTPS",
    pages: [endpoints],
    host: over(api, matching),
    expected: { status: 200 },
  },
  {
    ...unverified,
    row: "an API over HTTP",
    host: over(api, { originProtocolPolicy: "http-only" }),
    expected: noConnection,
  },
  {
    ...unverified,
    row: "an API over the viewer's HTTP",
    host: over(api, matching),
    request: { scheme: "http" },
    expected: noConnection,
  },
  {
    ...unverified,
    row: "an API on HTTPS port 8443",
    host: over(api, { originProtocolPolicy: "https-only", httpsPort: 8443 }),
    expected: noConnection,
  },
  {
    ...unverified,
    row: "a Lambda function URL over HTTP",
    host: over(putFunctionUrl(account, greets), { originProtocolPolicy: "http-only" }),
    expected: noConnection,
  },
];
