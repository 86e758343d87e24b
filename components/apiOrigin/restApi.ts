import * as apigateway from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { present } from "../present";
import { unprotected } from "../protection";
import { accessLogSettings } from "./accessLogs";
import { Api, ApiArgs, EndpointType } from "./api";
import { apiKey } from "./apiKey";
import { Authorizer } from "./args";
import { MethodAuthorization, RestMethods, restRoutes } from "./restRoutes";

const stageName = "prod";

/** A REST API. Requests that match no route of `routes` invoke one function. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html */
export function restApi(
  name: string,
  endpointType: EndpointType,
  args: ApiArgs,
  opts: pulumi.CustomResourceOptions,
): Api {
  const api = new apigateway.RestApi(
    `${name}-rest`,
    { endpointConfiguration: { types: endpointType }, disableExecuteApiEndpoint: args.closeDefaultEndpoint },
    opts,
  );
  const proxy = new apigateway.Resource(
    `${name}-proxy`,
    { restApi: api.id, parentId: api.rootResourceId, pathPart: "{proxy+}" },
    opts,
  );
  const authorization = methodAuthorization(args.authorizer);
  const methods = new RestMethods(api, authorization, opts);
  // `{proxy+}` does not match `/`, so the root needs its own method.
  const integrations = [
    methods.create(`${name}-root`, api.rootResourceId, "ANY", args.function, args.streamTimeout),
    methods.create(`${name}-any`, proxy.id, "ANY", args.function, args.streamTimeout),
    ...restRoutes(name, { api, proxy, methods }, args, opts),
  ];
  const deployment = new apigateway.Deployment(
    `${name}-deployment`,
    { restApi: api.id, triggers: { api: deployedSettings(args, endpointType, authorization) } },
    unprotected({ ...opts, dependsOn: integrations }),
  );
  const stage = new apigateway.Stage(
    `${name}-stage`,
    {
      restApi: api.id,
      deployment: deployment.id,
      stageName,
      xrayTracingEnabled: args.tracing,
      ...(args.accessLogs
        ? { accessLogSettings: accessLogSettings(name, { retentionInDays: args.logRetentionInDays }, opts) }
        : {}),
    },
    opts,
  );
  throttle(name, stage, args, opts);
  return {
    endpoint: {
      domainName: stage.invokeUrl.apply((url) => url.replace(/^https:\/\/([^/]+).*$/, "$1")),
      originPath: pulumi.interpolate`/${stage.stageName}`,
    },
    ready: [stage],
    executionArn: api.executionArn,
    ...(authorization.apiKeyRequired ? { apiKeyId: apiKey(name, stage, opts).id } : {}),
    endpointType,
    stage: { apiId: api.id, name: stage.stageName },
  };
}

function methodAuthorization(authorizer: Authorizer | undefined): MethodAuthorization {
  switch (authorizer?.kind) {
    case "iam":
      return { authorization: "AWS_IAM", apiKeyRequired: false };
    case "api-key":
      return { authorization: "NONE", apiKeyRequired: true };
    // REST APIs have no JWT authorizers: `checkApiOrigin` rejects them.
    case "jwt":
    case undefined:
      return { authorization: "NONE", apiKeyRequired: false };
  }
}

/** A stage of a REST API serves a snapshot. Only a change of these settings creates a new one. */
function deployedSettings(
  { closeDefaultEndpoint, function: fn, routes, streamTimeout }: ApiArgs,
  endpointType: EndpointType,
  authorization: MethodAuthorization,
): pulumi.Output<string> {
  const routed = routes.map(({ method, path, function: { invokeArn }, ...route }) => ({
    method,
    path,
    uri: invokeArn,
    ...present({ streamTimeout: route.streamTimeout }),
  }));
  return pulumi.all([fn.invokeArn, pulumi.output(routed)]).apply(([uri, integrations]) => {
    const settings = {
      closeDefaultEndpoint,
      endpointType,
      ...authorization,
      uri,
      ...present({ streamTimeout }),
      ...(integrations.length === 0 ? {} : { integrations }),
    };
    return createHash("sha256").update(JSON.stringify(settings)).digest("hex");
  });
}

/** Applies to every method. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
function throttle(
  name: string,
  { restApi, stageName }: apigateway.Stage,
  { throttling }: ApiArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  new apigateway.MethodSettings(
    `${name}-method-settings`,
    {
      restApi,
      stageName,
      methodPath: "*/*",
      settings: { throttlingRateLimit: throttling.rateLimit, throttlingBurstLimit: throttling.burstLimit },
    },
    opts,
  );
}
