import { Account, JsonObject } from "../../local-aws/aws/account";
import { CacheBehavior, Origin } from "../../local-aws/aws/cloudfront/distribution";
import { sentInputs } from "../../local-aws/provider/providerBugs";
import {
  put,
  putBucket,
  putCloudFrontPermissions,
  putFunction,
  putFunctionUrl,
  putHttpApi,
  putOriginAccessControl,
  putRecord,
  putRestApi,
} from "./account";
import { putDomain } from "./agreement";
import { behaviorTo, deploy as deployShape, Described, newAlias, propertiesFor, typeOf } from "./shapes";

/** The account of the failing requests: APIs, functions and buckets. */
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

/** The origin of a function URL behind an origin access control. @param allowed the actions that CloudFront may perform */
export function signedUrl(...allowed: readonly string[]): OriginSetup["origin"] {
  const arn = putFunction(account);
  putCloudFrontPermissions(account, arn, allowed);
  return { domainName: putFunctionUrl(account, arn, "AWS_IAM"), ...control, ...https };
}

/** Adds an HTTP API with one route to the function that greets. */
export function httpApi(properties: JsonObject, routeKey = "$default", stage = "$default"): string {
  const apiId = put(account, "aws:apigatewayv2/api:Api", { protocolType: "HTTP", ...properties });
  const integrationUri = greets;
  const integration = put(account, "aws:apigatewayv2/integration:Integration", { apiId, integrationUri });
  put(account, "aws:apigatewayv2/route:Route", { apiId, routeKey, target: `integrations/${integration}` });
  put(account, "aws:apigatewayv2/stage:Stage", { apiId, name: stage });
  return http.domainName.replace(http.id, apiId);
}

/** A distribution with one origin: the settings that differ from a valid default cache behavior for an API. */
export interface OriginSetup {
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

/** The patterns match the API, all other paths go to the site. @param patterns only `/api/*` by default */
export function routed(origin: OriginSetup["origin"], ...patterns: readonly string[]): OriginSetup {
  const all = patterns.length > 0 ? patterns : ["/api/*"];
  const more = { orderedCacheBehaviors: all.map((pathPattern) => ({ pathPattern, ...behaviorTo("origin") })) };
  return { origin, settings: { targetOriginId: "site" }, more };
}

/** `/a/b` belongs to the site; the other patterns go to an API without a route for it. */
export function ordered(...patterns: readonly string[]): OriginSetup {
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

export function masking(customErrorResponses: NonNullable<Described["customErrorResponses"]>): OriginSetup {
  return {
    origin: toHttp,
    more: { customErrorResponses, orderedCacheBehaviors: [{ pathPattern: "/*.html", ...behaviorTo("site") }] },
  };
}

/** The complete distribution. */
export function describeSetup({ origin, settings = {}, more = {} }: OriginSetup): Described {
  return {
    aliases: [newAlias()],
    origins: Object.entries({ origin, site: toSite }).map(([originId, one]) => ({ originId, ...one })),
    defaultCacheBehavior: behaviorTo("origin", settings),
    ...more,
  };
}

/** @returns the hostname for viewers. */
export function deploy(setup: OriginSetup, before?: OriginSetup): string {
  const deployed = describeDeployed(setup, before);
  deployShape(account, "aws", deployed);
  return deployed.aliases[0] ?? "";
}

/** What AWS has after an update by a provider that keeps the headers of a place. */
export function describeDeployed(setup: OriginSetup, before?: OriginSetup): Described {
  const described = describeSetup(setup);
  const olds = before === undefined ? {} : propertiesFor("aws", describeSetup(before));
  const sent = sentInputs(["keeps-legacy-headers"], typeOf.aws, olds, propertiesFor("aws", described));
  return { ...described, ...sent };
}
