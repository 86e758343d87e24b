import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { join } from "node:path";
import {
  ApiOrigin,
  apiOriginArgs,
  distributionArgs,
  MultiOriginDistribution,
  MultiOriginSiteArgs,
  StaticOrigin,
  staticOriginArgs,
} from "../../components/index";
import { Config, Program } from "../../local-aws/engine/project";
import { rules } from "../../policy-pack/rules";
import { loadProgram, root } from "../../repository";
import { distributionType, Violation, withPack, withStack } from "../support/engine";
import { allViewer } from "../support/programs";

type Props = Readonly<Record<string, unknown>>;
type Change = (props: Props) => Props;

/** A guarantee of the components that a resource transform removes. */
interface Broken {
  /** The type of the resources that the transform changes. @default distribution */
  readonly type?: string;
  readonly change: Change;
  /** Whether another rule cannot determine something about the same change. */
  readonly isUndeterminedToo?: boolean;
  /** Arguments in addition to those for a site with a regional REST API. */
  readonly more?: Partial<MultiOriginSiteArgs>;
}

const https = { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] };
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const userAgentRefererHeaders = "acba4595-bd28-49b8-b9fe-13317c0390fa";

/** The first has its own test below. The components create no function URL, and only its program shows the permissions. */
const notHere = ["s3-origin-access-control", "lambda-url-origin-permission"];

/** Changes each cache behavior of an origin. */
function behaviorsTo(origin: string, change: Props): Change {
  const changed = (behavior: Props): Props =>
    behavior.targetOriginId === origin ? { ...behavior, ...change } : behavior;
  return (distribution) => ({
    ...distribution,
    defaultCacheBehavior: changed(distribution.defaultCacheBehavior as Props),
    orderedCacheBehaviors: (distribution.orderedCacheBehaviors as readonly Props[]).map(changed),
  });
}

function originNamed(name: string, change: Props): Change {
  return (distribution) => ({
    ...distribution,
    origins: (distribution.origins as readonly Props[]).map((origin) =>
      origin.originId === name ? { ...origin, ...change } : origin,
    ),
  });
}

const routesBelow = (prefix: string): Change => {
  return ({ routeKey, ...route }) => ({ ...route, routeKey: String(routeKey).replace(/ \/?/, ` /${prefix}/`) });
};
const routeType = "aws:apigatewayv2/route:Route";

