import { Properties } from "../../../policy-pack/program/readValue";
import { Output, output } from "../declared";
import { Address, Choices, hostOf } from "../choices";

const region = "eu-west-1";

/** Adds APIs of both providers. @returns the hostnames of their default endpoints */
export function apisOf(choices: Choices): Address[] {
  return choices.some(3, httpApi, restApi, nativeHttpApi, nativeRestApi, webSocketApi).flatMap((add) => add(choices));
}

/** HTTP API with stages and routes. */
function httpApi(choices: Choices): Address[] {
  const api = choices.add("aws:apigatewayv2/api:Api", { protocolType: "HTTP", ...disabled(choices) });
  const apiId = output(api, "id");
  const stages = choices
    .some(4, "$default", "prod")
    .map((name) => choices.add("aws:apigatewayv2/stage:Stage", { apiId, name }));
  for (const routeKey of choices.some(3, "$default", "ANY /api/{proxy+}", "GET /orders", "GET /prod/api")) {
    const authorization = choices.is(2) ? { authorizationType: "JWT", authorizerId: authorizer(choices, apiId) } : {};
    choices.add("aws:apigatewayv2/route:Route", { apiId, routeKey, ...authorization });
  }
  return [output(api, "apiEndpoint", hostOf), output(api, "id", executeApi), ...stages.map(hostOfStage)].map(toApi);
}

function authorizer(choices: Choices, apiId: Output): Output {
  const identitySources = [choices.of("$request.header.Authorization", "$request.querystring.token")];
  const type = "aws:apigatewayv2/authorizer:Authorizer";
  return output(choices.add(type, { apiId, authorizerType: "JWT", identitySources }), "id");
}

function restApi(choices: Choices): Address[] {
  const types = choices.of(undefined, "REGIONAL", "REGIONAL", "EDGE", "PRIVATE");
  const api = choices.add("aws:apigateway/restApi:RestApi", {
    ...(types === undefined ? {} : { endpointConfiguration: { types } }),
    ...disabled(choices),
    ...(choices.is(1) ? { body: "{}" } : {}),
  });
  const restApi = output(api, "id");
  const stages = choices
    .some(5, "prod", "v1")
    .map((stageName) => choices.add("aws:apigateway/stage:Stage", { restApi, stageName }));
  if (choices.is(1)) {
    choices.add("aws:apigateway/deployment:Deployment", { restApi, stageName: "prod" });
  }
  if (choices.is(5)) {
    const top = choices.add("aws:apigateway/resource:Resource", {
      restApi,
      parentId: output(api, "rootResourceId"),
      pathPart: choices.of("api", "orders"),
    });
    const below = choices.add("aws:apigateway/resource:Resource", {
      restApi,
      parentId: output(top, "id"),
      pathPart: "{proxy+}",
    });
    for (const resource of [top, below]) {
      choices.add("aws:apigateway/method:Method", {
        restApi,
        resourceId: output(resource, "id"),
        httpMethod: "ANY",
        authorization: choices.of("NONE", "AWS_IAM"),
        ...(choices.is(2) ? { apiKeyRequired: true } : {}),
      });
    }
  }
  if (choices.is(1)) {
    choices.add("aws:apigateway/restApiPut:RestApiPut", { restApiId: restApi, body: "{}" });
  }
  const path = stages.length === 0 ? {} : { path: "/prod" };
  return [output(api, "id", executeApi), ...stages.map(hostOfStage)].map((name) => ({ ...toApi(name), ...path }));
}

function nativeHttpApi(choices: Choices): Address[] {
  const computed = { apiId: "orders123", apiEndpoint: `https://${executeApi("orders123")}` };
  const api = choices.add("aws-native:apigatewayv2:Api", { protocolType: "HTTP", ...disabled(choices) }, computed);
  const apiId = output(api, "apiId");
  for (const stageName of choices.some(4, "$default", "prod")) {
    choices.add("aws-native:apigatewayv2:Stage", { apiId, stageName });
  }
  return [output(api, "apiEndpoint", hostOf), output(api, "apiId", executeApi)].map(toApi);
}

function nativeRestApi(choices: Choices): Address[] {
  const types = [choices.of("REGIONAL", "EDGE")];
  const inputs = { endpointConfiguration: { types }, ...disabled(choices) };
  const api = choices.add("aws-native:apigateway:RestApi", inputs, { restApiId: "orders456", rootResourceId: "root" });
  const restApiId = output(api, "restApiId");
  for (const stageName of choices.some(5, "prod", "v1")) {
    choices.add("aws-native:apigateway:Stage", { restApiId, stageName });
  }
  return [{ ...toApi(output(api, "restApiId", executeApi)), path: "/prod" }];
}

