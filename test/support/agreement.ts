import { Account, JsonObject } from "../../local-aws/aws/account";
import { CacheBehavior, Origin } from "../../local-aws/aws/cloudfront/distribution";
import { Edge } from "../../local-aws/edge";
import { ProgramIndex } from "../../policy-pack/program/programIndex";
import { managedCachePolicies, managedOriginRequestPolicies } from "../../policy-pack/cloudfront/managedPolicies";
import { Distribution } from "../../policy-pack/cloudfront/model";
import { Resource } from "../../policy-pack/program/resource";
import { readDistribution } from "../../policy-pack/cloudfront/readers/distribution";
import { Rule } from "../../policy-pack/findings/rule";
import { routeDistribution } from "../../policy-pack/findings/routedDistribution";
import {
  put,
  putBucket,
  putFunction,
  putFunctionUrl,
  putHttpApi,
  putLoadBalancer,
  putOriginAccessControl,
  putRecord,
  putRestApi,
  putRestDomain,
  region,
} from "./account";
import { sendRequest } from "./https";
import { Described, propertiesFor, Shape, typeOf } from "./shapes";

export type OriginSettings = Omit<Origin, "originId">;

/** An origin, and the rule that reports the viewer's Host there; undefined if the origin accepts any Host. */
export interface Kind {
  readonly name: string;
  readonly origin: OriginSettings;
  readonly rule?: "api-gateway-origin-host-header" | "lambda-url-origin-host-header" | "s3-origin-host-header";
}

const https = { customOriginConfig: { originProtocolPolicy: "https-only" } } as const;
const apiRule = "api-gateway-origin-host-header";

/** Creates one origin of each kind. With its own Host, each returns 200 for `/hello.txt`. */
export function putKinds(account: Account): Kind[] {
  const greets = putFunction(account);
  const http = putHttpApi(account, greets);
  const [edge, regional] = [putRestApi(account, greets, "EDGE"), putRestApi(account, greets, "REGIONAL")];
  const bucket = putBucket(account, { "hello.txt": "Hello" }, "cloudfront");
  const control = { originAccessControlId: putOriginAccessControl(account, "always") };
  putRecord(account, "edge.api.example.net", putDomain(account, "edge.api.example.net", "EDGE", edge.id));
  putRecord(account, "rest.api.example.net", putDomain(account, "rest.api.example.net", "REGIONAL", regional.id));
  putRecord(account, "http.api.example.net", putHttpDomain(account, "http.api.example.net", http.id));
  const api = (name: string, domainName: string, originPath?: string): Kind => ({
    name,
    origin: { domainName, ...(originPath === undefined ? {} : { originPath }), ...https },
    rule: apiRule,
  });
  return [
    api("the default endpoint of an HTTP API", http.domainName),
    api("the default endpoint of a regional REST API", regional.domainName, "/prod"),
    api("the default endpoint of an edge-optimized REST API", edge.domainName, "/prod"),
    api("an edge-optimized custom domain", "edge.api.example.net"),
    api("a regional custom domain of a REST API", "rest.api.example.net"),
    api("a regional custom domain of an HTTP API", "http.api.example.net"),
    { name: "a bucket", origin: { domainName: bucket, ...control }, rule: "s3-origin-host-header" },
    { name: "a load balancer", origin: { domainName: putLoadBalancer(account), ...https } },
    {
      name: "a Lambda function URL",
      origin: { domainName: putFunctionUrl(account, greets), ...https },
      rule: "lambda-url-origin-host-header",
    },
  ];
}

/** Creates a custom domain of a REST API with its endpoint type. @returns its DNS target */
export function putDomain(account: Account, name: string, endpointType: "EDGE" | "REGIONAL", restApi: string): string {
  const target = putRestDomain(account, name, endpointType, restApi);
  const stored = account.get("aws:apigateway/domainName:DomainName", name);
  if (stored !== undefined) {
    const outputs = { ...stored.outputs, endpointConfiguration: { types: endpointType } };
    account.put({ ...stored, outputs });
  }
  return target;
}

