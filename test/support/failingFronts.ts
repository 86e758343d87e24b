import { Account, JsonObject } from "../../local-aws/aws/account";
import { CacheBehavior, Origin } from "../../local-aws/aws/cloudfront/distribution";
import { put, putBucket, putFunction, putHttpApi, putOriginAccessControl, putRecord, putRestApi } from "./account";
import { putDomain } from "./agreement";
import { behaviorTo, deploy as deployShape, Described, frontName } from "./shapes";

/** What the failing requests of the rules are asked of. */
export const account = new Account();
export const greets = putFunction(account);
const http = putHttpApi(account, greets);
export const rest = putRestApi(account, greets, "REGIONAL");
const edgeRest = putRestApi(account, greets, "EDGE");
const site = putBucket(account, { "index.html": "<title>Site</title>", "a/b": "A file" }, "cloudfront");
const control = { originAccessControlId: putOriginAccessControl(account, "always") };

export const https = { customOriginConfig: { originProtocolPolicy: "https-only" } } as const;
export const toHttp = { domainName: http.domainName, ...https };
export const toRest = { domainName: rest.domainName, originPath: "/prod", ...https };
export const toSite = { domainName: site, ...control };

export const restTarget = putDomain(account, "rest.api.example.net", "REGIONAL", rest.id);
putRecord(account, "rest.api.example.net", restTarget);
putRecord(account, "edge.api.example.net", putDomain(account, "edge.api.example.net", "EDGE", edgeRest.id));

/** An HTTP API that has these properties beside its routes to the greeting. */
export function httpApi(properties: JsonObject, routeKey = "$default", stage = "$default"): string {
  const apiId = put(account, "aws:apigatewayv2/api:Api", { protocolType: "HTTP", ...properties });
  const integrationUri = greets;
  const integration = put(account, "aws:apigatewayv2/integration:Integration", { apiId, integrationUri });
  put(account, "aws:apigatewayv2/route:Route", { apiId, routeKey, target: `integrations/${integration}` });
  put(account, "aws:apigatewayv2/stage:Stage", { apiId, name: stage });
  return http.domainName.replace(http.id, apiId);
}

/** One origin, and how the default behavior differs from one that goes well with an API. */
export interface Front {
  readonly origin: Omit<Origin, "originId">;
  readonly settings?: Partial<CacheBehavior>;
  readonly more?: Partial<Described>;
}

export function closedRestApi(): string {
  const { id, domainName } = putRestApi(account, greets, "REGIONAL");
  const stored = account.get("aws:apigateway/restApi:RestApi", id)!;
  account.put({ ...stored, outputs: { ...stored.outputs, disableExecuteApiEndpoint: true } });
  return domainName;
}

/** These patterns go to the API, everything else to the site. @param patterns `/api/*` alone where none is given */
export function routed(origin: Front["origin"], ...patterns: readonly string[]): Front {
  const all = patterns.length > 0 ? patterns : ["/api/*"];
  const more = { orderedCacheBehaviors: all.map((pathPattern) => ({ pathPattern, ...behaviorTo("origin") })) };
  return { origin, settings: { targetOriginId: "site" }, more };
}

/** The site has the path, the API behind the other pattern has no route. */
export function ordered(...patterns: readonly string[]): Front {
  const narrow = (pathPattern: string) => pathPattern === "/a/b";
  return {
    origin: { domainName: httpApi({}, "ANY /elsewhere"), ...https },
    settings: { targetOriginId: "site" },
    more: {
      orderedCacheBehaviors: patterns.map((pathPattern) => ({
        pathPattern,
        ...behaviorTo(narrow(pathPattern) ? "site" : "origin"),
      })),
    },
  };
}

export function masking(customErrorResponses: NonNullable<Described["customErrorResponses"]>): Front {
  return {
    origin: toHttp,
    more: { customErrorResponses, orderedCacheBehaviors: [{ pathPattern: "/*.html", ...behaviorTo("site") }] },
  };
}

/** The distribution, as it is deployed. */
export function describeFront({ origin, settings = {}, more = {} }: Front): Described {
  return {
    aliases: [frontName()],
    origins: Object.entries({ origin, site: toSite }).map(([originId, one]) => ({ originId, ...one })),
    defaultCacheBehavior: behaviorTo("origin", settings),
    ...more,
  };
}

/** @returns the name viewers use */
export function deploy(front: Front): string {
  const described = describeFront(front);
  deployShape(account, "aws", described);
  return described.aliases[0] ?? "";
}
