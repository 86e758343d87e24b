import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { loadProgram } from "../../local/session";
import { Config, Program } from "../../local/workspace";
import { rules } from "../../policy-pack/rules";
import { distributionType, Outcome, previewedStacks, withPack, withStack } from "../support/engine";
import { allViewer } from "../support/programs";

type Props = Readonly<Record<string, unknown>>;
type Change = (props: Props) => Props;

/** One guarantee of the program, taken away by a resource transform. */
interface Broken {
  /** The type of the resources that the transform changes. @default the distribution's */
  readonly type?: string;
  readonly change: Change;
  /** @default a regional REST API behind the site */
  readonly config?: Config;
  /** @default "preview" */
  readonly operation?: "preview" | "up";
}

const restApi = { "multi-origin:apiKind": "rest-regional", "multi-origin:originVerify": "off" };
const httpApi = { ...restApi, "multi-origin:apiKind": "http" };
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/** Changes every cache behavior that goes to an origin. */
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
    change: originNamed("api", {
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "http-only",
        originSslProtocols: ["TLSv1.2"],
      },
    }),
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
  "api-gateway-origin-route": { type: routeType, change: routesBelow("v2"), config: httpApi },
  "api-gateway-origin-methods": { change: behaviorsTo("api", { allowedMethods: ["GET", "HEAD"] }) },
  "api-gateway-origin-credentials": {
    type: "aws:apigateway/method:Method",
    change: (method) => ({ ...method, authorization: "AWS_IAM" }),
    config: { ...restApi, "multi-origin:forwardHeaders": ["Accept"] },
  },
  "api-gateway-origin-shared-cache": { change: behaviorsTo("api", { cachePolicyId: cachingOptimized }) },
  "lambda-url-origin-host-header": {
    change: (distribution) =>
      behaviorsTo("api", { originRequestPolicyId: allViewer })(
        originNamed("api", { domainName: "abcdef.lambda-url.us-east-1.on.aws", originPath: undefined })(distribution),
      ),
  },
  "s3-origin-host-header": { change: behaviorsTo("site", { originRequestPolicyId: allViewer }) },
  // In a preview neither origin's name is known, so nothing but the control tells the bucket from the API.
  "s3-origin-access-control": {
    change: originNamed("site", { originAccessControlId: undefined }),
    operation: "up",
  },
  "behavior-target-origin": { change: behaviorsTo("site", { targetOriginId: "nowhere" }) },
  "behavior-cache-settings": {
    change: behaviorsTo("site", { forwardedValues: { queryString: false, cookies: { forward: "none" } } }),
  },
  "behavior-path-shadowed": {
    change: ({ orderedCacheBehaviors, ...distribution }) => {
      const [first, ...others] = orderedCacheBehaviors as readonly Props[];
      return { ...distribution, orderedCacheBehaviors: [{ ...first, pathPattern: "/api*" }, first, ...others] };
    },
  },
  "error-pages-mask-api": {
    change: (distribution) => ({
      ...distribution,
      customErrorResponses: [{ errorCode: 403, responseCode: 200, responsePagePath: "/index.html" }],
    }),
  },
  "viewer-transport": { change: behaviorsTo("site", { viewerProtocolPolicy: "allow-all" }) },
};

function transformed(program: Program, { type = distributionType, change }: Broken): Program {
  return () => {
    pulumi.runtime.registerResourceTransform((resource) =>
      resource.type === type ? { props: change(resource.props), opts: resource.opts } : undefined,
    );
    return program();
  };
}

describe("each guarantee of the program, taken away", () => {
  it("is named after a rule, in the order of the rules", () => {
    const names = rules.map(({ name }) => name);
    assert.deepEqual(
      Object.keys(guarantees),
      names.filter((name) => name in guarantees),
    );
  });

  const previewed = previewedStacks();
  const outcomeOf = async (broken: Broken): Promise<Outcome> => {
    const program = transformed(loadProgram(), broken);
    const { config = restApi } = broken;
    return broken.operation === "up"
      ? withStack({ program, config }, (session) => withPack(session, "up"))
      : withPack(await previewed(program, { config }), "preview");
  };

  for (const [rule, broken] of Object.entries(guarantees)) {
    it(`is what ${rule} objects to, and no other rule, in ${broken.operation === "up" ? "an up" : "a preview"}`, async () => {
      const { violations, output } = await outcomeOf(broken);
      const rulesBroken = [...new Set(violations.map(({ policy }) => policy))];
      assert.deepEqual(rulesBroken, [rule], output);
    });
  }
});
