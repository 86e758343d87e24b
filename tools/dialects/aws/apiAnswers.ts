import { Unknown } from "../../../policy-pack/program/maybe";
import { isObject, Properties } from "../../../policy-pack/program/readValue";
import type { StateResource } from "../../state";
import { Answer, resource } from "./answers";
import { camelCase, itemsOf } from "./names";

/** The API or the custom domain that the items of an answer belong to. */
export interface Owner {
  /** Its ID; unknown if the name of the file does not tell. */
  readonly id: string | Unknown;
}

interface ItemKind {
  /** Whether an item is of this kind. The items of both versions of API Gateway have the names of version 1 here. */
  readonly is: (item: Properties) => boolean;
  readonly read: (item: Properties, owner: Owner) => readonly StateResource[];
  /** What the complete list shows all parts of. */
  readonly completes?: "api" | "domain";
}

/** What the lists of `aws apigateway` and `aws apigatewayv2` contain. The first kind that fits is the right one. */
const kinds: readonly ItemKind[] = [
  { is: has("apiMappingId"), read: (item, owner) => [apiMapping(item, owner)], completes: "domain" },
  { is: has("restApiId", "basePath"), read: (item, owner) => [basePathMapping(item, owner)], completes: "domain" },
  { is: has("routeKey"), read: (item, owner) => [route(item, owner)] },
  { is: has("stageName", "deploymentId", "cacheClusterEnabled"), read: restStage, completes: "api" },
  { is: has("stageName", "defaultRouteSettings"), read: httpStage, completes: "api" },
  { is: has("apiId", "protocolType"), read: (item) => [httpApi(item)] },
  { is: has("domainName", "domainNameConfigurations"), read: (item) => [domainOfVersion2(item)] },
  { is: has("domainName", "endpointConfiguration"), read: (item) => [domain(item)] },
  { is: has("id", "name", "endpointConfiguration"), read: (item) => [restApi(item)] },
  { is: has("id", "path"), read: restResource },
];

/** The items of an answer of API Gateway; undefined for another answer. A `get` command of one resource returns one item. */
export function apiItems({ content }: Answer): readonly Properties[] | undefined {
  const list = content.items ?? content.Items ?? content.item;
  const items = (Array.isArray(list) ? itemsOf(content) : [content]).filter(isObject).map(withoutCapitals);
  return Array.isArray(list) || items.some((item) => kindOf(item) !== undefined) ? items : undefined;
}

export function readApiItem(item: Properties, owner: Owner): readonly StateResource[] {
  return kindOf(item)?.read(item, owner) ?? [];
}

/** What an answer shows all parts of. A list with a token is only a part. */
export function completedBy({ content }: Answer, items: readonly Properties[]): ItemKind["completes"] {
  const [first] = items;
  const isWhole = !["NextToken", "nextToken", "position"].some((key) => Object.hasOwn(content, key));
  return isWhole && first !== undefined ? kindOf(first)?.completes : undefined;
}

function kindOf(item: Properties): ItemKind | undefined {
  return kinds.find(({ is }) => is(item));
}

function has(...keys: readonly string[]): (item: Properties) => boolean {
  return (item) => keys.every((key) => Object.hasOwn(item, key));
}

function withoutCapitals(item: Properties): Properties {
  return Object.fromEntries(Object.entries(item).map(([key, value]) => [camelCase(key), value]));
}

function restApi(item: Properties): StateResource {
  return resource("aws:apigateway/restApi:RestApi", "AWS::ApiGateway::RestApi", String(item.id), item);
}

function httpApi(item: Properties): StateResource {
  const { apiId } = item;
  return resource("aws:apigatewayv2/api:Api", "AWS::ApiGatewayV2::Api", String(apiId), { ...item, id: apiId });
}

function domain(item: Properties): StateResource {
  const { domainName, distributionDomainName } = item;
  return resource("aws:apigateway/domainName:DomainName", "AWS::ApiGateway::DomainName", String(domainName), {
    ...item,
    id: domainName,
    cloudfrontDomainName: distributionDomainName,
  });
}

/** Both versions of API Gateway list the same domains. */
function domainOfVersion2(item: Properties): StateResource {
  const [first] = (item.domainNameConfigurations as readonly unknown[]).filter(isObject).map(withoutCapitals);
  const { apiGatewayDomainName, endpointType } = first ?? {};
  const target = endpointType === "EDGE" ? "distributionDomainName" : "regionalDomainName";
  const mutualTls = item.mutualTlsAuthentication;
  return domain({
    ...item,
    endpointConfiguration: { types: [endpointType] },
    [target]: apiGatewayDomainName,
    mutualTlsAuthentication: isObject(mutualTls) ? withoutCapitals(mutualTls) : mutualTls,
  });
}

function basePathMapping(item: Properties, { id }: Owner): StateResource {
  const { restApiId, stage } = item;
  const type = "aws:apigateway/basePathMapping:BasePathMapping";
  return resource(type, "AWS::ApiGateway::BasePathMapping", `${nameOf(id)}/${String(item.basePath)}`, {
    ...item,
    domainName: id,
    restApi: restApiId,
    stageName: stage,
  });
}

function apiMapping(item: Properties, { id }: Owner): StateResource {
  const type = "aws:apigatewayv2/apiMapping:ApiMapping";
  return resource(type, "AWS::ApiGatewayV2::ApiMapping", String(item.apiMappingId), { ...item, domainName: id });
}

function restStage(item: Properties, { id }: Owner): readonly StateResource[] {
  const name = `${nameOf(id)}/${String(item.stageName)}`;
  return [resource("aws:apigateway/stage:Stage", "AWS::ApiGateway::Stage", name, { ...item, restApi: id })];
}

function httpStage(item: Properties, { id }: Owner): readonly StateResource[] {
  const { stageName } = item;
  const name = `${nameOf(id)}/${String(stageName)}`;
  const props = { ...item, apiId: id, name: stageName };
  return [resource("aws:apigatewayv2/stage:Stage", "AWS::ApiGatewayV2::Stage", name, props)];
}

function route(item: Properties, { id }: Owner): StateResource {
  const name = `${nameOf(id)}/${String(item.routeKey)}`;
  return resource("aws:apigatewayv2/route:Route", "AWS::ApiGatewayV2::Route", name, { ...item, apiId: id });
}

/** A path of a REST API, and its methods. `--embed methods` adds how they authorize requests. */
function restResource(item: Properties, { id: restApi }: Owner): readonly StateResource[] {
  const { id, path, resourceMethods } = item;
  const methods = Object.entries(isObject(resourceMethods) ? resourceMethods : {}).map(([httpMethod, settings]) => {
    const { authorizationType = notEmbedded, apiKeyRequired = notEmbedded } = isObject(settings) ? settings : {};
    const name = `${nameOf(restApi)} ${httpMethod} ${String(path)}`;
    const props = { restApi, resourceId: id, httpMethod, authorization: authorizationType, apiKeyRequired };
    return resource("aws:apigateway/method:Method", "AWS::ApiGateway::Method", name, props);
  });
  const name = `${nameOf(restApi)} ${String(path)}`;
  const own = resource("aws:apigateway/resource:Resource", "AWS::ApiGateway::Resource", name, { ...item, restApi });
  return path === "/" ? methods : [own, ...methods];
}

const notEmbedded = new Unknown("the authorization of a method is not in the list", undefined, {
  resolution: "Use aws apigateway get-resources --embed methods.",
});

function nameOf(id: string | Unknown): string {
  return typeof id === "string" ? id : "unknown";
}
