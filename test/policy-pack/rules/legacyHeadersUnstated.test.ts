import assert from "node:assert/strict";
import { isKnown, Unknown } from "../../../policy-pack/program/maybe";
import { readDistribution } from "../../../policy-pack/cloudfront/readers/distribution";
import { apiGatewayOriginHostHeader } from "../../../policy-pack/rules/apiGatewayOriginHostHeader";
import { behaviorLegacyHeadersUnstated as rule } from "../../../policy-pack/rules/behaviorLegacyHeadersUnstated";
import { messageOf } from "../../../policy-pack/findings/message";
import { routeDistribution } from "../../../policy-pack/findings/routedDistribution";
import {
  apiOrigin,
  awsProps,
  emptyProgram,
  goodConnection,
  goodForApi,
  Properties,
  siteOrigin,
} from "../../support/distributions";
import { assertFits, describeRule } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const shopOrigin = {
  originId: "shop",
  domainName: "shop-1234567890.eu-west-1.elb.amazonaws.com",
  customOriginConfig: goodConnection,
};
const hooks = 'cache behavior "/hooks/*"';

/** A behavior with legacy settings. @param headers undefined: the program sets none */
function legacy(pathPattern: string, targetOriginId: string, headers?: unknown): Properties {
  const byPolicies = { cachePolicyId: undefined, originRequestPolicyId: undefined };
  const forwardedValues = {
    ...(headers === undefined ? {} : { headers }),
    queryString: true,
    cookies: { forward: "all" },
  };
  return {
    pathPattern,
    ...goodForApi,
    ...byPolicies,
    targetOriginId,
    forwardedValues,
    minTtl: 0,
    defaultTtl: 0,
    maxTtl: 0,
  };
}

/** The valid distribution with these ordered behaviors. */
function ordered(...orderedCacheBehaviors: readonly unknown[]): Properties {
  return { origins: [apiOrigin, siteOrigin, shopOrigin], orderedCacheBehaviors };
}

describeRule(rule, [
  {
    title: "another behavior with legacy settings forwards Host",
    props: ordered(legacy("/shop/*", "shop", ["Accept", "host"]), legacy("/hooks/*", "api")),
    findings: [["violation", hooks]],
    message:
      /^cache behavior "\/hooks\/\*": forwardedValues sets no headers; in the place of cache behavior "\/shop\/\*" it would keep Host\. Replace/,
  },
  {
    title: "a later behavior forwards all headers",
    props: ordered(legacy("/hooks/*", "site"), legacy("/shop/*", "shop", ["*"])),
    findings: [["violation", hooks]],
    message: /with cachePolicyId: "658327ea-/,
  },
  {
    title: "the headers are an empty list",
    props: ordered(legacy("/shop/*", "shop", ["Host"]), legacy("/hooks/*", "api", [])),
    findings: [],
  },
  { title: "no other behavior forwards Host", props: ordered(legacy("/hooks/*", "api")), findings: [] },
  {
    title: "the origin accepts any Host",
    props: ordered(legacy("/shop/*", "shop", ["Host"]), legacy("/hooks/*", "shop")),
    findings: [],
  },
  {
    title: "only the default cache behavior sets no headers, and it has its own place",
    props: { ...ordered(legacy("/shop/*", "shop", ["Host"])), defaultCacheBehavior: legacy("*", "api") },
    findings: [],
  },
  {
    title: "a policy forwards Host, which moves with its behavior",
    props: ordered(
      {
        pathPattern: "/shop/*",
        ...goodForApi,
        targetOriginId: "shop",
        originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
      },
      legacy("/hooks/*", "api"),
    ),
    findings: [],
  },
  {
    title: "the headers of the other behavior are unknown",
    props: ordered(legacy("/shop/*", "shop", notYet), legacy("/hooks/*", "api")),
    findings: [["undetermined", hooks]],
  },
  {
    title: "the headers are unknown, so the program sets them",
    props: ordered(legacy("/shop/*", "shop", ["Host"]), legacy("/hooks/*", "api", notYet)),
    findings: [],
  },
  {
    title: "an origin-request function can change Host",
    props: ordered(legacy("/shop/*", "shop", ["Host"]), {
      ...legacy("/hooks/*", "api"),
      lambdaFunctionAssociations: [
        { eventType: "origin-request", lambdaArn: "arn:aws:lambda:us-east-1:1:function:f:1" },
      ],
    }),
    findings: [["undetermined", hooks]],
  },
]);

describe("behavior-legacy-headers-unstated with a state", () => {
  const type = "aws:cloudfront/distribution:Distribution";

  function check(outputs: Properties, inputs: Properties, of = type, by = rule): string[] {
    const distribution = readDistribution(of, outputs, inputs);
    assert.ok(distribution !== undefined && isKnown(distribution.behaviors));
    return by.check(routeDistribution(distribution, emptyProgram)).map((finding) => {
      const message = messageOf(by, finding);
      assertFits(message, by);
      return message;
    });
  }

  it("reports Host that is deployed but not in the program", () => {
    const inputs = awsProps(ordered(legacy("/hooks/*", "api")));
    const messages = check(awsProps(ordered(legacy("/hooks/*", "api", ["Host"]))), inputs);
    assert.match(
      messages.join(),
      /^cache behavior "\/hooks\/\*": the program sets no headers, but Host of the behavior before it is still deployed/,
    );
  });

  it("leaves the violation of the Host rule with a fix that the program can apply", () => {
    const inputs = awsProps(ordered(legacy("/hooks/*", "api")));
    const deployed = awsProps(ordered(legacy("/hooks/*", "api", ["Host"])));
    const [message = ""] = check(deployed, inputs, type, apiGatewayOriginHostHeader);
    assert.match(
      message,
      /forwardedValues keeps Host of an earlier behavior; .+ Replace forwardedValues with cachePolicyId/,
    );
  });

  it("reports it for the default cache behavior too", () => {
    const last = (headers?: unknown) => awsProps({ defaultCacheBehavior: legacy("*", "api", headers) });
    assert.equal(check(last(["*"]), last()).length, 1);
  });

  it("accepts headers that AWS returns as an empty list", () => {
    const deployed = awsProps(ordered(legacy("/hooks/*", "api", [])));
    assert.deepEqual(check(deployed, awsProps(ordered(legacy("/hooks/*", "api")))), []);
  });

  it("accepts Host that the program sets: another rule reports that", () => {
    const both = awsProps(ordered(legacy("/hooks/*", "api", ["Host"])));
    assert.deepEqual(check(both, both), []);
  });

  it("accepts aws-native, which computes no headers", () => {
    const behaviors = [legacy("/shop/*", "shop", ["Host"]), legacy("/hooks/*", "api")];
    const { origins, ...rest } = awsProps(ordered());
    const config = {
      ...rest,
      origins: (origins as Properties[]).map(({ originId, ...origin }) => ({ id: originId, ...origin })),
      cacheBehaviors: behaviors,
    };
    const props = { distributionConfig: config };
    assert.deepEqual(check(props, props, "aws-native:cloudfront:Distribution"), []);
  });
});
