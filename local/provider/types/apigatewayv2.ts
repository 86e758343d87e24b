import { accountId } from "../../account";
import { ResourceType } from "../resourceType";
import { regionalApiZoneIds } from "./zones";

export const apigatewayv2Types: Record<string, ResourceType> = {
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
    immutable: ["apiId", "integrationType"],
    id: (_, { token }) => token(7),
    outputs: () => ({ connectionType: "INTERNET", timeoutMilliseconds: 30000 }),
  },
  "aws:apigatewayv2/route:Route": {
    immutable: ["apiId"],
    id: (_, { token }) => token(7),
    outputs: () => ({ authorizationType: "NONE" }),
  },
  "aws:apigatewayv2/stage:Stage": {
    immutable: ["apiId", "name"],
    id: ({ name }) => name as string,
    outputs: ({ apiId, name }, { region }) => ({
      arn: `arn:aws:apigateway:${region}::/apis/${apiId as string}/stages/${name as string}`,
      executionArn: `arn:aws:execute-api:${region}:${accountId}:${apiId as string}/${name as string}`,
      invokeUrl: `https://${apiId as string}.execute-api.${region}.amazonaws.com/${name === "$default" ? "" : (name as string)}`,
    }),
  },
  "aws:apigatewayv2/domainName:DomainName": {
    immutable: ["domainName"],
    id: ({ domainName }) => domainName as string,
    outputs: ({ domainName }, { region, token }) => ({
      arn: `arn:aws:apigateway:${region}::/domainnames/${domainName as string}`,
      domainNameConfiguration: {
        targetDomainName: `d-${token(10)}.execute-api.${region}.amazonaws.com`,
        hostedZoneId: regionalApiZoneIds[region],
      },
    }),
  },
  "aws:apigatewayv2/apiMapping:ApiMapping": {
    immutable: ["domainName"],
    id: (_, { token }) => token(6),
  },
};
