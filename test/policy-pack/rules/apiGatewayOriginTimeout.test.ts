import { Unknown } from "../../../policy-pack/program/maybe";
import { Resource } from "../../../policy-pack/program/resource";
import { apiGatewayOriginTimeout } from "../../../policy-pack/rules/apiGatewayOriginTimeout";
import { folder, http, httpStage, method, rest, restStage, route } from "../../support/apis";
import { goodConnection, Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const violation = [["violation", apiBehavior]] as const;
const undetermined = [["undetermined", apiBehavior]] as const;

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
const invokeArn = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
const lambda = (timeout?: unknown): Resource =>
  resource("aws:lambda/function:Function", "function", { name: "orders", arn, timeout });

/** A REST API with `/api/{proxy+}`, whose method has this integration. */
const restWith = (integration: Properties, ...others: Resource[]): Resource[] => [
  rest,
  restStage,
  folder("folder", "api"),
  folder("proxy", "{proxy+}", "folder-id"),
  method("proxy-id", { httpMethod: "ANY" }),
  resource("aws:apigateway/integration:Integration", "integration", {
    restApi: "abc123",
    resourceId: "proxy-id",
    httpMethod: "ANY",
    type: "AWS_PROXY",
    uri: invokeArn,
    ...integration,
  }),
  ...others,
];

const httpWith = (integration: Properties, ...others: Resource[]): Resource[] => [
  http,
  httpStage("$default"),
  route("ANY /api/{proxy+}", { target: "integrations/integration-id" }),
  resource("aws:apigatewayv2/integration:Integration", "integration", {
    apiId: "abc123",
    integrationType: "AWS_PROXY",
    integrationUri: arn,
    ...integration,
  }),
  ...others,
];

/** An origin with these timeouts, in seconds. */
const origin = (originReadTimeout?: unknown, responseCompletionTimeout?: unknown): Properties =>
  api(
    {},
    { originPath: "/prod", customOriginConfig: { ...goodConnection, originReadTimeout }, responseCompletionTimeout },
  );
const httpOrigin = (originReadTimeout?: unknown): Properties =>
  api({}, { customOriginConfig: { ...goodConnection, originReadTimeout } });
const streamed = { responseTransferMode: "STREAM", timeoutMilliseconds: 300_000 };
const unknownFrom = (...sources: Resource[]) => new Unknown("not yet", () => sources);

/** The preview of a new API: the IDs and the URI are unknown, and come from these resources. */
function previewed(timeout: number): Resource[] {
  const proxy = resource("aws:apigateway/resource:Resource", "proxy", {
    id: unknownFrom(),
    restApi: "abc123",
    parentId: "root",
    pathPart: "{proxy+}",
  });
  const fn = resource("aws:lambda/function:Function", "function", { arn: unknownFrom(), name: unknownFrom(), timeout });
  const of = { restApi: "abc123", resourceId: unknownFrom(proxy), httpMethod: "ANY" };
  return [
    rest,
    restStage,
    proxy,
    resource("aws:apigateway/method:Method", "method", { ...of, authorization: "NONE" }),
    resource("aws:apigateway/integration:Integration", "integration", {
      ...of,
      type: "AWS_PROXY",
      uri: unknownFrom(fn),
      timeoutMilliseconds: 29_000,
    }),
    fn,
  ];
}

describeRule(apiGatewayOriginTimeout, [
  // Programs that are right.
  { title: "all defaults, REST", props: origin(), resources: restWith({}, lambda()), findings: [] },
  { title: "all defaults, HTTP", props: httpOrigin(), resources: httpWith({}, lambda()), findings: [] },
  {
    title: "the defaults of the provider",
    props: origin(30, 0),
    resources: restWith({ timeoutMilliseconds: 29_000 }, lambda(900)),
    findings: [],
  },
  {
    title: "a function with a longer timeout than API Gateway's",
    props: httpOrigin(),
    resources: httpWith({ timeoutMilliseconds: 30_000 }, lambda(60)),
    findings: [],
  },
  {
    title: "a shorter read timeout for a fast function",
    props: origin(10),
    resources: restWith({}, lambda(10)),
    findings: [],
  },
  {
    title: "a shorter read timeout for a function with the default of 3 s",
    props: httpOrigin(5),
    resources: httpWith({}, lambda()),
    findings: [],
  },
  {
    title: "a longer integration timeout than the function's",
    props: origin(),
    resources: restWith({ timeoutMilliseconds: 60_000 }, lambda(20)),
    findings: [],
  },
  {
    title: "a read timeout as long as the function's",
    props: origin(60),
    resources: restWith({ timeoutMilliseconds: 60_000 }, lambda(60)),
    findings: [],
  },
  {
    title: "a short read timeout for another backend with the default timeout",
    props: origin(10),
    resources: restWith({ type: "HTTP_PROXY", uri: "https://shop.example.com" }),
    findings: [],
  },
  {
    title: "a mock integration",
    props: origin(10),
    resources: restWith({ type: "MOCK", uri: undefined, timeoutMilliseconds: 29_000 }),
    findings: [],
  },
  {
    title: "a streamed response without a completion timeout",
    props: origin(120),
    resources: restWith(streamed, lambda(300)),
    findings: [],
  },
  {
    title: "a streamed response with a completion timeout of the same length",
    props: origin(120, 300),
    resources: restWith(streamed, lambda(300)),
    findings: [],
  },
  {
    title: "an unknown read timeout, and an API without routes",
    props: origin(unknownFrom()),
    resources: [rest, restStage],
    findings: [],
  },
  {
    title: "a method without an integration in the program",
    props: origin(1),
    resources: restWith({ resourceId: "other" }, lambda(20)),
    findings: [],
  },
  {
    title: "a short read timeout in an origin group, where another origin responds",
    props: {
      ...origin(5),
      originGroups: [
        {
          originId: "group",
          failoverCriteria: { statusCodes: [504] },
          members: [{ originId: "api" }, { originId: "site" }],
        },
      ],
      orderedCacheBehaviors: [
        {
          ...(origin().orderedCacheBehaviors as Properties[])[1],
          targetOriginId: "group",
          allowedMethods: ["GET", "HEAD"],
        },
      ],
    },
    resources: restWith({}, lambda(20)),
    findings: [],
  },
  // Programs that lose responses.
  {
    title: "a read timeout shorter than the function's",
    props: origin(10),
    resources: restWith({}, lambda(20)),
    findings: violation,
    message: /may take 20 s, but CloudFront waits 10 s .* 504.* Set originReadTimeout: 20\./,
  },
  {
    title: "a read timeout shorter than API Gateway's, with a slow function",
    props: httpOrigin(10),
    resources: httpWith({}, lambda(60)),
    findings: violation,
    message: /may take 30 s, but CloudFront waits 10 s/,
  },
  {
    title: "a longer integration timeout, and CloudFront's default",
    props: origin(),
    resources: restWith({ timeoutMilliseconds: 90_500 }, lambda(900)),
    findings: violation,
    message: /may take 90\.5 s, but CloudFront waits 30 s .* Set originReadTimeout: 91\./,
  },
  {
    title: "an integration timeout over CloudFront's maximum",
    props: origin(120),
    resources: restWith({ timeoutMilliseconds: 300_000 }, lambda(300)),
    findings: violation,
    message: /Set originReadTimeout: 120 and shorten the timeout of the function\./,
  },
  {
    title: "a longer timeout for another backend",
    props: origin(),
    resources: restWith({ type: "HTTP_PROXY", uri: "https://shop.example.com", timeoutMilliseconds: 60_000 }),
    findings: violation,
  },
  {
    title: "a streamed response that is longer than the completion timeout",
    props: origin(60, 60),
    resources: restWith(streamed, lambda(300)),
    findings: violation,
    message:
      /may stream for 300 s, but CloudFront ends the response after 60 s .* Set responseCompletionTimeout: 300\./,
  },
  {
    title: "a read timeout shorter than the function's, in a preview",
    props: origin(10),
    resources: previewed(20),
    findings: violation,
  },
  {
    title: "a read timeout as long as the function's, in a preview",
    props: origin(10),
    resources: previewed(10),
    findings: [],
  },
  {
    title: "a method of aws-native",
    props: origin(10),
    resources: [
      ...restWith({}, lambda(20)).slice(0, 4),
      resource("aws-native:apigateway:Method", "method", {
        restApiId: "abc123",
        resourceId: "proxy-id",
        httpMethod: "ANY",
        authorizationType: "NONE",
        integration: { type: "AWS_PROXY", uri: invokeArn, timeoutInMillis: 25_000 },
      }),
      resource("aws-native:lambda:Function", "native", { functionName: "orders", arn, timeout: 60 }),
    ],
    findings: violation,
    message: /may take 25 s/,
  },
  {
    title: "an integration of aws-native",
    props: httpOrigin(10),
    resources: [
      ...httpWith({}).slice(0, 3),
      resource("aws-native:apigatewayv2:Integration", "native", {
        apiId: "abc123",
        integrationId: "integration-id",
        integrationType: "AWS_PROXY",
        integrationUri: arn,
        timeoutInMillis: 15_000,
      }),
      lambda(60),
    ],
    findings: violation,
    message: /may take 15 s/,
  },
  // What the program does not show.
  { title: "a function of another program", props: origin(10), resources: restWith({}), findings: undetermined },
  {
    title: "an unknown timeout of the function",
    props: origin(10),
    resources: restWith({}, lambda(unknownFrom())),
    findings: undetermined,
  },
  {
    title: "an unknown read timeout",
    props: origin(unknownFrom()),
    resources: restWith({}, lambda(20)),
    findings: undetermined,
  },
]);