/** Creates a custom domain of an HTTP API. @returns its DNS target */
export function putHttpDomain(account: Account, domainName: string, apiId: string): string {
  const targetDomainName = `d-${apiId}.execute-api.${region}.amazonaws.com`;
  const outputs = { domainName, domainNameConfiguration: { targetDomainName } };
  put(account, "aws:apigatewayv2/domainName:DomainName", outputs, { id: domainName });
  put(account, "aws:apigatewayv2/apiMapping:ApiMapping", { domainName, apiId, stage: "$default" });
  return targetDomainName;
}

/** Creates a certificate for `*.example.com`, which all aliases share. */
export function putSharedCertificate(account: Account): string {
  return put(account, "aws:acm/certificate:Certificate", { domainName: "*.example.com" });
}

const programTypes = [
  "aws:apigateway/restApi:RestApi",
  "aws:apigateway/stage:Stage",
  "aws:apigateway/domainName:DomainName",
  "aws:apigateway/basePathMapping:BasePathMapping",
  "aws:apigatewayv2/api:Api",
  "aws:apigatewayv2/stage:Stage",
  "aws:apigatewayv2/domainName:DomainName",
  "aws:apigatewayv2/apiMapping:ApiMapping",
  "aws:s3/bucket:Bucket",
  "aws:lambda/functionUrl:FunctionUrl",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:route53/record:Record",
];

/** The resources of an account as resources of a program with known outputs. */
export function programOf(account: Account): Resource[] {
  return programTypes.flatMap((type) => account.list(type).map(({ id, outputs }) => toResource(type, id, outputs)));
}

export function toResource(type: string, id: string, outputs: JsonObject): Resource {
  return { type, urn: `urn:pulumi:stack::project::${type}::${id}`, props: { id, ...outputs } };
}

export function read(shape: Shape, props: Resource["props"], inputs = props): Distribution {
  const distribution = readDistribution(typeOf[shape], props, inputs);
  if (distribution === undefined) {
    throw new Error(`${typeOf[shape]} is not a distribution`);
  }
  return distribution;
}

/** The kind of a rule's finding for one behavior; `silent` without one. */
export function verdict(rule: Rule, distribution: Distribution, program: ProgramIndex, behavior: string): string {
  return (
    rule.check(routeDistribution(distribution, program)).find((finding) => finding.behavior === behavior)?.kind ??
    "silent"
  );
}

export function describedAs(shape: Shape, described: Described, inputs = described): Distribution {
  return read(shape, propertiesFor(shape, described), propertiesFor(shape, inputs));
}

export type Settings = Partial<CacheBehavior>;

/** Each managed cache policy, by itself and with each managed origin request policy. */
export function managedPairs(): Settings[] {
  return [...managedCachePolicies.keys()].flatMap((cachePolicyId) =>
    [undefined, ...managedOriginRequestPolicies.keys()].map((originRequestPolicyId) => ({
      cachePolicyId,
      ...(originRequestPolicyId === undefined ? {} : { originRequestPolicyId }),
    })),
  );
}

export function legacy(...headers: string[]): Settings {
  return { forwardedValues: { headers, queryString: true, cookies: { forward: "all" } } };
}

/** A behavior with exactly these forwarding settings. */
export function behaviorWith(targetOriginId: string, settings: Settings): CacheBehavior {
  return { targetOriginId, viewerProtocolPolicy: "https-only", allowedMethods: ["GET", "HEAD"], ...settings };
}

export async function statusOf(edge: Edge, host: string, path: string): Promise<number> {
  return (await sendRequest(edge, host, path)).status;
}

/** Calls a function for each item, in batches that run in parallel. */
export async function inBatches<T, R>(all: readonly T[], size: number, use: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < all.length; at += size) {
    results.push(...(await Promise.all(all.slice(at, at + size).map(use))));
  }
  return results;
}
