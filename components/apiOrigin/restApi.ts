import * as apigateway from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { validatedCertificate } from "../certificate";
import { Api, ApiArgs, CustomDomain, MappedDomain } from "./api";

const stageName = "prod";

export type RestEndpointType = "REGIONAL" | "EDGE";

/** A REST API whose every method goes to one function. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html */
export function restApi(
  name: string,
  endpointType: RestEndpointType,
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
  // `{proxy+}` does not match `/`, so the root has a method of its own.
  const integrations = [
    anyMethod(`${name}-root`, api, api.rootResourceId, args, opts),
    anyMethod(`${name}-any`, api, proxy.id, args, opts),
  ];
  const deployment = new apigateway.Deployment(
    `${name}-deployment`,
    { restApi: api.id, triggers: { api: deployedSettings(args, endpointType) } },
    { ...opts, dependsOn: integrations },
  );
  const stage = new apigateway.Stage(
    `${name}-stage`,
    { restApi: api.id, deployment: deployment.id, stageName, xrayTracingEnabled: true },
    opts,
  );
  return {
    endpoint: {
      domainName: stage.invokeUrl.apply((url) => url.replace(/^https:\/\/([^/]+).*$/, "$1")),
      originPath: pulumi.interpolate`/${stage.stageName}`,
    },
    ready: [stage],
    executionArn: api.executionArn,
    mapDomain: (domain) => mapRestDomain(name, domain, endpointType, stage, opts),
  };
}

/** A REST API serves a snapshot: whatever is not in the triggers does not reach the stage. */
function deployedSettings(args: ApiArgs, endpointType: RestEndpointType): string {
  const settings = { closeDefaultEndpoint: args.closeDefaultEndpoint, endpointType };
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex");
}

function anyMethod(
  name: string,
  api: apigateway.RestApi,
  resourceId: pulumi.Input<string>,
  args: ApiArgs,
  opts: pulumi.CustomResourceOptions,
): apigateway.Integration {
  const method = new apigateway.Method(
    `${name}-method`,
    { restApi: api.id, resourceId, httpMethod: "ANY", authorization: "NONE" },
    opts,
  );
  return new apigateway.Integration(
    `${name}-integration`,
    {
      restApi: api.id,
      resourceId,
      httpMethod: method.httpMethod,
      type: "AWS_PROXY",
      // API Gateway always calls a function by POST, whatever the viewer's method.
      integrationHttpMethod: "POST",
      uri: args.function.invokeArn,
    },
    opts,
  );
}

function mapRestDomain(
  name: string,
  domain: CustomDomain,
  endpointType: RestEndpointType,
  stage: apigateway.Stage,
  opts: pulumi.CustomResourceOptions,
): MappedDomain {
  const edge = endpointType === "EDGE";
  // The certificate of an edge-optimized domain is CloudFront's and lives in us-east-1:
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html
  const arn = validatedCertificate(
    name,
    { domainName: domain.name, hostedZoneId: domain.hostedZoneId, ...(edge ? { region: "us-east-1" } : {}) },
    opts,
  );
  const domainName = new apigateway.DomainName(
    `${name}-domain`,
    {
      domainName: domain.name,
      endpointConfiguration: { types: endpointType },
      securityPolicy: "TLS_1_2",
      ...(edge ? { certificateArn: arn } : { regionalCertificateArn: arn }),
    },
    opts,
  );
  const mapping = new apigateway.BasePathMapping(
    `${name}-mapping`,
    { domainName: domainName.domainName, restApi: stage.restApi, stageName: stage.stageName },
    opts,
  );
  return {
    target: edge
      ? { name: domainName.cloudfrontDomainName, zoneId: domainName.cloudfrontZoneId }
      : { name: domainName.regionalDomainName, zoneId: domainName.regionalZoneId },
    mapping,
  };
}