function webSocketApi(choices: Choices): Address[] {
  const api = choices.add("aws:apigatewayv2/api:Api", { protocolType: "WEBSOCKET" });
  choices.add("aws:apigatewayv2/stage:Stage", { apiId: output(api, "id"), name: "prod" });
  return [{ ...toApi(output(api, "apiEndpoint", hostOf)), path: "/prod" }];
}

function toApi(name: Address["name"]): Address {
  return { name, service: "api-gateway" };
}

function hostOfStage(stage: string): Output {
  return output(stage, "invokeUrl", hostOf);
}

function disabled(choices: Choices): Properties {
  return choices.is(2) ? { disableExecuteApiEndpoint: choices.of(false, true) } : {};
}

function executeApi(id: string): string {
  return `${id}.execute-api.${region}.amazonaws.com`;
}

/** Adds custom domains, their mappings and DNS records. @returns their hostnames and targets */
export function domainsOf(choices: Choices): Address[] {
  const kinds = choices.some(2, "rest", "http", "wildcard");
  return kinds.flatMap((kind) => (kind === "rest" ? restDomain(choices) : httpDomain(choices, kind === "wildcard")));
}

function restDomain(choices: Choices): Address[] {
  const isEdge = choices.is(4);
  const domain = choices.add("aws:apigateway/domainName:DomainName", {
    domainName: "api.example.com",
    ...(isEdge && choices.is(5) ? {} : { endpointConfiguration: { types: isEdge ? "EDGE" : "REGIONAL" } }),
    ...mutualTls(choices),
    ...(choices.is(1) ? { routingMode: "ROUTING_RULE_THEN_BASE_PATH_MAPPING" } : {}),
  });
  const api = choices.resources.find(({ type }) => type === "aws:apigateway/restApi:RestApi");
  for (const basePath of choices.some(3, undefined, "shop")) {
    choices.add("aws:apigateway/basePathMapping:BasePathMapping", {
      domainName: output(domain, choices.of("domainName", "id")),
      restApi: api === undefined ? "abcdefghij" : output(api.name, "id"),
      stageName: "prod",
      ...(basePath === undefined ? {} : { basePath }),
    });
  }
  const target = output(domain, isEdge ? "cloudfrontDomainName" : "regionalDomainName");
  return [output(domain, "domainName"), "api.example.com", ...record(choices, "api.example.com", target), target].map(
    toApi,
  );
}

function httpDomain(choices: Choices, isWildcard: boolean): Address[] {
  const name = isWildcard ? "*.api.example.com" : "shop.example.com";
  const domain = choices.add("aws:apigatewayv2/domainName:DomainName", {
    domainName: name,
    domainNameConfiguration: { endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
    ...mutualTls(choices),
  });
  const api = choices.resources.find(({ type }) => type === "aws:apigatewayv2/api:Api");
  for (const apiMappingKey of choices.some(3, undefined, "shop")) {
    choices.add("aws:apigatewayv2/apiMapping:ApiMapping", {
      domainName: output(domain, "id"),
      apiId: api === undefined ? "abcdefghij" : output(api.name, "id"),
      stage: choices.of("$default", "prod"),
      ...(apiMappingKey === undefined ? {} : { apiMappingKey }),
    });
  }
  const configuration = "domainNameConfiguration";
  const target = new Output([[domain, configuration]], (value) => (value as Properties).targetDomainName);
  const host = isWildcard ? "orders.api.example.com" : name;
  const own = isWildcard ? [] : [output(domain, "domainName")];
  return [...own, host, ...record(choices, host, target), target].map(toApi);
}

function mutualTls(choices: Choices): Properties {
  return choices.is(1) ? { mutualTlsAuthentication: { truststoreUri: "s3://trust/store.pem" } } : {};
}

function record(choices: Choices, name: string, target: Output): Output[] {
  if (choices.is(5)) {
    return [];
  }
  const aliases = [{ name: target, zoneId: "Z1", evaluateTargetHealth: false }];
  return [output(choices.add("aws:route53/record:Record", { zoneId: "Z1", name, type: "A", aliases }), "fqdn")];
}
