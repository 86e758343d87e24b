import { PolicyResource, StackValidationArgs } from "@pulumi/policy";
import assert from "node:assert/strict";
import { policiesOf } from "../../../policy-pack/adapter/policies";
import { rules } from "../../../policy-pack/rules";
import { allViewer } from "../../support/programs";
import { awsProps, goodForApi } from "../../support/distributions";

const hostRule = "api-gateway-origin-host-header";

function resource(type: string, name: string, props: object, propertyDependencies: object = {}): PolicyResource {
  const urn = `urn:pulumi:s::p::${type}::${name}`;
  return { type, urn, name, props, propertyDependencies, dependencies: [] } as unknown as PolicyResource;
}

/** Properties with an unknown one, as the SDK passes it: reading it throws. */
function withUnknown(key: string, props: object = {}): object {
  return Object.defineProperty({ ...props }, key, {
    enumerable: true,
    get: () => {
      throw new Error(`${key} is unknown during a preview`);
    },
  });
}

const target = "d-abc.execute-api.eu-west-1.amazonaws.com";
const domain = resource("aws:apigateway/domainName:DomainName", "domain", {
  id: "*.example.com",
  domainName: "*.example.com",
  endpointConfiguration: { types: "REGIONAL" },
  regionalDomainName: target,
});
const distribution = resource("aws:cloudfront/distribution:Distribution", "distribution", {
  ...awsProps({
    origins: [
      { originId: "api", domainName: "api.example.com", customOriginConfig: { originProtocolPolicy: "https-only" } },
    ],
    defaultCacheBehavior: { ...goodForApi, originRequestPolicyId: allViewer },
    orderedCacheBehaviors: [],
  }),
});

/** The policies that report the Host of the distribution, which forwards it to api.example.com. */
function reports(record: object): string[] {
  const resources = [
    domain,
    resource("aws:route53/record:Record", "record", record, { aliases: [domain] }),
    distribution,
  ];
  return policiesOf(rules).flatMap(({ name, validateStack }) => {
    const messages: string[] = [];
    const args = { resources, getConfig: () => ({}), notApplicable: () => undefined } as unknown as StackValidationArgs;
    void validateStack(args, (message) => messages.push(message));
    return messages.some((message) => name === hostRule || message.startsWith(`${hostRule}:`)) ? [name] : [];
  });
}

describe("The pack, for a DNS record under an API's wildcard domain,", () => {
  const record = { name: "api.example.com", type: "A" };

  it("reports a forwarded Host as a violation if the alias is the domain's target", () => {
    assert.deepEqual(reports({ ...record, aliases: [{ name: target }] }), [hostRule]);
  });

  it("reports a forwarded Host as a violation if the alias comes from the domain", () => {
    assert.deepEqual(reports({ ...record, aliases: [withUnknown("name")] }), [hostRule]);
  });

  it("reports a forwarded Host as undetermined if the list of aliases is unknown", () => {
    assert.deepEqual(reports(withUnknown("aliases", record)), ["undetermined"]);
  });

  it("reports a forwarded Host as undetermined if the preview leaves the aliases out", () => {
    assert.deepEqual(reports(record), ["undetermined"]);
  });

  it("reports nothing if the record leads elsewhere", () => {
    assert.deepEqual(reports({ ...record, type: "CNAME", records: ["lb.example.net"] }), []);
  });
});
