import assert from "node:assert/strict";
import { Account, JsonObject } from "../../local-aws/aws/account";
import { readCachePolicy } from "../../local-aws/aws/cloudfront/readers/policies";
import { Resources } from "../../local-aws/provider/resources";
import { put } from "../support/account";
import { cloudFrontApi, gatewayGuide, guide, Row, rowTitle, sectionTitle } from "../support/conformance";
import { answerTo, answerToResource } from "../support/refusals";
import { behaviorTo, propertiesFor, shapes, typeOf } from "../support/shapes";
import { accepted, account, api, distributionRows } from "./tables/distributions";
import { cachePolicyRows, requestPolicyRows } from "./tables/policies";

const resources = new Resources(account, () => "eu-west-1", "nested");
const none = {
  headersConfig: { headerBehavior: "none" },
  cookiesConfig: { cookieBehavior: "none" },
  queryStringsConfig: { queryStringBehavior: "none" },
};
const section = 3;
const errors = cloudFrontApi("CreateDistribution");

/** Converts lists from the form of aws-native to that of aws, with `items`. */
function withItems(parameters: JsonObject): JsonObject {
  const lists = /"(headers|cookies|queryStrings)":(\[[^\]]*\])/g;
  return JSON.parse(JSON.stringify(parameters).replace(lists, '"$1":{"items":$2}')) as JsonObject;
}

