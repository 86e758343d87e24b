import {
  carrier,
  CorrectPrograms,
  custom,
  distribution,
  forApi,
  forFiles,
  files,
  httpApi,
  httpHost,
  resource,
  restApi,
  restHost,
  site,
} from "./parts";
import { output } from "../declared";

const executeApi = (region: string) => (id: string) => `${id}.execute-api.${region}.amazonaws.com`;

const liveStage = { originPath: "/live" };

/** APIs at their default endpoint, and APIs of other programs. */
export const correctApis: CorrectPrograms = {
  "HTTP API at its default endpoint": [...httpApi(), site(custom("api", httpHost()))],
  "HTTP API by its ID": [...httpApi(), site(custom("api", output("orders", "id", executeApi("eu-west-1"))))],
  "HTTP API by the invoke URL of its stage": [
    ...httpApi(),
    site(
      custom(
        "api",
        output("orders-stage", "invokeUrl", (url) => new URL(url).hostname),
      ),
    ),
  ],
  "HTTP API with a named stage in originPath": [
    resource("aws:apigatewayv2/api:Api", "orders", { protocolType: "HTTP" }),
    resource("aws:apigatewayv2/stage:Stage", "stage", { apiId: output("orders", "id"), name: "live" }),
    site(custom("api", httpHost(), liveStage)),
  ],
  "HTTP API with a named stage in the path pattern": [
    resource("aws:apigatewayv2/api:Api", "orders", { protocolType: "HTTP" }),
    resource("aws:apigatewayv2/stage:Stage", "stage", { apiId: output("orders", "id"), name: "live" }),
    distribution({
      origins: [files, custom("api", httpHost())],
      defaultCacheBehavior: forFiles("files"),
      orderedCacheBehaviors: [{ pathPattern: "/live/*", ...forApi("api") }],
    }),
  ],
  "HTTP API by quick create": [
    resource("aws:apigatewayv2/api:Api", "orders", {
      protocolType: "HTTP",
      target: "arn:aws:lambda:eu-west-1:1:function:f",
    }),
    site(custom("api", httpHost())),
  ],
  "HTTP API from an OpenAPI document": [
    resource("aws:apigatewayv2/api:Api", "orders", { protocolType: "HTTP", body: '{"openapi":"3.0.1","paths":{}}' }),
    resource("aws:apigatewayv2/stage:Stage", "stage", { apiId: output("orders", "id"), name: "$default" }),
    site(custom("api", httpHost())),
  ],
  "HTTP API as the default origin": [
    ...httpApi(),
    distribution({
      origins: [custom("api", httpHost()), files],
      defaultCacheBehavior: forApi("api"),
      orderedCacheBehaviors: [{ pathPattern: "/static/*", ...forFiles("files") }],
    }),
  ],
  "WebSocket API below its stage": [
    resource("aws:apigatewayv2/api:Api", "chat", {
      protocolType: "WEBSOCKET",
      routeSelectionExpression: "$request.body.action",
    }),
    resource("aws:apigatewayv2/stage:Stage", "stage", { apiId: output("chat", "id"), name: "live" }),
    distribution({
      origins: [files, custom("chat", httpHost("chat"))],
      defaultCacheBehavior: forFiles("files"),
      orderedCacheBehaviors: [{ pathPattern: "/live*", ...forApi("chat") }],
    }),
  ],
  "regional REST API with its stage": [...restApi("REGIONAL"), site(custom("api", restHost(), liveStage))],
  "edge-optimized REST API with its stage": [...restApi("EDGE"), site(custom("api", restHost(), liveStage))],
  "REST API with the default endpoint type": [...restApi(undefined), site(custom("api", restHost(), liveStage))],
  "REST API with an originPath from its stage": [
    ...restApi("REGIONAL"),
    site(custom("api", restHost(), { originPath: output("rest-stage", "stageName", (name) => `/${name}`) })),
  ],
  "REST API with a stage of its deployment": [
    resource("aws:apigateway/restApi:RestApi", "rest", { endpointConfiguration: { types: "REGIONAL" } }),
    resource("aws:apigateway/deployment:Deployment", "deployment", {
      restApi: output("rest", "id"),
      stageName: "live",
    }),
    site(custom("api", output("rest", "id", executeApi("eu-west-1")), liveStage)),
  ],
  "REST API with routes of a RestApiPut": [
    resource("aws:apigateway/restApi:RestApi", "rest", { endpointConfiguration: { types: "REGIONAL" } }),
    resource("aws:apigateway/restApiPut:RestApiPut", "put", { restApiId: output("rest", "id"), body: "{}" }),
    resource("aws:apigateway/stage:Stage", "rest-stage", { restApi: output("rest", "id"), stageName: "live" }),
    site(custom("api", restHost(), liveStage)),
  ],
  "private REST API by its hostname, behind a load balancer in a VPC": [
    ...restApi("PRIVATE"),
    resource("aws:lb/loadBalancer:LoadBalancer", "balancer", { loadBalancerType: "network", internal: true }),
    resource("aws:cloudfront/vpcOrigin:VpcOrigin", "vpc", {
      vpcOriginEndpointConfig: { arn: output("balancer", "arn") },
    }),
    distribution({
      origins: [
        {
          originId: "api",
          domainName: restHost(),
          ...liveStage,
          vpcOriginConfig: { vpcOriginId: output("vpc", "id") },
        },
      ],
      defaultCacheBehavior: forApi("api"),
    }),
  ],
  "failover from one region to another, for reads": [
    ...restApi("REGIONAL", "near"),
    ...restApi("REGIONAL", "far", { region: "us-west-2" }),
    distribution({
      origins: [custom("near", restHost("near"), liveStage), custom("far", restHost("far"), liveStage)],
      originGroups: [
        {
          originId: "group",
          failoverCriteria: { statusCodes: [502, 504] },
          members: [{ originId: "near" }, { originId: "far" }],
        },
      ],
      defaultCacheBehavior: forApi("group", { allowedMethods: ["GET", "HEAD", "OPTIONS"] }),
    }),
  ],
  "REST API with two stages, one for each path": [
    ...restApi("REGIONAL"),
    resource("aws:apigateway/stage:Stage", "beta", { restApi: output("rest", "id"), stageName: "beta" }),
    distribution({
      origins: [custom("live", restHost(), liveStage), custom("beta", restHost(), { originPath: "/beta" })],
      defaultCacheBehavior: forApi("live"),
      orderedCacheBehaviors: [{ pathPattern: "/preview*", ...forApi("beta") }],
    }),
  ],
  "APIs of two regions, one for each path": [
    ...httpApi("near"),
    resource("aws:apigatewayv2/api:Api", "far", { protocolType: "HTTP", region: "us-west-2" }),
    resource("aws:apigatewayv2/stage:Stage", "far-stage", {
      apiId: output("far", "id"),
      name: "$default",
      region: "us-west-2",
    }),
    distribution({
      origins: [custom("near", httpHost("near")), custom("far", httpHost("far"))],
      defaultCacheBehavior: forApi("near"),
      orderedCacheBehaviors: [{ pathPattern: "/archive*", ...forApi("far") }],
    }),
  ],
  "HTTP API and REST API, each with its stage": [
    ...httpApi(),
    ...restApi("REGIONAL"),
    distribution({
      origins: [custom("http", httpHost()), custom("rest", restHost(), liveStage)],
      defaultCacheBehavior: forApi("http"),
      orderedCacheBehaviors: [{ pathPattern: "/reports*", ...forApi("rest") }],
    }),
  ],
  "new API next to an existing one": [
    ...httpApi("next", { disableExecuteApiEndpoint: true }),
    site(custom("api", "abcdefghij.execute-api.eu-west-1.amazonaws.com")),
  ],
  "API with a closed endpoint next to the API of the origin": [
    ...httpApi("closed", { disableExecuteApiEndpoint: true }),
    ...httpApi(),
    distribution({
      origins: [custom("api", httpHost()), custom("closed", "closed.example.com")],
      defaultCacheBehavior: forApi("api"),
      orderedCacheBehaviors: [{ pathPattern: "/closed*", ...forApi("closed") }],
    }),
  ],
  "API of another stack by a stack reference": [
    carrier("pulumi:pulumi:StackReference", "other", "abcdefghij.execute-api.eu-west-1.amazonaws.com"),
    site(custom("api", output("other", "value"))),
  ],
  "API of another stack by a parameter": [
    carrier("aws:ssm/parameter:Parameter", "host", "api.example.com"),
    site(custom("api", output("host", "value"))),
  ],
  "API of another stack by its hostname": [
    site(custom("api", "abcdefghij.execute-api.eu-west-1.amazonaws.com", liveStage)),
  ],
  "API in China": [site(custom("api", "abcdefghij.execute-api.cn-north-1.amazonaws.com.cn", liveStage))],
  "API in GovCloud": [site(custom("api", "abcdefghij.execute-api.us-gov-west-1.amazonaws.com", liveStage))],
};
