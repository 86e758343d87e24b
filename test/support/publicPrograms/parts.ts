import { Properties } from "../../../policy-pack/program/readValue";
import { distribution, https, resource } from "../correctPrograms/parts";
import { Declared, DeclaredResource, output, Output } from "../declared";

/** A public program, as facts about its distribution. */
export interface PublicProgram {
  /** The file on GitHub. */
  readonly source: string;
  readonly program: Declared;
  /** The mandatory rules that the program really violates. */
  readonly violates?: readonly string[];
  /** Further mandatory rules that it violates, which only the preview that creates its resources can determine. */
  readonly violatesWhenCreated?: readonly string[];
  /** Further mandatory rules that it violates, which depend on a value that is unknown before its resources exist. */
  readonly violatesWhenKnown?: readonly string[];
}

export const github = (path: string): string => `https://github.com/${path}`;
export const executeApi = (id: string): string => `${id}.execute-api.eu-west-1.amazonaws.com`;
export const rest = resource("aws:apigateway/restApi:RestApi", "api");
export const http = resource("aws:apigatewayv2/api:Api", "api", { protocolType: "HTTP" });
export const restStage = (stageName: string): DeclaredResource =>
  resource("aws:apigateway/stage:Stage", "stage", { restApi: output("api", "id"), stageName });
export const apiHost = output("api", "id", executeApi);
export const bucket = (name: string): DeclaredResource => resource("aws:s3/bucket:Bucket", name);
export const files = (name: string): Output => output(name, "bucketRegionalDomainName");
export const balancer = resource("aws:lb/loadBalancer:LoadBalancer", "balancer", { name: "app" });
export const balancerHost = output("balancer", "dnsName");
export const identity = { s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" } };
export const overHttp = { customOriginConfig: { ...https, originProtocolPolicy: "http-only" } };
export const openViewers = { viewerProtocolPolicy: "allow-all" };
export const reads = ["GET", "HEAD"];
export const readsAndOptions = [...reads, "OPTIONS"];

/** Legacy settings, as most programs for Terraform have them. */
export function legacyBehavior(
  targetOriginId: string,
  methods: readonly string[],
  queryString: boolean,
  more: Properties = {},
): Properties {
  const { headers, cookies = "none", queryStringCacheKeys, ...others } = more;
  return {
    targetOriginId,
    allowedMethods: methods,
    cachedMethods: reads,
    viewerProtocolPolicy: "redirect-to-https",
    forwardedValues: {
      queryString,
      cookies: { forward: cookies },
      ...(headers === undefined ? {} : { headers }),
      ...(queryStringCacheKeys === undefined ? {} : { queryStringCacheKeys }),
    },
    ...others,
  };
}

export function one(origin: Properties, settings: Properties, more: Properties = {}): DeclaredResource {
  return distribution({ origins: [origin], defaultCacheBehavior: settings, ...more });
}
