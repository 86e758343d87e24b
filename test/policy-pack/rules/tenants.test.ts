import assert from "node:assert/strict";
import { readDistribution } from "../../../policy-pack/cloudfront/readers/distribution";
import { Unknown } from "../../../policy-pack/program/maybe";
import { indexProgram, PackConfig } from "../../../policy-pack/program/programIndex";
import { Resource } from "../../../policy-pack/program/resource";
import { apiGatewayOriginHostHeader } from "../../../policy-pack/rules/apiGatewayOriginHostHeader";
import { apiGatewayOriginStagePath } from "../../../policy-pack/rules/apiGatewayOriginStagePath";
import { originDomainName } from "../../../policy-pack/rules/originDomainName";
import { rejectedByCloudFront } from "../../../policy-pack/rules/rejectedByCloudFront";
import { routeDistribution } from "../../../policy-pack/findings/routedDistribution";
import { Rule } from "../../../policy-pack/findings/rule";
import { goodConnection, goodForApi, Properties, resource } from "../../support/distributions";
import { allViewer } from "../../support/programs";

const executeApi = "abc123.execute-api.eu-west-1.amazonaws.com";
const behavior = { ...goodForApi, originRequestPolicyId: allViewer };
const multitenant = (origin: Properties, defaultValue?: string) =>
  resource("aws:cloudfront/multitenantDistribution:MultitenantDistribution", "shops", {
    tenantConfig: {
      parameterDefinitions: [{ name: "host", definitions: [{ stringSchemas: [{ required: true, defaultValue }] }] }],
    },
    origins: [{ id: "api", customOriginConfigs: [goodConnection], ...origin }],
    defaultCacheBehavior: { ...behavior, allowedMethods: { items: goodForApi.allowedMethods } },
  });
const tenant = (name: string, parameters: Properties, changes: Properties = {}) =>
  resource("aws:cloudfront/distributionTenant:DistributionTenant", name, {
    distributionId: "shops-id",
    domains: [{ domain: `${name}.example.com` }],
    parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })),
    ...changes,
  });

const native = (defaultValue?: string) =>
  resource("aws-native:cloudfront:Distribution", "shops", {
    awsId: "shops-id",
    distributionConfig: {
      connectionMode: "tenant-only",
      tenantConfig: {
        parameterDefinitions: [{ name: "host", definition: { stringSchema: { required: false, defaultValue } } }],
      },
      origins: [{ id: "api", domainName: "{{host}}", customOriginConfig: goodConnection }],
      defaultCacheBehavior: behavior,
    },
  });
const nativeTenant = (parameters: readonly Properties[]) =>
  resource("aws-native:cloudfront:DistributionTenant", "one", {
    distributionId: "shops-id",
    domains: ["one.example.com"],
    parameters,
  });

function kinds(
  rule: Rule,
  distribution: Resource,
  others: readonly Resource[] = [],
  config: PackConfig = {},
): string[] {
  const read = readDistribution(distribution.type, distribution.props);
  assert.ok(read);
  const program = indexProgram([distribution, ...others], config);
  return rule.check(routeDistribution(read, program, distribution.urn)).map(({ kind }) => kind);
}

const toHost = multitenant({ domainName: "{{host}}" });
const hostKinds = (...tenants: readonly Resource[]) => kinds(apiGatewayOriginHostHeader, toHost, tenants);
const notYet = (...sources: Resource[]) => new Unknown("not yet", () => sources);
const balancer = "lb-1.eu-west-3.elb.amazonaws.com";

