import { accountId } from "../../aws/account";
import { typesOf } from "../resourceType";
import { refuseApiCertificate } from "./certificates";
import { regionalApiZoneIds } from "./zones";

interface Inputs {
  readonly apiId: string;
  readonly domainName: string;
  readonly domainNameConfiguration?: { readonly certificateArn?: string };
  readonly name: string;
  readonly routeKey: string;
}

export const apigatewayv2Types = typesOf<Inputs>({
  "aws:apigatewayv2/api:Api": {
    namedBy: "name",
    immutable: ["protocolType"],
    id: (_, { token }) => token(10),
    outputs: (_, { id, region }) => ({
      arn: `arn:aws:apigateway:${region}::/apis/${id}`,
      apiEndpoint: `https://${id}.execute-api.${region}.amazonaws.com`,
      executionArn: `arn:aws:execute-api:${region}:${accountId}:${id}`,
      apiKeySelectionExpression: "$request.header.x-api-key",
      routeSelectionExpression: "$request.method $request.path",
    }),
  },
  "aws:apigatewayv2/integration:Integration": {
    importId: ({ apiId }, id) => `${apiId}/${id}`,
    immutable: ["apiId", "integrationType"],
    id: (_, { token }) => token(7),
    outputs: () => ({ connectionType: "INTERNET", timeoutMilliseconds: 30000 }),
  },
  "aws:apigatewayv2/route:Route": {
    importId: ({ apiId }, id) => `${apiId}/${id}`,
    unique: {
      by: ({ apiId, routeKey }) => `${apiId} ${routeKey}`,
      error: ({ routeKey }) => `ConflictException: Route with key ${routeKey} already exists for this API`,
    },
    immutable: ["apiId"],
    id: (_, { token }) => token(7),
    outputs: () => ({ authorizationType: "NONE" }),
  },
  "aws:apigatewayv2/authorizer:Authorizer": {
    importId: ({ apiId }, id) => `${apiId}/${id}`,
    namedBy: "name",
    immutable: ["apiId"],
    id: (_, { token }) => token(6),
  },
  "aws:apigatewayv2/stage:Stage": {
    importId: ({ apiId }, id) => `${apiId}/${id}`,
    keyedByImportId: true,
    unique: {
      by: ({ apiId, name }) => `${apiId} ${name}`,
      error: () => "ConflictException: Stage already exists",
    },
    immutable: ["apiId", "name"],
    id: ({ name }) => name,
    outputs: ({ apiId, name }, { region }) => ({
      arn: `arn:aws:apigateway:${region}::/apis/${apiId}/stages/${name}`,
      executionArn: `arn:aws:execute-api:${region}:${accountId}:${apiId}/${name}`,
      invokeUrl: `https://${apiId}.execute-api.${region}.amazonaws.com/${name === "$default" ? "" : name}`,
    }),
  },
  "aws:apigatewayv2/domainName:DomainName": {
    immutable: ["domainName"],
    id: ({ domainName }) => domainName,
    unique: {
      by: ({ domainName }) => domainName,
      error: () => "BadRequestException: The domain name you provided already exists.",
    },
    refuse: ({ domainName, domainNameConfiguration }, { account, region }) =>
      refuseApiCertificate(account, domainNameConfiguration?.certificateArn, region, domainName),
    outputs: ({ domainName }, { region, token }) => ({
      arn: `arn:aws:apigateway:${region}::/domainnames/${domainName}`,
      domainNameConfiguration: {
        targetDomainName: `d-${token(10)}.execute-api.${region}.amazonaws.com`,
        hostedZoneId: regionalApiZoneIds[region],
      },
    }),
  },
  "aws:apigatewayv2/apiMapping:ApiMapping": {
    importId: ({ domainName }, id) => `${id}/${domainName}`,
    immutable: ["domainName"],
    id: (_, { token }) => token(6),
  },
});
