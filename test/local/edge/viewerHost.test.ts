import assert from "node:assert/strict";
import { Account } from "../../../local/account";
import { CacheBehavior, Origin } from "../../../local/edge/cloudfront/deployed";
import {
  putBucket,
  putFunction,
  putFunctionUrl,
  putHttpApi,
  putLoadBalancer,
  putOriginAccessControl,
  putRecord,
  putRestApi,
  putRestDomain,
} from "../../support/account";
import { serving } from "../../support/edge";
import { ask } from "../../support/https";
import { allViewer } from "../../support/programs";
import { behaviorTo, deployFront, frontName, Shape, shapes } from "../../support/shapes";

const account = new Account();
const greets = putFunction(account);
const control = putOriginAccessControl(account, "always");

const edgeApi = putRestApi(account, greets, "EDGE");
const regionalApi = putRestApi(account, greets, "REGIONAL");
putRecord(account, "edge.api.example.com", putRestDomain(account, "edge.api.example.com", "EDGE", edgeApi.id));
const regionalTarget = putRestDomain(account, "regional.api.example.com", "REGIONAL", regionalApi.id);
putRecord(account, "regional.api.example.com", regionalTarget);

const htmlPage = /<H1>403 ERROR<\/H1>[^]*We can't connect to the server for this app or website/;
const forbidden = /^\{"message":"Forbidden"\}$/;
const greeting = /^Hello from /;

interface Case {
  readonly name: string;
  readonly origin: Omit<Origin, "originId">;
  /** What comes of the viewer's Host. */
  readonly viewersHost: readonly [status: number, body: RegExp];
  /** What comes of the origin's own. */
  readonly ownHost: readonly [status: number, body: RegExp];
}

const https = { customOriginConfig: { originProtocolPolicy: "https-only" } } as const;
const cases: readonly Case[] = [
  {
    name: "the default endpoint of an HTTP API",
    origin: { domainName: putHttpApi(account, greets).domainName, ...https },
    viewersHost: [403, forbidden],
    ownHost: [200, greeting],
  },
  {
    name: "the default endpoint of a regional REST API",
    origin: { domainName: regionalApi.domainName, originPath: "/prod", ...https },
    viewersHost: [403, forbidden],
    ownHost: [200, greeting],
  },
  {
    name: "the default endpoint of an edge-optimized REST API",
    origin: { domainName: edgeApi.domainName, originPath: "/prod", ...https },
    viewersHost: [403, htmlPage],
    ownHost: [200, greeting],
  },
  {
    name: "an edge-optimized custom domain",
    origin: { domainName: "edge.api.example.com", ...https },
    viewersHost: [403, htmlPage],
    ownHost: [200, greeting],
  },
  {
    name: "a regional custom domain",
    origin: { domainName: "regional.api.example.com", ...https },
    viewersHost: [502, /<H1>502 ERROR<\/H1>/],
    ownHost: [200, greeting],
  },
  {
    name: "the target of a regional custom domain",
    origin: { domainName: regionalTarget, ...https },
    viewersHost: [403, forbidden],
    ownHost: [403, forbidden],
  },
  {
    name: "a private API",
    origin: { domainName: putRestApi(account, greets, "PRIVATE").domainName, originPath: "/prod", ...https },
    viewersHost: [403, forbidden],
    ownHost: [403, forbidden],
  },
  {
    name: "a bucket",
    origin: {
      domainName: putBucket(account, { "hello.txt": "Hello from S3" }, "cloudfront"),
      originAccessControlId: control,
    },
    viewersHost: [403, /<Code>AccessDenied<\/Code>/],
    ownHost: [200, greeting],
  },
  {
    name: "a Lambda function URL",
    origin: { domainName: putFunctionUrl(account, greets), ...https },
    viewersHost: [403, /^\{"Message":"Forbidden\. For troubleshooting Function URL authorization issues, see: /],
    ownHost: [200, greeting],
  },
  {
    name: "a load balancer",
    origin: { domainName: putLoadBalancer(account), ...https },
    viewersHost: [200, /a model, which answers any Host/],
    ownHost: [200, /a model, which answers any Host/],
  },
];

const everyHeader = { originRequestPolicyId: allViewer };
const allButHost = {};
const legacy = (headers: string[]) => ({
  forwardedValues: { headers, queryString: true, cookies: { forward: "all" as const } },
});

/** A distribution with one behavior and one origin. @returns the name viewers use */
function front(shape: Shape, origin: Case["origin"], settings: Partial<CacheBehavior>, alias = frontName()): string {
  const defaultCacheBehavior = behaviorTo("origin", settings);
  return deployFront(account, shape, { origin }, { aliases: [alias], defaultCacheBehavior });
}

describe("the edge, forwarding Host", () => {
  const edge = serving(account);

  async function answers(host: string, [status, body]: Case["ownHost"]): Promise<void> {
    const answered = await ask(edge(), host, "/hello.txt");
    assert.equal(answered.status, status, answered.body);
    assert.match(answered.body, body);
  }

  for (const { name, origin, viewersHost, ownHost } of cases) {
    for (const shape of shapes) {
      it(`to ${name}: ${viewersHost[0]} by policy AllViewer, ${ownHost[0]} without (${shape})`, async () => {
        await answers(front(shape, origin, everyHeader), viewersHost);
        await answers(front(shape, origin, allButHost), ownHost);
      });
    }
    // CloudFront takes no legacy Host for a bucket, and no legacy settings on a multi-tenant distribution.
    for (const shape of origin.customOriginConfig === undefined ? [] : (["aws", "native"] as const)) {
      it(`to ${name}: ${viewersHost[0]} by legacy settings, ${ownHost[0]} without (${shape})`, async () => {
        await answers(front(shape, origin, legacy(["*"])), viewersHost);
        await answers(front(shape, origin, legacy(["host"])), viewersHost);
        await answers(front(shape, origin, legacy(["Accept"])), ownHost);
      });
    }
  }

  it("answers where a regional custom domain is the viewers' own name and the origin is its target", async () => {
    const alias = frontName();
    const domainName = putRestDomain(account, alias, "REGIONAL", regionalApi.id);
    await answers(front("aws", { domainName, ...https }, everyHeader, alias), [200, greeting]);
    // Section 5, matching domain: nobody else's Host is one that the API holds.
    await answers(front("aws", { domainName, ...https }, everyHeader), [403, forbidden]);
  });

  it("comes back to itself where the origin is the distribution's own alias", async () => {
    const alias = frontName();
    putRecord(account, alias, "d1.cloudfront.net");
    await answers(front("aws", { domainName: alias, ...https }, everyHeader, alias), [403, htmlPage]);
  });
});