describe(sectionTitle(section), () => {
  for (const row of distributionRows) {
    for (const shape of row.only ?? shapes) {
      it(rowTitle(row, `${row.expected.source} from ${shape}`), () => {
        const inputs = propertiesFor(shape, { ...accepted, ...row.change });
        assert.match(answerToResource(resources, typeOf[shape], inputs), row.expected);
      });
    }
  }

  for (const row of cachePolicyRows) {
    it(rowTitle(row, row.expected.source), () => {
      const parametersInCacheKeyAndForwardedToOrigin = { ...none, ...row.parameters };
      const config = { ...row.ttls, name: "policy", parametersInCacheKeyAndForwardedToOrigin };
      const native = { cachePolicyConfig: config };
      assert.match(answerToResource(resources, "aws-native:cloudfront:CachePolicy", native), row.expected);
      const aws = withItems(config);
      assert.match(answerToResource(resources, "aws:cloudfront/cachePolicy:CachePolicy", aws), row.expected);
    });
  }

  for (const row of requestPolicyRows) {
    it(rowTitle(row, row.expected.source), () => {
      const config = { name: "policy", ...none, ...row.parameters };
      const native = { originRequestPolicyConfig: config };
      assert.match(answerToResource(resources, "aws-native:cloudfront:OriginRequestPolicy", native), row.expected);
      const type = "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";
      assert.match(answerToResource(resources, type, withItems(config)), row.expected);
    });
  }

  const ttls: readonly (Row & { readonly given: JsonObject; readonly expected: readonly [number, number, number] })[] =
    [
      {
        section,
        row: "a cache policy's TTLs if none is set",
        pages: [cloudFrontApi("CachePolicyConfig")],
        given: {},
        expected: [0, 86_400, 31_536_000],
      },
      {
        section,
        row: "a cache policy's TTLs if the minimum is above the other two",
        pages: [cloudFrontApi("CachePolicyConfig")],
        given: { minTtl: 40_000_000 },
        expected: [40_000_000, 40_000_000, 40_000_000],
      },
    ];
  for (const row of ttls) {
    it(rowTitle(row, row.expected.join(", ")), () => {
      const policy = { ...row.given, parametersInCacheKeyAndForwardedToOrigin: none };
      const { ttl } = readCachePolicy(policy);
      assert.deepEqual([ttl.min, ttl.default, ttl.max], row.expected);
    });
  }

  const group = (quantity: number) => ({
    quantity: 1,
    items: [
      {
        id: "both",
        failoverCriteria: { statusCodes: { quantity: 1, items: [503] } },
        members: { quantity, items: [{ originId: "api" }, { originId: "site" }] },
      },
    ],
  });
  for (const [quantity, expected] of [
    [2, /^accepted$/],
    [3, /^InconsistentQuantities/],
  ] as const) {
    const row = {
      section,
      row: `two members of an origin group and a Quantity of ${quantity}`,
      pages: [errors],
    } as const;
    it(rowTitle(row, expected.source), () => {
      const { distributionConfig } = propertiesFor("native", accepted) as { distributionConfig: JsonObject };
      const inputs = { distributionConfig: { ...distributionConfig, originGroups: group(quantity) } };
      assert.match(answerToResource(resources, typeOf.native, inputs), expected);
    });
  }

  const names = guide("CNAMEs#alternate-domain-names-restrictions");
  it(rowTitle({ section, row: "an alias that another distribution has", pages: [names] }, "CNAMEAlreadyExists"), () => {
    const viewerCertificate = { acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/us-east-1" };
    const inputs = propertiesFor("aws", { ...accepted, aliases: ["own.covered.example.com"], viewerCertificate });
    const { id } = resources.create(typeOf.aws, inputs);
    assert.equal(resources.update(typeOf.aws, id, inputs).id, id, "an update keeps its own aliases");
    assert.match(answerToResource(resources, typeOf.aws, inputs), /^CNAMEAlreadyExists/);
  });

  const tenants = cloudFrontApi("CreateDistributionTenant");
  it(rowTitle({ section, row: "a tenant's domain, certificate and web ACL", pages: [tenants] }, "their errors"), () => {
    const tenantType = "aws:cloudfront/distributionTenant:DistributionTenant";
    const described = { aliases: [], origins: [api], defaultCacheBehavior: behaviorTo("api") };
    const { id } = resources.create(typeOf.multitenant, propertiesFor("multitenant", described));
    const tenant = { name: "t", distributionId: id, domains: [{ domain: "tenant.example.com" }] };
    assert.match(answerToResource(resources, tenantType, { ...tenant, distributionId: "E0" }), /^EntityNotFound/);
    resources.create(tenantType, tenant);
    assert.match(answerToResource(resources, tenantType, { ...tenant, name: "u" }), /^CNAMEAlreadyExists/);
    const other = { name: "v", distributionId: id, domains: [{ domain: "other.example.com" }] };
    const answer = (customizations: JsonObject) =>
      answerToResource(resources, tenantType, { ...other, customizations });
    const certificate = (at: string) => ({ certificate: { arn: `arn:aws:acm:${at}:123456789012:certificate/1` } });
    assert.equal(answer(certificate("us-east-1")), "accepted");
    assert.match(answer(certificate("eu-west-1")), /^InvalidArgument: The specified SSL certificate/);
    const arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/limits/1";
    assert.match(answer({ webAcl: { action: "override", arn } }), /^InvalidArgument: Web ACL is not accessible/);
  });

  const taken: Row = {
    section,
    row: "an edge-optimized custom domain whose name a distribution has",
    pages: [gatewayGuide("how-to-edge-optimized-custom-domain-name")],
    certainty: "reported",
  };
  it(rowTitle(taken, "BadRequestException"), () => {
    const other = new Account();
    put(other, typeOf.aws, { domainName: "d1.cloudfront.net", aliases: ["www.example.com"] });
    const inputs = {
      domainName: "www.example.com",
      certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
    };
    const create = () =>
      new Resources(other, () => "eu-west-1", "nested").create("aws:apigateway/domainName:DomainName", inputs);
    assert.match(answerTo(create), /^BadRequestException: The domain name you provided is already associated/);
  });

  const usEast1: readonly (Row & { readonly type: string; readonly inputs: JsonObject; readonly expected: RegExp })[] =
    [
      {
        section,
        row: "a web ACL of scope CLOUDFRONT outside us-east-1",
        pages: ["https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html"],
        type: "aws:wafv2/webAcl:WebAcl",
        inputs: { name: "w", scope: "CLOUDFRONT" },
        expected: /^WAFInvalidParameterException/,
      },
      {
        section,
        row: "the delivery of a distribution's logs outside us-east-1",
        pages: [guide("standard-logging")],
        certainty: "reported",
        type: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
        inputs: {
          name: "s",
          resourceArn: "arn:aws:cloudfront::123456789012:distribution/E1",
          logType: "ACCESS_LOGS",
        },
        expected: /^ValidationException.*us-east-1/,
      },
    ];
  for (const row of usEast1) {
    it(rowTitle(row, row.expected.source), () => {
      assert.match(answerToResource(resources, row.type, row.inputs), row.expected);
      const there = { ...row.inputs, region: "us-east-1" };
      assert.equal(answerToResource(resources, row.type, there), "accepted");
    });
  }

  const certificate: Row = {
    section,
    row: "the certificate of an edge-optimized custom domain outside us-east-1",
    pages: [gatewayGuide("how-to-edge-optimized-custom-domain-name")],
  };
  it(rowTitle(certificate, "BadRequestException"), () => {
    const type = "aws:apigateway/domainName:DomainName";
    const answer = (of: string) =>
      answerToResource(resources, type, {
        domainName: "a.covered.example.com",
        certificateArn: `arn:aws:acm:${of}:123456789012:certificate/${of}`,
      });
    assert.match(answer("eu-west-1"), /^BadRequestException: Invalid certificate ARN/);
    assert.equal(answer("us-east-1"), "accepted");
  });
});
