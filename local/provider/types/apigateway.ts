import { accountId, JsonObject } from "../../account";
import { Planned, ResourceType } from "../resourceType";
import { cloudFrontZoneId, regionalApiZoneIds } from "./zones";

const arn = (region: string, path: string): string => `arn:aws:apigateway:${region}::${path}`;
const executionArn = (region: string, id: string): string => `arn:aws:execute-api:${region}:${accountId}:${id}`;
const endpointTypes = (inputs: JsonObject): string =>
  (inputs.endpointConfiguration as { types?: string } | undefined)?.types ?? "EDGE";

export const apigatewayTypes: Record<string, ResourceType> = {
  "aws:apigateway/restApi:RestApi": {
    namedBy: "name",
    id: (_, { token }) => token(10),
    outputs: (inputs, { id, region, token }) => ({
      arn: arn(region, `/restapis/${id}`),
      executionArn: executionArn(region, id),
      rootResourceId: token(10, "root"),
      createdDate: "2026-01-01T00:00:00Z",
      endpointConfiguration: { types: endpointTypes(inputs) },
    }),
  },
  "aws:apigateway/resource:Resource": {
    immutable: ["restApi"],
    id: (_, { token }) => token(6),
    outputs: (inputs, { account }) => ({ path: resourcePath(inputs, account) }),
  },
  "aws:apigateway/method:Method": {
    immutable: ["restApi", "resourceId", "httpMethod"],
    id: ({ restApi, resourceId, httpMethod }) =>
      `agm-${restApi as string}-${resourceId as string}-${httpMethod as string}`,
  },
  "aws:apigateway/integration:Integration": {
    immutable: ["restApi", "resourceId", "httpMethod"],
    id: ({ restApi, resourceId, httpMethod }) =>
      `agi-${restApi as string}-${resourceId as string}-${httpMethod as string}`,
    outputs: ({ resourceId }) => ({
      cacheNamespace: resourceId,
      passthroughBehavior: "WHEN_NO_MATCH",
      timeoutMilliseconds: 29000,
    }),
  },
  "aws:apigateway/deployment:Deployment": {
    immutable: ["restApi", "triggers"],
    id: (_, { token }) => token(6),
    outputs: () => ({ createdDate: "2026-01-01T00:00:00Z" }),
  },
  "aws:apigateway/stage:Stage": {
    immutable: ["restApi", "stageName"],
    id: ({ restApi, stageName }) => `ags-${restApi as string}-${stageName as string}`,
    outputs: ({ restApi, stageName }, { region }) => ({
      arn: arn(region, `/restapis/${restApi as string}/stages/${stageName as string}`),
      executionArn: `${executionArn(region, restApi as string)}/${stageName as string}`,
      invokeUrl: `https://${restApi as string}.execute-api.${region}.amazonaws.com/${stageName as string}`,
    }),
  },
  "aws:apigateway/domainName:DomainName": {
    immutable: ["domainName"],
    id: ({ domainName }) => domainName as string,
    outputs: (inputs, planned) => ({
      arn: arn(planned.region, `/domainnames/${inputs.domainName as string}`),
      domainNameId: "",
      ...(endpointTypes(inputs) === "EDGE" ? edgeTarget(planned) : regionalTarget(planned)),
    }),
    refuse: (inputs, account) =>
      endpointTypes(inputs) === "EDGE" && isAlias(account, inputs.domainName)
        ? "BadRequestException: The domain name you provided is already associated with an existing CloudFront distribution. Remove the domain name from the existing CloudFront distribution or use a different domain name."
        : undefined,
  },
  "aws:apigateway/basePathMapping:BasePathMapping": {
    immutable: ["domainName"],
    id: ({ domainName, basePath }) => `${domainName as string}/${(basePath as string | undefined) ?? ""}`,
  },
};

function resourcePath(inputs: JsonObject, account: Planned["account"]): string {
  const parent = account.get("aws:apigateway/resource:Resource", inputs.parentId as string);
  return `${(parent?.outputs.path as string | undefined) ?? ""}/${inputs.pathPart as string}`;
}

function edgeTarget({ token }: Planned): JsonObject {
  return { cloudfrontDomainName: `d${token(13)}.cloudfront.net`, cloudfrontZoneId: cloudFrontZoneId };
}

function regionalTarget({ region, token }: Planned): JsonObject {
  return {
    regionalDomainName: `d-${token(10)}.execute-api.${region}.amazonaws.com`,
    regionalZoneId: regionalApiZoneIds[region],
  };
}

function isAlias(account: Planned["account"], name: JsonObject[string]): boolean {
  return account
    .list("aws:cloudfront/distribution:Distribution")
    .some(({ outputs }) => ((outputs.aliases as string[] | undefined) ?? []).includes(name as string));
}
