import * as apigateway from "@pulumi/aws/apigateway";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { unprotected } from "../protection";
import { accessLogSettings } from "./accessLogs";
import { Api, ApiArgs, EndpointType } from "./api";
import { apiKey } from "./apiKey";
import { Authorizer } from "./args";

const stageName = "prod";

/** A REST API whose methods all invoke one function. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html */
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
  // `{proxy+}` does not match `/`, so the root needs its own method.
  const integrations = [
    anyMethod(`${name}-root`, api, api.rootResourceId, args.function, authorization, opts),
    anyMethod(`${name}-any`, api, proxy.id, args.function, authorization, opts),
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
      xrayTracingEnabled: true,
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

interface MethodAuthorization {
  readonly authorization: "NONE" | "AWS_IAM";
  readonly apiKeyRequired: boolean;
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

function anyMethod(
  name: string,
  api: apigateway.RestApi,
  resourceId: pulumi.Input<string>,
  fn: lambda.Function,
  authorization: MethodAuthorization,
  opts: pulumi.CustomResourceOptions,
): apigateway.Integration {
  const method = new apigateway.Method(
    `${name}-method`,
    { restApi: api.id, resourceId, httpMethod: "ANY", ...authorization },
    opts,
  );
  return new apigateway.Integration(
    `${name}-integration`,
    {
      restApi: api.id,
      resourceId,
      httpMethod: method.httpMethod,
      type: "AWS_PROXY",
      // API Gateway invokes a function with POST, whatever the viewer's method is.
      integrationHttpMethod: "POST",
      uri: fn.invokeArn,
    },
    opts,
  );
}

/** A stage of a REST API serves a snapshot. Only a change of these settings creates a new one. */
function deployedSettings(
  { closeDefaultEndpoint, function: fn }: ApiArgs,
  endpointType: EndpointType,
  authorization: MethodAuthorization,
): pulumi.Output<string> {
  return fn.invokeArn.apply((uri) => {
    const settings = { closeDefaultEndpoint, endpointType, ...authorization, uri };
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
