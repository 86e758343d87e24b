import { ApiEndpoint, Endpoint } from "../../policy-pack/apigateway/endpoint";
import { isWebSocket } from "../../policy-pack/apigateway/httpApi";
import { endpointOf } from "../../policy-pack/apigateway/endpointOf";
import { Forwarding, forwardingOf } from "../../policy-pack/cloudfront/forwarding";
import { forwardsHostBy, hostVerdict } from "../../policy-pack/cloudfront/hostVerdict";
import { ProgramIndex } from "../../policy-pack/program/programIndex";
import { isKnown, map, Maybe, Unknown } from "../../policy-pack/program/maybe";
import { Behavior, Distribution, Origin } from "../../policy-pack/cloudfront/model";
import { resourceName } from "../../policy-pack/program/resource";
import { targetOf } from "../../policy-pack/cloudfront/target";
import { bucketTypes } from "../../policy-pack/s3/buckets";
import { DeployedDistribution } from "../distributions";
import {
  cookiesAtOrigin,
  HeadersAtOrigin,
  headersAtOrigin,
  QueryAtOrigin,
  queryAtOrigin,
  SortedNames,
} from "./forwardedValues";
import { pathOf, ViewerRequest } from "./viewerRequest";

/** The request that one origin receives. It contains no values of headers and cookies: some are secrets. */
export interface OriginRequest {
  readonly id: Maybe<string | undefined>;
  readonly domainName: Maybe<string | undefined>;
  readonly role: "the origin" | "the first of a group" | "the second of a group";
  readonly kind: Maybe<Endpoint["service"]>;
  /** A description of the service that responds. */
  readonly service: Maybe<string>;
  readonly host: Maybe<string>;
  readonly hostBy: string;
  readonly connection: Maybe<Connection>;
  /** The path and the query string. */
  readonly target: Maybe<string>;
  readonly headers: Maybe<HeadersAtOrigin>;
  readonly cookies: Maybe<SortedNames>;
  readonly queryStrings: Maybe<SortedNames>;
}

export interface Connection {
  readonly scheme: "http" | "https";
  readonly port: number;
  /** The server name (SNI) of the TLS handshake: the Host that CloudFront sends. */
  readonly serverName?: Maybe<string>;
}

export function originRequests(
  request: ViewerRequest,
  behavior: Behavior,
  deployed: DeployedDistribution,
  program: ProgramIndex,
): Maybe<readonly OriginRequest[]> {
  const { distribution, httpPorts } = deployed;
  const origins = isKnown(distribution.origins) ? distribution.origins : [];
  return map(targetOf(behavior, distribution), (target) =>
    target.origins.flatMap((origin, at): OriginRequest[] => {
      // The rule behavior-target-origin reports an ID that names no origin.
      if (!isKnown(origin) || origin === undefined) {
        return [];
      }
      const httpPort = httpPorts[origins.indexOf(origin)];
      return [
        {
          ...originRequest(request, behavior, origin, { distribution, program, httpPort }),
          role: !target.isGroup ? "the origin" : at === 0 ? "the first of a group" : "the second of a group",
        },
      ];
    }),
  );
}

/** Unknown without cache settings: CloudFront rejects such a behavior. */
function completeForwarding(behavior: Behavior, program: ProgramIndex): Maybe<Forwarding> {
  const forwarding = forwardingOf(behavior, program);
  return map(forwarding.cacheKey.possible, ({ length }) =>
    length === 0 ? new Unknown("it has no cache settings") : forwarding,
  );
}

interface OriginContext {
  readonly distribution: Distribution;
  readonly program: ProgramIndex;
  readonly httpPort: Maybe<number | undefined>;
}

