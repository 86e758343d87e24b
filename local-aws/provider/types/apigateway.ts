import { Account, accountId, JsonObject } from "../../aws/account";
import { Planned, typesOf } from "../resourceType";
import { refuseApiCertificate } from "./certificates";
import { isTaken } from "./cloudfront/domainNameErrors";
import { refusedWhileUsedBy } from "./inUse";
import { takeSnapshot } from "../../aws/apigateway/restSnapshot";
import { apiKeys, restResources } from "../../aws/apigateway/rest";
import { cloudFrontZoneId, regionalApiZoneIds } from "./zones";

const arn = (region: string, path: string): string => `arn:aws:apigateway:${region}::${path}`;
const executionArn = (region: string, id: string): string => `arn:aws:execute-api:${region}:${accountId}:${id}`;
// https://docs.aws.amazon.com/apigateway/latest/api/API_EndpointConfiguration.html
const endpointTypes = ({ endpointConfiguration }: Inputs): string => endpointConfiguration?.types ?? "EDGE";

const methodKey = ({ restApi, resourceId, httpMethod }: Inputs): string => `${restApi}/${resourceId}/${httpMethod}`;

interface Inputs {
  readonly methodPath: string;
  readonly basePath?: string;
  readonly domainName: string;
  readonly certificateArn?: string;
  readonly regionalCertificateArn?: string;
  readonly endpointConfiguration?: { readonly types?: string };
  readonly httpMethod: string;
  readonly parentId: string;
  readonly pathPart: string;
  readonly resourceId: string;
  readonly restApi: string;
  readonly stageName: string;
  readonly keyId: string;
  readonly usagePlanId: string;
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
    importId: ({ restApi }, id) => `${restApi}/${id}`,
    immutable: ["restApi"],
    id: (_, { token }) => token(6),
    outputs: (inputs, { account }) => ({ path: resourcePath(inputs, account) }),
  },
  "aws:apigateway/method:Method": {
    importId: methodKey,
    immutable: ["restApi", "resourceId", "httpMethod"],
    id: ({ restApi, resourceId, httpMethod }) => `agm-${restApi}-${resourceId}-${httpMethod}`,
    unique: { by: methodKey, error: () => "ConflictException: Method already exists for this resource" },
  },
  "aws:apigateway/integration:Integration": {
    importId: methodKey,
    immutable: ["restApi", "resourceId", "httpMethod"],
    id: ({ restApi, resourceId, httpMethod }) => `agi-${restApi}-${resourceId}-${httpMethod}`,
    outputs: ({ resourceId }) => ({
      cacheNamespace: resourceId,
      passthroughBehavior: "WHEN_NO_MATCH",
      timeoutMilliseconds: 29000,
    }),
  },
  "aws:apigateway/deployment:Deployment": {
    importId: ({ restApi }, id) => `${restApi}/${id}`,
    immutable: ["restApi", "triggers"],
    id: (_, { token }) => token(6),
    keep: ({ restApi }, { account }, self) => self?.kept ?? takeSnapshot(account, restApi),
    refuseDelete: refusedWhileUsedBy(
      ["aws:apigateway/stage:Stage"],
      "BadRequestException: Active stages pointing to this deployment must be moved or deleted",
    ),
    outputs: () => ({ createdDate: "2026-01-01T00:00:00Z" }),
  },
  "aws:apigateway/stage:Stage": {
    importId: ({ restApi, stageName }) => `${restApi}/${stageName}`,
    immutable: ["restApi", "stageName"],
    id: ({ restApi, stageName }) => `ags-${restApi}-${stageName}`,
    unique: {
      by: ({ restApi, stageName }) => `${restApi} ${stageName}`,
      error: () => "ConflictException: Stage already exists",
    },
    outputs: ({ restApi, stageName }, { region }) => ({
      arn: arn(region, `/restapis/${restApi}/stages/${stageName}`),
      executionArn: `${executionArn(region, restApi)}/${stageName}`,
      invokeUrl: `https://${restApi}.execute-api.${region}.amazonaws.com/${stageName}`,
    }),
  },
  "aws:apigateway/methodSettings:MethodSettings": {
    importId: ({ restApi, stageName, methodPath }) => `${restApi}/${stageName}/${methodPath}`,
    immutable: ["restApi", "stageName", "methodPath"],
    id: ({ restApi, stageName, methodPath }) => `${restApi}-${stageName}-${methodPath}`,
  },
  "aws:apigateway/authorizer:Authorizer": {
    importId: ({ restApi }, id) => `${restApi}/${id}`,
    namedBy: "name",
    immutable: ["restApi"],
    id: (_, { token }) => token(6),
    outputs: ({ restApi }, { id, region }) => ({ arn: arn(region, `/restapis/${restApi}/authorizers/${id}`) }),
  },
  "aws:apigateway/apiKey:ApiKey": {
    namedBy: "name",
    immutable: ["value"],
    id: (_, { token }) => token(10),
    outputs: (_, { id, region, token }) => ({
      arn: arn(region, `/apikeys/${id}`),
      createdDate: "2026-01-01T00:00:00Z",
      lastUpdatedDate: "2026-01-01T00:00:00Z",
      description: "Managed by Pulumi",
      enabled: true,
      value: token(40, "value"),
    }),
  },
  "aws:apigateway/usagePlan:UsagePlan": {
    namedBy: "name",
    id: (_, { token }) => token(6),
    outputs: (_, { id, region }) => ({ arn: arn(region, `/usageplans/${id}`) }),
  },
  "aws:apigateway/usagePlanKey:UsagePlanKey": {
    importId: ({ usagePlanId, keyId }) => `${usagePlanId}/${keyId}`,
    immutable: ["keyId", "keyType", "usagePlanId"],
    id: ({ keyId }) => keyId,
    outputs: ({ keyId }, { account }) => {
      const key = account.get(apiKeys, keyId);
      return { name: key?.outputs.name, value: key?.outputs.value };
    },
  },
  "aws:apigateway/domainName:DomainName": {
    immutable: ["domainName"],
    id: ({ domainName }) => domainName,
    outputs: (inputs, planned) => ({
      arn: arn(planned.region, `/domainnames/${inputs.domainName}`),
      domainNameId: "",
      ...(endpointTypes(inputs) === "EDGE" ? edgeTarget(planned) : regionalTarget(planned)),
    }),
    unique: {
      by: ({ domainName }) => domainName,
      error: () => "BadRequestException: The domain name you provided already exists.",
    },
    refuse: (inputs, { account, region }, self) => refuseDomain(inputs, account, region, self?.id),
  },
  "aws:apigateway/basePathMapping:BasePathMapping": {
    immutable: ["domainName"],
    id: ({ domainName, basePath }) => `${domainName}/${basePath ?? ""}`,
  },
});

function resourcePath(inputs: Inputs, account: Planned["account"]): string {
  const parent = account.get(restResources, inputs.parentId);
  const parentPath = parent?.outputs.path ?? "";
  return `${parentPath}/${inputs.pathPart}`;
}

function refuseDomain(
  inputs: Inputs,
  account: Account,
  ownRegion: string,
  ownId: string | undefined,
): string | undefined {
  const { domainName, certificateArn, regionalCertificateArn } = inputs;
  const isEdge = endpointTypes(inputs) === "EDGE";
  if (isEdge && isTaken(account, domainName, ownId)) {
    return "BadRequestException: The domain name you provided is already associated with an existing CloudFront distribution. Remove the domain name from the existing CloudFront distribution or use a different domain name.";
  }
  const [arn, region] = isEdge ? [certificateArn, "us-east-1"] : [regionalCertificateArn, ownRegion];
  return refuseApiCertificate(account, arn, region, domainName);
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
