import { Account, JsonObject } from "../../local-aws/aws/account";
import { takeSnapshot } from "../../local-aws/aws/apigateway/restSnapshot";
import { put, putFunction, region } from "./account";

/** APIs with settings of every kind, put straight into an account. */
export interface PutApi {
  readonly id: string;
  readonly domainName: string;
}

/** Answers with the event it got. @returns its ARN */
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

/** Deploys a REST API as it is now. @returns the deployment's id */
export function deploy(account: Account, restApiId: string): string {
  const id = put(account, "aws:apigateway/deployment:Deployment", { restApi: restApiId });
  const stored = account.get("aws:apigateway/deployment:Deployment", id);
  if (stored !== undefined) {
    account.put({ ...stored, internal: takeSnapshot(account, restApiId) });
  }
  return id;
}

/** Changes what the account says of a resource. */
export function change(account: Account, type: string, id: string, outputs: JsonObject): void {
  const stored = account.get(type, id);
  if (stored === undefined) {
    throw new Error(`there is no ${type} ${id}`);
  }
  account.put({ ...stored, outputs: { ...stored.outputs, ...outputs } });
}