function originRequest(
  request: ViewerRequest,
  behavior: Behavior,
  origin: Origin,
  { distribution, program, httpPort }: OriginContext,
): Omit<OriginRequest, "role"> {
  const { forwards, setting } = hostVerdict(behavior, program);
  const forwarding = completeForwarding(behavior, program);
  const query = map(forwarding, (known) => queryAtOrigin(request, known));
  const host = map(forwards, (isForwarded) =>
    isForwarded ? request.host : map(origin.domainName, (name) => name ?? new Unknown("it has no domain name")),
  );
  const endpoint = endpointOf(origin, distribution, program);
  return {
    id: origin.id,
    domainName: origin.domainName,
    kind: map(endpoint, ({ service }) => service),
    service: map(endpoint, (known) => describeService(known, origin, program)),
    host,
    hostBy: setting !== undefined ? forwardsHostBy(setting) : "no setting forwards the viewer's Host",
    connection: connectionOf(request, origin, httpPort, host),
    target: targetAt(request, origin, distribution, query),
    headers: map(forwarding, (known) => headersAtOrigin(request, origin, known, program)),
    cookies: map(forwarding, (known) => cookiesAtOrigin(request, known)),
    queryStrings: map(query, ({ forwarded, removed }) => ({ forwarded, removed })),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginProtocolPolicy */
function connectionOf(
  { scheme }: ViewerRequest,
  { protocolPolicy, httpsPort }: Origin,
  httpPort: Maybe<number | undefined>,
  serverName: Maybe<string>,
): Maybe<Connection> {
  return map(protocolPolicy, (policy = "match-viewer") => {
    const secure = policy === "match-viewer" ? scheme === "https" : policy === "https-only";
    return secure
      ? map(httpsPort, (port = 443) => ({ scheme: "https", port, serverName }))
      : map(httpPort, (port = 80) => ({ scheme: "http", port }));
  });
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html */
function targetAt(
  request: ViewerRequest,
  { originPath }: Origin,
  { defaultRootObject }: Distribution,
  forwardedQuery: Maybe<QueryAtOrigin>,
): Maybe<string> {
  const path = pathOf(request);
  return map(originPath, (prefix = "") =>
    map(defaultRootObject, (object = "") =>
      map(forwardedQuery, ({ query }) => `${prefix}${path === "/" ? `/${object}` : path}${query}`),
    ),
  );
}

/** The service that responds at an origin, in a few words. */
export function describeService(endpoint: Endpoint, { domainName }: Origin, program: ProgramIndex): string {
  switch (endpoint.service) {
    case "api-gateway":
      return describeApi(endpoint);
    case "lambda-url":
      return "a Lambda function URL";
    case "s3": {
      const bucket = ["bucketRegionalDomainName", "bucketDomainName"]
        .flatMap((property) => bucketTypes.map((type) => program.find(type, domainName, property)))
        .find((found) => found !== undefined);
      return bucket === undefined ? "an S3 bucket" : `S3, bucket ${resourceName(bucket)}`;
    }
    case "s3-website":
      return "an S3 website endpoint";
    case "other":
      return "not API Gateway, Lambda or S3";
  }
}

function kindOf({ kind, resource }: NonNullable<ApiEndpoint["api"]>): string {
  return kind === "rest" ? "REST" : isWebSocket(resource) ? "WebSocket" : "HTTP";
}

function describeApi({ address, endpointType, api, domain }: ApiEndpoint): string {
  const named = domain?.mappings.find((mapping) => mapping.api !== undefined)?.api ?? api;
  const which = named === undefined ? "an API" : `${kindOf(named)} API ${resourceName(named.resource)}`;
  const edge = endpointType === "EDGE" ? ", edge-optimized" : "";
  const addresses: Readonly<Record<ApiEndpoint["address"], string>> = {
    "default-endpoint": "at its default endpoint",
    "custom-domain": "at its custom domain",
    "regional-target": "at the DNS target of its custom domain",
    "edge-target": "at the DNS target of its custom domain",
    "name-or-target": "at its custom domain or the DNS target of it",
    "one-of-several": "at one of several names",
  };
  return `API Gateway, ${which} ${addresses[address]}${edge}`;
}
