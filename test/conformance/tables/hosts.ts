import { Account } from "../../../local-aws/aws/account";
import { Origin } from "../../../local-aws/aws/cloudfront/distribution";
import {
  putBucket,
  putFunction,
  putFunctionUrl,
  putHttpApi,
  putLoadBalancer,
  putOriginAccessControl,
  putRecord,
  putRestApi,
  putWebsite,
} from "../../support/account";
import { putDomain } from "../../support/agreement";
import { gatewayGuide, guide, Row } from "../../support/conformance";
import { behaviorTo, deployDistribution, newAlias, Settings } from "../../support/shapes";

export type OriginSettings = Omit<Origin, "originId">;

type Outcome = readonly [status: number, body: RegExp];

/** An origin, and its response to each Host. */
export interface HostRow extends Row {
  readonly origin: OriginSettings;
  readonly viewersHost: Outcome;
  readonly ownHost: Outcome;
}

export const account = new Account();
export const https = { customOriginConfig: { originProtocolPolicy: "https-only" } } as const;
export const greets = putFunction(account);
/** An HTTP API that responds to every path. */
export const api = putHttpApi(account, greets).domainName;
export const toApi = { domainName: api, ...https };
const edgeApi = putRestApi(account, greets, "EDGE");
export const regionalApi = putRestApi(account, greets, "REGIONAL");
export const regionalName = "regional.api.example.net";
const edgeName = "edge.api.example.net";
const regionalTarget = putDomain(account, regionalName, "REGIONAL", regionalApi.id);
putRecord(account, regionalName, regionalTarget);
putRecord(account, edgeName, putDomain(account, edgeName, "EDGE", edgeApi.id));

export const always = { originAccessControlId: putOriginAccessControl(account, "always") };
/** The error page of the distribution if the request loops back to it. */
export const refusedPage: Outcome = [
  403,
  /<H1>403 ERROR<\/H1>[^]*We can't connect to the server for this app or website/,
];
const forbidden: Outcome = [403, /^\{"message":"Forbidden"\}$/];
const greeting: Outcome = [200, /^Hello from /];

const section = 5;
const domains = gatewayGuide("how-to-custom-domains");
const exceptHost = guide(
  "using-managed-origin-request-policies#managed-origin-request-policy-all-viewer-except-host-header",
);
const inChain = guide("http-403-permission-denied");

export const hostRows: readonly HostRow[] = [
  {
    section,
    row: "the default endpoint of an HTTP API",
    pages: [exceptHost],
    certainty: "reported",
    origin: toApi,
    viewersHost: forbidden,
    ownHost: greeting,
  },
  {
    section,
    row: "the default endpoint of a regional REST API",
    pages: [exceptHost],
    certainty: "reported",
    origin: { domainName: regionalApi.domainName, originPath: "/prod", ...https },
    viewersHost: forbidden,
    ownHost: greeting,
  },
  {
    section,
    row: "the default endpoint of an edge-optimized REST API",
    pages: [exceptHost, inChain],
    certainty: "reported",
    origin: { domainName: edgeApi.domainName, originPath: "/prod", ...https },
    viewersHost: refusedPage,
    ownHost: greeting,
  },
  {
    section,
    row: "an edge-optimized custom domain",
    pages: [gatewayGuide("how-to-edge-optimized-custom-domain-name"), inChain],
    certainty: "reported",
    origin: { domainName: edgeName, ...https },
    viewersHost: refusedPage,
    ownHost: greeting,
  },
  {
    section,
    row: "a regional custom domain with its hostname as the origin",
    pages: [guide("http-502-bad-gateway"), domains],
    certainty: "derived",
    origin: { domainName: regionalName, ...https },
    viewersHost: [502, /<H1>502 ERROR<\/H1>/],
    ownHost: greeting,
  },
  {
    section,
    row: "the target of a regional custom domain",
    pages: [gatewayGuide("apigateway-regional-api-custom-domain-create")],
    certainty: "derived",
    origin: { domainName: regionalTarget, ...https },
    viewersHost: forbidden,
    ownHost: forbidden,
  },
  {
    section,
    row: "a private API, from outside its VPC",
    pages: [gatewayGuide("apigateway-private-api-test-invoke-url")],
    certainty: "the model's choice",
    origin: { domainName: putRestApi(account, greets, "PRIVATE").domainName, originPath: "/prod", ...https },
    viewersHost: forbidden,
    ownHost: forbidden,
  },
  {
    section,
    row: "an S3 website endpoint, which looks for a bucket with the name of the Host",
    pages: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html"],
    certainty: "reported",
    origin: {
      domainName: putWebsite(account, { "hello.txt": "Hello from S3" }),
      customOriginConfig: { originProtocolPolicy: "http-only" },
    },
    viewersHost: [404, /<li>Code: NoSuchBucket<\/li>/],
    ownHost: [200, /^Hello from S3$/],
  },
  {
    section,
    row: "a bucket",
    pages: [guide("http-403-permission-denied")],
    origin: { domainName: putBucket(account, { "hello.txt": "Hello from S3" }, "cloudfront"), ...always },
    viewersHost: [403, /<Code>AccessDenied<\/Code>/],
    ownHost: greeting,
  },
  {
    section,
    row: "a Lambda function URL",
    pages: [exceptHost],
    certainty: "reported",
    origin: { domainName: putFunctionUrl(account, greets), ...https },
    viewersHost: [403, /^\{"Message":"Forbidden\. For troubleshooting Function URL authorization issues, see: /],
    ownHost: greeting,
  },
  {
    section,
    row: "a load balancer",
    pages: [guide("DownloadDistValuesOrigin")],
    certainty: "the model's choice",
    origin: { domainName: putLoadBalancer(account), ...https },
    viewersHost: [200, /for every host and path/],
    ownHost: [200, /for every host and path/],
  },
];

/** A distribution with one behavior and one origin. @returns its alias */
export function front(origin: OriginSettings, settings: Settings = {}, alias = newAlias()): string {
  const defaultCacheBehavior = behaviorTo("origin", settings);
  return deployDistribution(account, "aws", { origin }, { aliases: [alias], defaultCacheBehavior });
}
