import { accountId, JsonObject } from "../../account";
import { Planned, typesOf } from "../resourceType";
import { isTaken } from "./cloudfront/refuseNames";
import { cloudFrontZoneId, regionalApiZoneIds } from "./zones";

const arn = (region: string, path: string): string => `arn:aws:apigateway:${region}::${path}`;
const executionArn = (region: string, id: string): string => `arn:aws:execute-api:${region}:${accountId}:${id}`;
// https://docs.aws.amazon.com/apigateway/latest/api/API_EndpointConfiguration.html
const endpointTypes = ({ endpointConfiguration }: Inputs): string => endpointConfiguration?.types ?? "EDGE";

interface Inputs {
  readonly methodPath: string;
  readonly basePath?: string;
  readonly domainName: string;
  readonly endpointConfiguration?: { readonly types?: string };
  readonly httpMethod: string;
  readonly parentId: string;
  readonly pathPart: string;
  readonly resourceId: string;
  readonly restApi: string;
  readonly stageName: string;
}

export const apigatewayTypes = typesOf<Inputs>({
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
    id: ({ restApi, resourceId, httpMethod }) => `agm-${restApi}-${resourceId}-${httpMethod}`,
  },
  "aws:apigateway/integration:Integration": {
    immutable: ["restApi", "resourceId", "httpMethod"],
    id: ({ restApi, resourceId, httpMethod }) => `agi-${restApi}-${resourceId}-${httpMethod}`,
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
    id: ({ restApi, stageName }) => `ags-${restApi}-${stageName}`,
    outputs: ({ restApi, stageName }, { region }) => ({
      arn: arn(region, `/restapis/${restApi}/stages/${stageName}`),
      executionArn: `${executionArn(region, restApi)}/${stageName}`,
      invokeUrl: `https://${restApi}.execute-api.${region}.amazonaws.com/${stageName}`,
    }),
  },
  "aws:apigateway/methodSettings:MethodSettings": {
    immutable: ["restApi", "stageName", "methodPath"],
    id: ({ restApi, stageName, methodPath }) => `${restApi}-${stageName}-${methodPath}`,
  },
  "aws:apigateway/authorizer:Authorizer": {
    namedBy: "name",
    immutable: ["restApi"],
    id: (_, { token }) => token(6),
    outputs: ({ restApi }, { id, region }) => ({ arn: arn(region, `/restapis/${restApi}/authorizers/${id}`) }),
  },
  "aws:apigateway/domainName:DomainName": {
    immutable: ["domainName"],
    id: ({ domainName }) => domainName,
    outputs: (inputs, planned) => ({
      arn: arn(planned.region, `/domainnames/${inputs.domainName}`),
      domainNameId: "",
      ...(endpointTypes(inputs) === "EDGE" ? edgeTarget(planned) : regionalTarget(planned)),
    }),
    refuse: (inputs, account) =>
      endpointTypes(inputs) === "EDGE" && isTaken(account, inputs.domainName, inputs.domainName)
        ? "BadRequestException: The domain name you provided is already associated with an existing CloudFront distribution. Remove the domain name from the existing CloudFront distribution or use a different domain name."
        : undefined,
  },
  "aws:apigateway/basePathMapping:BasePathMapping": {
    immutable: ["domainName"],
    id: ({ domainName, basePath }) => `${domainName}/${basePath ?? ""}`,
  },
});

function resourcePath(inputs: Inputs, account: Planned["account"]): string {
  const parent = account.get("aws:apigateway/resource:Resource", inputs.parentId);
  const parentPath = (parent?.outputs.path as string | undefined) ?? "";
  return `${parentPath}/${inputs.pathPart}`;
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