describe("A multi-tenant distribution whose origin is a parameter", () => {
  it("is undetermined without tenants in the program", () => {
    assert.deepEqual(hostKinds(), ["undetermined"]);
    assert.deepEqual(hostKinds(tenant("other", { host: executeApi }, { distributionId: "other-id" })), [
      "undetermined",
    ]);
  });

  it("is checked with the value of a tenant", () => {
    assert.deepEqual(hostKinds(tenant("one", { host: executeApi })), ["violation"]);
    assert.deepEqual(hostKinds(tenant("one", { host: balancer })), []);
  });

  it("is checked with the values of all tenants, and reported once", () => {
    const good = tenant("good", { host: balancer });
    assert.deepEqual(hostKinds(good, tenant("one", { host: executeApi }), tenant("two", { host: executeApi })), [
      "violation",
    ]);
  });

  it("is undetermined if unknown parameters of a tenant can replace the default", () => {
    const withDefault = multitenant({ domainName: "{{host}}" }, executeApi);
    const kindsOf = (parameters: unknown) =>
      kinds(apiGatewayOriginHostHeader, withDefault, [tenant("one", {}, { parameters })]);
    assert.deepEqual(kindsOf([]), ["violation"]);
    assert.deepEqual(kindsOf(notYet()), ["undetermined"]);
    assert.deepEqual(kindsOf([{ name: notYet(), value: balancer }]), ["undetermined"]);
    assert.deepEqual(
      kindsOf([
        { name: notYet(), value: "x" },
        { name: "host", value: balancer },
      ]),
      [],
    );
  });

  it("is checked with an unknown value by the resources that it comes from", () => {
    const api = resource("aws:apigatewayv2/api:Api", "api", { apiEndpoint: notYet(), protocolType: "HTTP" });
    assert.deepEqual(hostKinds(tenant("one", { host: notYet(api) }), api), ["violation"]);
    assert.deepEqual(hostKinds(tenant("one", { host: notYet() })), ["undetermined"]);
  });

  it("is checked with an unknown ID that comes from the distribution", () => {
    assert.deepEqual(hostKinds(tenant("one", { host: executeApi }, { distributionId: notYet(toHost) })), ["violation"]);
  });

  it("is checked with the default value if the tenant has none", () => {
    const withDefault = multitenant({ domainName: "{{host}}" }, executeApi);
    assert.deepEqual(kinds(apiGatewayOriginHostHeader, withDefault, [tenant("one", {})]), ["violation"]);
    assert.deepEqual(kinds(apiGatewayOriginHostHeader, withDefault, [tenant("one", { host: balancer })]), []);
    assert.deepEqual(kinds(apiGatewayOriginHostHeader, withDefault), ["undetermined"]);
  });

  it("is undetermined if the tenant has no value and there is no default", () => {
    assert.deepEqual(hostKinds(tenant("one", {})), ["undetermined"]);
  });

  it("is checked with the tenant's domains as the names that viewers use", () => {
    const domain = resource("aws:apigatewayv2/domainName:DomainName", "domain", {
      domainName: "one.example.com",
      domainNameConfiguration: {
        endpointType: "REGIONAL",
        targetDomainName: "d-1.execute-api.eu-west-1.amazonaws.com",
      },
    });
    const one = tenant("one", { host: "d-1.execute-api.eu-west-1.amazonaws.com" });
    const allowed = kinds(apiGatewayOriginHostHeader, toHost, [domain, one], { matchingDomain: "allow" });
    assert.deepEqual(allowed, []);
    assert.deepEqual(kinds(apiGatewayOriginHostHeader, toHost, [domain, one]), ["violation"]);
  });

  it("is checked with the tenant's stage in originPath", () => {
    const withPath = multitenant({
      domainName: "abc123.execute-api.eu-west-1.amazonaws.com",
      originPath: "/{{stage}}",
    });
    const rest = resource("aws:apigateway/restApi:RestApi", "rest", { id: "abc123" });
    const stage = resource("aws:apigateway/stage:Stage", "prod", { restApi: "abc123", stageName: "prod" });
    const path = (value: string) =>
      kinds(apiGatewayOriginStagePath, withPath, [rest, stage, tenant("one", { stage: value })]);
    assert.deepEqual(path("prod"), []);
    assert.notDeepEqual(path("$default"), []);
  });

  it("is checked with aws-native, too", () => {
    const value = { name: "host", value: executeApi };
    assert.deepEqual(kinds(apiGatewayOriginHostHeader, native(), [nativeTenant([value])]), ["violation"]);
    assert.deepEqual(kinds(apiGatewayOriginHostHeader, native(executeApi), [nativeTenant([])]), ["violation"]);
    assert.deepEqual(kinds(apiGatewayOriginHostHeader, native(balancer), [nativeTenant([])]), []);
    assert.deepEqual(kinds(apiGatewayOriginHostHeader, native()), ["undetermined"]);
  });
});

describe("The hostnames of the tenants of a distribution", () => {
  const toBalancer = multitenant({ domainName: balancer });
  const rejected = (...others: Resource[]) => kinds(rejectedByCloudFront, toBalancer, others);

  it("are rejected if a distribution, another tenant or an edge-optimized domain has them", () => {
    const one = tenant("one", {});
    const blog = resource("aws:cloudfront/distribution:Distribution", "blog", { aliases: ["one.example.com"] });
    const twin = tenant("twin", {}, { distributionId: "other-id", domains: [{ domain: "One.example.com" }] });
    const edge = resource("aws:apigateway/domainName:DomainName", "edge", {
      domainName: "one.example.com",
      endpointConfiguration: { types: "EDGE" },
    });
    assert.deepEqual(rejected(one), []);
    assert.deepEqual(rejected(one, tenant("two", {})), []);
    for (const taking of [blog, twin, edge]) {
      assert.deepEqual(rejected(one, taking), ["violation"], taking.urn);
    }
  });

  it("are a weakness if an origin has one of them", () => {
    const loop = (domainName: string, ...tenants: Resource[]) =>
      kinds(originDomainName, multitenant({ domainName }), tenants);
    assert.deepEqual(loop("one.example.com", tenant("two", {}), tenant("one", {})), ["weakness"]);
    assert.deepEqual(loop("{{host}}", tenant("one", { host: "one.example.com" })), ["weakness"]);
    assert.deepEqual(
      loop("{{host}}", tenant("one", { host: "two.example.com" }), tenant("two", { host: balancer })),
      [],
    );
    assert.deepEqual(loop("app.example.com", tenant("one", {})), []);
  });
});
