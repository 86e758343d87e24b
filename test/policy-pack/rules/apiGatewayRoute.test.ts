import { Unknown } from "../../../policy-pack/program/maybe";
import { Resource } from "../../../policy-pack/program/resource";
import { apiGatewayOriginRoute } from "../../../policy-pack/rules/apiGatewayOriginRoute";
import { folder, http, httpStage, method, rest, restStage, routes } from "../../support/apis";
import { goodForApi, goodForSite, Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const violation = [["violation", apiBehavior]] as const;
const undetermined = [["undetermined", apiBehavior]] as const;
/** An HTTP API with an OpenAPI document. */
function withBody(body: unknown): Resource {
  return resource("aws:apigatewayv2/api:Api", "http", { id: "abc123", protocolType: "HTTP", body });
}

const stage = httpStage("$default");

/** Behaviors for the API with these path patterns. */
function behaviorsFor(...patterns: readonly string[]): Properties {
  return { orderedCacheBehaviors: patterns.map((pathPattern) => ({ pathPattern, ...goodForApi })) };
}

describeRule(apiGatewayOriginRoute, [
  {
    title: "a RestApiPut adds routes",
    props: api({}, { originPath: "/prod" }),
    resources: [
      rest,
      restStage,
      folder("folder", "pets"),
      method("folder-id"),
      resource("aws:apigateway/restApiPut:RestApiPut", "import", { restApiId: "abc123", body: "{}" }),
    ],
    findings: undetermined,
  },
  { title: "routes that begin with the path", props: api({}), resources: routes("GET /api/pets"), findings: [] },
  { title: "a greedy route", props: api({}), resources: routes("ANY /{proxy+}"), findings: [] },
  { title: "the $default route", props: api({}), resources: routes("$default"), findings: [] },
  {
    title: "routes without the behavior's path",
    props: api({}),
    resources: routes("GET /pets", "GET /pets/{id}"),
    findings: violation,
    message:
      /no route of the API \("\/pets", "\/pets\/\{id\}"\) matches the behavior's paths, whose prefix CloudFront keeps/,
  },
  {
    title: "methods of a REST API without the behavior's path",
    props: api({}, { originPath: "/prod" }),
    resources: [rest, restStage, folder("folder", "pets"), method("folder-id")],
    findings: violation,
    message: /Missing Authentication Token/,
  },
  {
    title: "/orders next to /orders/*, and a route below it only",
    props: api({}, {}, behaviorsFor("/orders", "/orders/*")),
    resources: routes("ANY /orders/{proxy+}"),
    findings: [],
  },
  {
    title: "patterns without a leading slash",
    props: api({}, {}, behaviorsFor("orders", "orders/*")),
    resources: routes("ANY /orders", "ANY /orders/{proxy+}"),
    findings: [],
  },
  {
    title: "/orders without /orders/*, and a route below it only",
    props: api({}, {}, behaviorsFor("/orders")),
    resources: routes("ANY /orders/{proxy+}"),
    findings: [["violation", 'cache behavior "/orders"']],
    message: /Set pathPattern: "\/orders\/\*"/,
  },
  {
    title: "a pattern that differs from a route in letter case",
    props: api({}, {}, behaviorsFor("/Orders/Open/*")),
    resources: routes("GET /orders/{proxy+}"),
    findings: [["violation", 'cache behavior "/Orders/Open/*"']],
    message: /Letter case matters: set pathPattern: "\/orders\/Open\/\*"\./,
  },
  {
    title: "a pattern that begins with the stage of originPath",
    props: api({}, { originPath: "/prod" }, behaviorsFor("/prod/*")),
    resources: [rest, restStage, folder("orders", "orders"), method("orders-id")],
    findings: [["violation", 'cache behavior "/prod/*"']],
    message: /Remove originPath, because the path pattern begins with it/,
  },
  {
    title: "routes that no behavior leads to",
    props: api({}, {}, behaviorsFor("/orders", "/orders/*")),
    resources: routes("ANY /orders/{proxy+}", "POST /hooks", "GET /users/{id}"),
    findings: [["weakness", "cache behaviors"]],
    message: /routes "\/hooks" and "\/users\/\{id\}"\. Add cache behaviors .* pathPattern: "\/hooks" and so on/,
  },
  {
    title: "routes that a function of another behavior can lead to",
    props: api(
      {},
      {},
      {
        ...behaviorsFor("/orders", "/orders/*"),
        defaultCacheBehavior: {
          ...goodForSite,
          functionAssociations: [
            { eventType: "viewer-request", functionArn: "arn:aws:cloudfront::1:function/elsewhere" },
          ],
        },
      },
    ),
    resources: routes("ANY /orders/{proxy+}", "POST /hooks"),
    findings: [],
  },
  {
    title: "$default in originPath, which is no part of a path",
    props: api({}, { originPath: "/$default" }),
    resources: routes("GET /api/pets"),
    findings: violation,
  },
  { title: "an unknown route", props: api({}), resources: routes("GET /pets", notYet), findings: undetermined },
  { title: "no route in the program", props: api({}), resources: [http, httpStage("$default")], findings: [] },
  {
    title: "an OpenAPI document without the behavior's path",
    props: api({}),
    resources: [withBody('{"paths":{"/pets":{"get":{}},"/users/{id}":{"x-amazon-apigateway-any-method":{}}}}'), stage],
    findings: violation,
    message: /no route of the API \("\/pets", "\/users\/\{id\}"\)/,
  },
  {
    title: "an OpenAPI document with the behavior's path",
    props: api({}),
    resources: [withBody('{"paths":{"/api/{proxy+}":{"x-amazon-apigateway-any-method":{}}}}'), stage],
    findings: [],
  },
  {
    title: "an OpenAPI document with the $default route",
    props: api({}),
    resources: [withBody('{"paths":{"/$default":{"x-amazon-apigateway-any-method":{}}}}'), stage],
    findings: [],
  },
  {
    title: "an OpenAPI document in YAML without a route for the path",
    props: api({}),
    resources: [withBody("paths:\n  /pets:\n    get: {}\n"), stage],
    findings: violation,
  },
  {
    title: "an OpenAPI document in YAML with a route for the path",
    props: api({}),
    resources: [withBody("paths:\n  /api/pets:\n    get: {}\n"), stage],
    findings: [],
  },
  {
    title: "an OpenAPI document that is neither JSON nor YAML",
    props: api({}),
    resources: [withBody("paths: [/api"), stage],
    findings: undetermined,
  },
  {
    title: "an OpenAPI document that is an object of aws-native",
    props: api({}, { originPath: "/prod" }),
    resources: [
      resource("aws-native:apigateway:RestApi", "native", {
        restApiId: "abc123",
        body: { paths: { "/a": { get: {} } } },
      }),
    ],
    findings: violation,
  },
  {
    title: "an OpenAPI document in S3",
    props: api({}, { originPath: "/prod" }),
    resources: [
      resource("aws-native:apigateway:RestApi", "native", { restApiId: "abc123", bodyS3Location: { bucket: "docs" } }),
    ],
    findings: undetermined,
  },
  {
    title: "an OpenAPI document whose base path comes before its paths",
    props: api({}, { originPath: "/prod" }),
    resources: [
      resource("aws:apigateway/restApi:RestApi", "rest", {
        id: "abc123",
        body: '{"basePath":"/api","paths":{"/pets":{"get":{}}}}',
        parameters: { basepath: "prepend" },
      }),
    ],
    findings: undetermined,
  },
]);
