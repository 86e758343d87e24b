import assert from "node:assert/strict";
import { readDistribution } from "../../../policy-pack/cloudfront/readers/distribution";
import { Maybe, Unknown } from "../../../policy-pack/program/maybe";
import { indexProgram } from "../../../policy-pack/program/programIndex";
import { Properties } from "../../../policy-pack/program/readValue";
import { Resource } from "../../../policy-pack/program/resource";
import { rules } from "../../../policy-pack/rules";
import { routeDistribution } from "../../../policy-pack/findings/routedDistribution";

const type = "aws:cloudfront/distribution:Distribution";
const bucket = {
  originId: "site",
  domainName: "site-files.s3.eu-west-1.amazonaws.com",
  originAccessControlId: "E2QWRUHEXAMPLE",
};
const api = {
  originId: "api",
  domainName: "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com",
  originPath: "/live",
  customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
};
const behavior = (targetOriginId: string) => ({
  targetOriginId,
  viewerProtocolPolicy: "https-only",
  cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
});
const distribution = {
  origins: [bucket, api],
  defaultCacheBehavior: behavior("site"),
  orderedCacheBehaviors: [{ ...behavior("api"), pathPattern: "/v2/*" }],
  viewerCertificate: { cloudfrontDefaultCertificate: true },
};

/** The names of the mandatory rules that a distribution violates. */
function violations(props: Maybe<Properties>, program: readonly Resource[] = []): string[] {
  const read = readDistribution(type, props);
  assert.ok(read !== undefined);
  const routed = routeDistribution(read, indexProgram(program));
  return rules.flatMap(({ name, level, check }) =>
    level === "mandatory" && check(routed).some(({ kind }) => kind === "violation") ? [name] : [],
  );
}

describe("A distribution with an unknown part", () => {
  // A policy that forwards Host, among the resources that an `apply` got its values from.
  const listsHost: Resource = {
    type: "aws:cloudfront/cachePolicy:CachePolicy",
    urn: "urn:pulumi:s::p::aws:cloudfront/cachePolicy:CachePolicy::by-host",
    props: {
      parametersInCacheKeyAndForwardedToOrigin: {
        headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host"] } },
        cookiesConfig: { cookieBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
      },
    },
  };
  const unknown = new Unknown("an apply is not run in a preview", () => [listsHost]);

  const parts: readonly [name: string, props: Maybe<Properties>][] = [
    ["a default cache behavior", { ...distribution, defaultCacheBehavior: unknown }],
    ["a list of ordered cache behaviors", { ...distribution, orderedCacheBehaviors: unknown }],
    ["an ordered cache behavior", { ...distribution, orderedCacheBehaviors: [unknown] }],
    ["a list of origins", { ...distribution, origins: unknown }],
    ["an origin", { ...distribution, origins: [bucket, unknown] }],
    ["a viewer certificate", { ...distribution, viewerCertificate: unknown }],
    ["all its properties", unknown],
  ];
  for (const [name, props] of parts) {
    it(`violates nothing because of ${name} that an apply builds`, () => {
      assert.deepEqual(violations(props, [listsHost]), []);
    });
  }

  it("violates what its known parts violate", () => {
    const broken = { ...behavior("api"), pathPattern: "/v2/*", forwardedValues: { queryString: false } };
    const props = { ...distribution, defaultCacheBehavior: unknown, orderedCacheBehaviors: [broken] };
    assert.deepEqual(violations(props), ["behavior-cache-settings"]);
  });

  const newId = new Unknown("the ID of the API is known only after deployment");
  const toNewId = { ...behavior("api"), targetOriginId: newId };
  const withHost = { ...toNewId, originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" };

  it("routes an unknown targetOriginId to the only origin", () => {
    const props = { ...distribution, origins: [{ ...api, originId: newId }], orderedCacheBehaviors: [] };
    assert.deepEqual(violations({ ...props, defaultCacheBehavior: withHost }), ["api-gateway-origin-host-header"]);
    assert.deepEqual(violations({ ...props, defaultCacheBehavior: toNewId }), []);
  });

  it("does not select one of several origins for an unknown targetOriginId", () => {
    const props = { ...distribution, origins: [bucket, { ...api, originId: newId }], orderedCacheBehaviors: [] };
    assert.deepEqual(violations({ ...props, defaultCacheBehavior: withHost }), []);
  });

  it("has a setting whose value is the output of a resource", () => {
    const cachePolicyId = new Unknown("the bucket's name is unknown in a preview");
    const both = { ...behavior("site"), cachePolicyId, forwardedValues: { queryString: false } };
    assert.deepEqual(violations({ ...distribution, defaultCacheBehavior: both }), ["behavior-cache-settings"]);
  });
});
