import assert from "node:assert/strict";
import { Account, JsonObject } from "../../local-aws/aws/account";
import { takeSnapshot } from "../../local-aws/aws/apigateway/restSnapshot";
import { put, putFunction, region } from "./account";

/** An API that was put directly into an account. */
export interface PutApi {
  readonly id: string;
  readonly domainName: string;
}

/** A function that responds with its event. @returns its ARN */
export function putEcho(account: Account): string {
  const code = "exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });";
  return putFunction(account, code);
}

interface HttpSettings {
  readonly api?: JsonObject;
  readonly integration?: JsonObject;
  readonly route?: JsonObject;
  readonly routeKey?: string;
  readonly stage?: JsonObject;
}

/** An HTTP API with one route and one stage. */
export function putHttp(account: Account, functionArn: string, settings: HttpSettings = {}): PutApi {
  const { api, integration, route, routeKey = "ANY /{proxy+}", stage } = settings;
  const apiId = put(account, "aws:apigatewayv2/api:Api", { protocolType: "HTTP", ...api });
  const integrationId = put(account, "aws:apigatewayv2/integration:Integration", {
    apiId,
    integrationUri: functionArn,
    payloadFormatVersion: "2.0",
    ...integration,
  });
  put(account, "aws:apigatewayv2/route:Route", {
    apiId,
    routeKey,
    target: `integrations/${integrationId}`,
    authorizationType: "NONE",
    ...route,
  });
  put(account, "aws:apigatewayv2/stage:Stage", { apiId, name: "$default", ...stage });
  return { id: apiId, domainName: `${apiId}.execute-api.${region}.amazonaws.com` };
}

interface RestSettings {
  readonly api?: JsonObject;
  readonly integration?: JsonObject;
  readonly method?: JsonObject;
  readonly stage?: JsonObject;
}

export const restApi = "aws:apigateway/restApi:RestApi";

/** A regional REST API with one resource, `/{proxy+}`, and a stage `prod`. */
export function putRest(account: Account, functionArn: string, settings: RestSettings = {}): PutApi {
  const id = put(account, restApi, {
    arn: `arn:aws:apigateway:${region}::/restapis/x`,
    endpointConfiguration: { types: "REGIONAL" },
    ...settings.api,
  });
  const resourceId = put(account, "aws:apigateway/resource:Resource", { restApi: id, path: "/{proxy+}" });
  const of = { restApi: id, resourceId, httpMethod: "ANY" };
  put(account, "aws:apigateway/method:Method", { ...of, authorization: "NONE", ...settings.method });
  put(account, "aws:apigateway/integration:Integration", { ...of, uri: functionArn, ...settings.integration });
  put(
    account,
    "aws:apigateway/stage:Stage",
    { restApi: id, stageName: "prod", deployment: deploy(account, id), ...settings.stage },
    { id: `ags-${id}-prod` },
  );
  return { id, domainName: `${id}.execute-api.${region}.amazonaws.com` };
}

/** Deploys a REST API. @returns the ID of the deployment */
export function deploy(account: Account, restApiId: string): string {
  const id = put(account, "aws:apigateway/deployment:Deployment", { restApi: restApiId });
  const stored = account.get("aws:apigateway/deployment:Deployment", id);
  assert.ok(stored);
  account.put({ ...stored, internal: takeSnapshot(account, restApiId) });
  return id;
}

/** Changes outputs of a resource in the account. */
export function change(account: Account, type: string, id: string, outputs: JsonObject): void {
  assert.ok(account.get(type, id), `${type} ${id} does not exist`);
  account.setOutputs(type, id, outputs);
}