const guarantees: Readonly<Record<string, Broken>> = {
  "api-gateway-origin-host-header": { change: behaviorsTo("api", { originRequestPolicyId: allViewer }) },
  "api-gateway-origin-https-only": {
    change: originNamed("api", { customOriginConfig: { ...https, originProtocolPolicy: "http-only" } }),
  },
  "api-gateway-origin-stage-path": { change: originNamed("api", { originPath: undefined }) },
  "api-gateway-origin-endpoint-enabled": {
    type: "aws:apigateway/restApi:RestApi",
    change: (api) => ({ ...api, disableExecuteApiEndpoint: true }),
  },
  "api-gateway-origin-invocable": {
    change: originNamed("api", {
      domainName: "d-0123456789.execute-api.us-east-1.amazonaws.com",
      originPath: undefined,
    }),
  },
  "api-gateway-origin-client-certificate": {
    type: "aws:apigatewayv2/domainName:DomainName",
    change: (domain) => ({ ...domain, mutualTlsAuthentication: { truststoreUri: "s3://trust/store.pem" } }),
    more: { apiDomainName: "mutual.example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ" },
  },
  "api-gateway-origin-route": { type: routeType, change: routesBelow("v2"), more: { apiKind: "http" } },
  "api-gateway-origin-methods": { change: behaviorsTo("api", { allowedMethods: ["GET", "HEAD"] }) },
  "api-gateway-origin-credentials": {
    type: "aws:apigateway/method:Method",
    change: (method) => ({ ...method, authorization: "AWS_IAM" }),
    more: { forwardHeaders: ["Accept"] },
  },
  "api-gateway-origin-query-strings": {
    change: behaviorsTo("api", { originRequestPolicyId: userAgentRefererHeaders }),
  },
  "api-gateway-origin-timeout": {
    change: originNamed("api", { customOriginConfig: { ...https, originReadTimeout: 5 } }),
  },
  "api-gateway-origin-shared-cache": { change: behaviorsTo("api", { cachePolicyId: cachingOptimized }) },
  "lambda-url-origin-host-header": {
    change: (distribution) =>
      behaviorsTo("api", { originRequestPolicyId: allViewer })(
        originNamed("api", { domainName: "abcdef.lambda-url.us-east-1.on.aws", originPath: undefined })(distribution),
      ),
  },
  "lambda-url-origin-signed-body": {
    change: originNamed("api", {
      domainName: "abcdef.lambda-url.us-east-1.on.aws",
      originPath: undefined,
      originAccessControlId: "E1A2B3C4D5E6F7",
    }),
    isUndeterminedToo: true,
  },
  "s3-origin-host-header": { change: behaviorsTo("site", { originRequestPolicyId: allViewer }) },
  "s3-website-origin-protocol": {
    change: originNamed("api", { domainName: "pages.s3-website.eu-west-3.amazonaws.com", originPath: undefined }),
  },
  "origin-domain-name": {
    change: originNamed("api", { domainName: "https://shop.example.com", originPath: undefined }),
  },
  "behavior-target-origin": { change: behaviorsTo("site", { targetOriginId: "nowhere" }) },
  "behavior-cache-settings": {
    change: behaviorsTo("site", { forwardedValues: { queryString: false, cookies: { forward: "none" } } }),
  },
  "behavior-legacy-headers-unstated": {
    // Next to a load balancer that gets Host.
    change: ({ origins, orderedCacheBehaviors, ...distribution }) => {
      const [first] = orderedCacheBehaviors as readonly Props[];
      const shop = { originId: "shop", domainName: "shop-1.us-east-1.elb.amazonaws.com", customOriginConfig: https };
      const byPolicies = { cachePolicyId: undefined, originRequestPolicyId: undefined };
      const unstated = { queryString: true, cookies: { forward: "all" } };
      const api = { ...first, ...byPolicies, forwardedValues: unstated, minTtl: 0, defaultTtl: 0, maxTtl: 0 };
      return {
        ...distribution,
        origins: [...(origins as readonly Props[]), shop],
        orderedCacheBehaviors: [
          {
            ...api,
            pathPattern: "/shop/*",
            targetOriginId: "shop",
            forwardedValues: { ...unstated, headers: ["Host"] },
          },
          ...(orderedCacheBehaviors as readonly Props[]).map(({ pathPattern }) => ({ ...api, pathPattern })),
        ],
      };
    },
  },
  "behavior-path-shadowed": {
    change: ({ orderedCacheBehaviors, ...distribution }) => {
      const [first, ...others] = orderedCacheBehaviors as readonly Props[];
      return { ...distribution, orderedCacheBehaviors: [{ ...first, pathPattern: "/api*" }, first, ...others] };
    },
  },
  "rejected-by-cloudfront": {
    change: (distribution) => ({
      ...distribution,
      viewerCertificate: {
        acmCertificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1",
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
    }),
  },
  "error-pages-mask-api": {
    change: (distribution) => ({
      ...distribution,
      customErrorResponses: [{ errorCode: 403, responseCode: 200, responsePagePath: "/index.html" }],
    }),
  },
  "viewer-transport": { change: behaviorsTo("site", { viewerProtocolPolicy: "allow-all" }) },
};

function transform({ type = distributionType, change }: Broken): pulumi.ResourceTransform {
  return (resource) => (resource.type === type ? { props: change(resource.props), opts: resource.opts } : undefined);
}

/** A distribution for each rule. All share one site, and one API except those whose transform changes the API. */
const allBroken: Program = () => {
  const args: MultiOriginSiteArgs = {
    apiEntry: join(root, "lambda", "hello.ts"),
    siteDirectory: join(root, "site"),
    apiKind: "rest-regional",
    originVerify: "off",
  };
  const sharedApi = new ApiOrigin("api", apiOriginArgs(args));
  const site = new StaticOrigin("site", staticOriginArgs(args));
  const fronts = Object.entries(guarantees).map(([rule, broken]) => {
    const own = { ...args, ...broken.more };
    const opts = { transforms: [transform(broken)] };
    const api = broken.type === undefined ? sharedApi : new ApiOrigin(`${rule}-api`, apiOriginArgs(own), opts);
    return new MultiOriginDistribution(rule, distributionArgs(own, api.origin, site.origin), opts);
  });
  site.grantRead(...fronts.map(({ distributionArn }) => distributionArn));
  return Promise.resolve({});
};

const reported = (violations: readonly Violation[]): string[] => [
  ...new Set(violations.map(({ policy, on }) => `${policy} on ${on}`)),
];

function expectedOf([rule, { isUndeterminedToo = false }]: [string, Broken]): string[] {
  return [rule, ...(isUndeterminedToo ? ["undetermined"] : [])].map((policy) => `${policy} on ${rule}-distribution`);
}

describe("Each guarantee of the components that a transform removes", () => {
  it("has its rule here, in the order of the rules", () => {
    const names = rules.map(({ name }) => name).filter((name) => !notHere.includes(name));
    assert.deepEqual(Object.keys(guarantees), names);
  });

  let violations: readonly Violation[];
  before("in a preview", async () => {
    ({ violations } = await withStack({ program: allBroken }, (session) => withPack(session, "preview")));
  });

  for (const [rule, broken] of Object.entries(guarantees)) {
    it(`is reported by ${rule} and by no other rule`, () => {
      const own = violations.filter(({ on }) => on === `${rule}-distribution`);
      assert.deepEqual(reported(own), expectedOf([rule, broken]));
    });
  }

  it("is reported, and nothing else is", () => {
    const expected = Object.entries(guarantees).flatMap(expectedOf);
    assert.deepEqual(reported(violations).sort(), expected.sort());
  });

  // In a preview the origins' names are unknown, so only the access control identifies the bucket.
  it("is reported by s3-origin-access-control and by no other rule, in an up of the program", async () => {
    const config: Config = { "multi-origin:apiKind": "rest-regional", "multi-origin:originVerify": "off" };
    const withoutControl = transform({ change: originNamed("site", { originAccessControlId: undefined }) });
    const program: Program = () => {
      pulumi.runtime.registerResourceTransform(withoutControl);
      return loadProgram()();
    };
    const outcome = await withStack({ program, config }, (session) => withPack(session, "up"));
    assert.deepEqual(reported(outcome.violations), ["s3-origin-access-control on front-distribution"], outcome.output);
  });
});
