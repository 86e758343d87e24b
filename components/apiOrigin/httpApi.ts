import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import * as pulumi from "@pulumi/pulumi";
import { shortName } from "../shortName";
import { AccessLogSettings, accessLogSettings, vendedLogsPrefix } from "./accessLogs";
import { Api, ApiArgs } from "./api";
import { ApiFunction } from "./apiFunction";
import { Authorizer, JwtAuthorizer } from "./args";
import { catchAllKeys } from "./routeKey";

/** An HTTP API. Requests that match no route of `routes` invoke one function. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html */
export function httpApi(name: string, args: ApiArgs, opts: pulumi.CustomResourceOptions): Api {
  const api = new apigatewayv2.Api(
    shortName("httpApi", `${name}-http`),
    { protocolType: "HTTP", disableExecuteApiEndpoint: args.closeDefaultEndpoint },
    opts,
  );
  const authorized = authorization(name, api, args.authorizer, opts);
  const target = integrationTarget(name, api, args.function, opts);
  const routes = [
    ...catchAllKeys.map(
      (routeKey, index) =>
        new apigatewayv2.Route(
          `${name}-route-${index === 0 ? "root" : "proxy"}`,
          { apiId: api.id, target, ...authorized, routeKey },
          opts,
        ),
    ),
    ...args.routes.map(
      (route) =>
        new apigatewayv2.Route(
          `${route.name}-route`,
          {
            apiId: api.id,
            target: integrationTarget(route.name, api, route.function, opts),
            ...authorized,
            routeKey: `${route.method} ${route.path}`,
          },
          opts,
        ),
    ),
  ];
  const stage = new apigatewayv2.Stage(
    `${name}-stage`,
    {
      apiId: api.id,
      name: "$default",
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: args.throttling.rateLimit,
        throttlingBurstLimit: args.throttling.burstLimit,
      },
      ...(args.accessLogs ? { accessLogSettings: httpAccessLogs(name, args.logRetentionInDays, opts) } : {}),
    },
    { ...opts, dependsOn: routes },
  );
  return {
    endpoint: { domainName: api.apiEndpoint.apply((url) => url.replace("https://", "")) },
    ready: [stage],
    executionArn: api.executionArn,
    // HTTP APIs have no other type.
    endpointType: "REGIONAL",
    stage: { apiId: api.id, name: stage.name },
  };
}

function integrationTarget(
  name: string,
  api: apigatewayv2.Api,
  { invokeArn }: ApiFunction,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const integration = new apigatewayv2.Integration(
    `${name}-integration`,
    { apiId: api.id, integrationType: "AWS_PROXY", integrationUri: invokeArn, payloadFormatVersion: "2.0" },
    opts,
  );
  return pulumi.interpolate`integrations/${integration.id}`;
}

function httpAccessLogs(name: string, retentionInDays: number, opts: pulumi.CustomResourceOptions): AccessLogSettings {
  return accessLogSettings(name, { namePrefix: vendedLogsPrefix(name), retentionInDays }, opts);
}

type RouteAuthorization = Pick<apigatewayv2.RouteArgs, "authorizationType" | "authorizerId">;

function authorization(
  name: string,
  api: apigatewayv2.Api,
  authorizer: Authorizer | undefined,
  opts: pulumi.CustomResourceOptions,
): RouteAuthorization {
  switch (authorizer?.kind) {
    case "jwt":
      return { authorizationType: "JWT", authorizerId: jwtAuthorizer(name, api, authorizer, opts).id };
    case "iam":
      return { authorizationType: "AWS_IAM" };
    // HTTP APIs have no API keys: `checkApiOrigin` rejects them.
    case "api-key":
    case undefined:
      return {};
  }
}

function jwtAuthorizer(
  name: string,
  api: apigatewayv2.Api,
  { issuer, audience }: JwtAuthorizer,
  opts: pulumi.CustomResourceOptions,
): apigatewayv2.Authorizer {
  return new apigatewayv2.Authorizer(
    shortName("httpApi", `${name}-authorizer`),
    {
      apiId: api.id,
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
      jwtConfiguration: { issuer, audiences: [...audience] },
    },
    opts,
  );
}
