import {
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import assert from "node:assert/strict";
import { policiesOf } from "../../../policy-pack/adapter/policies";
import { rules } from "../../../policy-pack/rules";
import { allViewer } from "../../support/programs";
import { apiOrigin, awsProps, goodForApi, siteOrigin } from "../../support/distributions";

const type = "aws:cloudfront/distribution:Distribution";
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const urn = `urn:pulumi:s::p::${type}::front`;

/** The messages that policies report in both phases, without one from each phase for the same behavior. */
function reported(inputs: Record<string, unknown>, outputs = inputs, names?: readonly string[]): string[] {
  const policies = policiesOf(rules).filter(({ name }) => names?.includes(name) ?? true);
  const messages: string[] = [];
  const report = (message: string) => messages.push(message);
  const getConfig = () => ({});
  for (const { validateResource } of policies as Partial<ResourceValidationPolicy>[]) {
    const args = { type, urn, props: inputs, getConfig } as unknown as ResourceValidationArgs;
    for (const validate of [validateResource].flat()) {
      void validate?.(args, report);
    }
  }
  const resource = { type, urn, name: "front", props: outputs, propertyDependencies: {} };
  for (const { validateStack } of policies) {
    void validateStack({ resources: [resource], getConfig } as unknown as StackValidationArgs, report);
  }
  return messages;
}

describe("the policies of the pack", () => {
  it("report the same mistake of several behaviors in one message that names each of them", () => {
    const bad = { ...goodForApi, originRequestPolicyId: allViewer };
    const behaviors = ["/api", "/api/*"].map((pathPattern) => ({ pathPattern, ...bad }));
    const messages = reported({ ...awsProps({ orderedCacheBehaviors: behaviors }) });
    assert.equal(messages.length, 1, messages.join("\n"));
    assert.match(messages[0] ?? "", /^cache behaviors "\/api" and "\/api\/\*" -> origin "api" \(/);
  });

  it("begin an undetermined message with the rule, and name each behavior that it is about", () => {
    const open = { ...goodForApi, originRequestPolicyId: "another-stack" };
    const behaviors = ["/api", "/api/*"].map((pathPattern) => ({ pathPattern, ...open }));
    const messages = reported({ ...awsProps({ orderedCacheBehaviors: behaviors }) });
    const [first = "", ...others] = messages.filter((message) => message.startsWith("api-gateway-origin-host-header"));
    assert.deepEqual(others, []);
    assert.match(
      first,
      /^api-gateway-origin-host-header: cache behaviors "\/api" and "\/api\/\*": undetermined, because/,
    );
  });

  it("report one unknown value in one message, which ends with the other rules that depend on it and the URL", () => {
    const open = { ...goodForApi, originRequestPolicyId: "another-stack", cachePolicyId: cachingOptimized };
    const messages = reported({ ...awsProps({ orderedCacheBehaviors: [{ pathPattern: "/api*", ...open }] }) });
    assert.equal(messages.length, 1, messages.join("\n"));
    assert.match(
      messages[0] ?? "",
      / Also undetermined: api-gateway-origin-query-strings, api-gateway-origin-shared-cache\. https:\/\/\S+$/,
    );
  });

  it("report a weakness by the policy of this name only, beginning with the rule", () => {
    const s3OriginConfig = { originAccessIdentity: "origin-access-identity/cloudfront/E1" };
    const legacy = { ...siteOrigin, originAccessControlId: "", s3OriginConfig };
    const messages = reported({ ...awsProps({ origins: [apiOrigin, legacy] }) }, undefined, ["weakness"]);
    assert.equal(messages.length, 1, messages.join("\n"));
    assert.match(messages[0] ?? "", /^s3-origin-access-control: default cache behavior -> origin "site"/);
    assert.deepEqual(reported({ ...awsProps({ origins: [apiOrigin, legacy] }) }), messages);
  });
});

describe("a resource that CloudFront rejects by itself", () => {
  const cachePolicy = "aws:cloudfront/cachePolicy:CachePolicy";
  const named = (name: string) => ({
    type: cachePolicy,
    urn: `urn:pulumi:s::p::${cachePolicy}::${name}`,
    name,
    propertyDependencies: {},
    props: {
      id: `${name}-id`,
      name,
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 0,
      parametersInCacheKeyAndForwardedToOrigin: {
        headersConfig: { headerBehavior: "none" },
        cookiesConfig: { cookieBehavior: "all" },
        queryStringsConfig: { queryStringBehavior: "none" },
      },
    },
  });
  const uses = (cachePolicyId: string) => ({
    type,
    urn,
    name: "front",
    propertyDependencies: {},
    props: awsProps({ orderedCacheBehaviors: [{ pathPattern: "/api*", ...goodForApi, cachePolicyId }] }),
  });

  /** The URNs on which both phases report violations. */
  function reportedOn(resources: readonly { readonly type: string; readonly urn: string; readonly props: object }[]) {
    const policies = policiesOf(rules).filter(({ name }) => name === "rejected-by-cloudfront");
    const urns: (string | undefined)[] = [];
    const report = (_message: string, on?: string) => urns.push(on);
    const getConfig = () => ({});
    for (const { validateResource, validateStack } of policies as (ResourceValidationPolicy &
      StackValidationPolicy)[]) {
      for (const resource of resources) {
        void [validateResource].flat()[0]?.({ ...resource, getConfig } as unknown as ResourceValidationArgs, report);
      }
      void validateStack({ resources, getConfig } as unknown as StackValidationArgs, report);
    }
    return urns;
  }

  it("is reported on its own URN before it is created, without a distribution that uses it", () => {
    const policy = named("unused");
    assert.deepEqual(reportedOn([policy]), [policy.urn]);
    assert.deepEqual(reportedOn([policy, uses("4135ea2d-6df8-44a3-9df3-4b5a84be39ad")]), [policy.urn]);
  });

  it("is reported once, if a distribution uses it", () => {
    const policy = named("used");
    assert.deepEqual(reportedOn([policy, uses("used-id")]), [policy.urn]);
  });
});
