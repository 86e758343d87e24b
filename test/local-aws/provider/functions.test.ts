import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { Assumptions, callFunction } from "../../../local-aws/provider/functions";
import { inertTypes } from "../../../local-aws/provider/inertTypes";
import { Resources } from "../../../local-aws/provider/resources";

const inert = inertTypes(() => undefined);

/** Calls functions of an account in eu-west-1, as a program of this repository or as another one. */
function caller({ account = new Account(), isForeign = false } = {}) {
  const resources = new Resources(account, () => "eu-west-1", "nested", [], inert);
  const reports: string[] = [];
  const assumptions: Assumptions = {
    create: resources.create.bind(resources),
    report: (line) => reports.push(line),
  };
  const call = (name: string, args: JsonObject = {}): JsonObject => {
    const [module = "", fn = ""] = name.includes(".") ? name.split(".") : ["index", name];
    const token = `aws:${module}/${fn}:${fn}`;
    return callFunction(token, args, { account, region: "eu-west-1" }, isForeign ? assumptions : undefined);
  };
  return { account, resources, reports, call };
}

describe("A function of the local provider", () => {
  it("returns the account, the partition, the region and its zones", () => {
    const { call } = caller();
    assert.equal(call("getCallerIdentity").accountId, "123456789012");
    assert.equal(call("getPartition").partition, "aws");
    assert.deepEqual(
      [call("getRegion").name, call("getRegion", { region: "us-east-1" }).name],
      ["eu-west-1", "us-east-1"],
    );
    const { names, zoneIds } = call("getAvailabilityZones", { state: "available" });
    assert.deepEqual(
      [names, zoneIds],
      [
        ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
        ["euw1-az1", "euw1-az2", "euw1-az3"],
      ],
    );
    const southeast = call("getAvailabilityZones", { region: "ap-southeast-2", excludeNames: ["ap-southeast-2b"] });
    assert.deepEqual(southeast.zoneIds, ["apse2-az1", "apse2-az3"]);
  });

  it("splits an ARN, and rejects what is none", () => {
    const { call } = caller();
    const { service, resource } = call("getArn", { arn: "arn:aws:sns:eu-west-1:123456789012:topic:1" });
    assert.deepEqual([service, resource], ["sns", "topic:1"]);
    assert.throws(() => call("getArn", { arn: "topic" }), /"topic" is not a valid ARN: use arn:partition/);
  });

  it("finds AWS's own CloudFront policies by name and by ID, and those of the account", () => {
    const { call, resources } = caller();
    const { id, minTtl, maxTtl } = call("cloudfront.getCachePolicy", { name: "Managed-CachingDisabled" });
    assert.deepEqual([id, minTtl, maxTtl], ["4135ea2d-6df8-44a3-9df3-4b5a84be39ad", 0, 0]);
    const allViewer = call("cloudfront.getOriginRequestPolicy", { name: "Managed-AllViewerExceptHostHeader" });
    assert.deepEqual(allViewer.headersConfigs, [{ headerBehavior: "allExcept", headers: [{ items: ["Host"] }] }]);
    const security = { name: "Managed-SecurityHeadersPolicy" };
    const found = call("cloudfront.getResponseHeadersPolicy", security);
    assert.equal(call("cloudfront.getResponseHeadersPolicy", { id: found.id }).name, security.name);
    const own = resources.create("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", {
      name: "own",
      headersConfig: { headerBehavior: "none" },
      cookiesConfig: { cookieBehavior: "all" },
      queryStringsConfig: { queryStringBehavior: "whitelist", queryStrings: { items: ["q"] } },
    });
    const { id: ownId, queryStringsConfigs } = call("cloudfront.getOriginRequestPolicy", { name: "own" });
    assert.equal(ownId, own.id);
    assert.deepEqual(queryStringsConfigs, [{ queryStringBehavior: "whitelist", queryStrings: [{ items: ["q"] }] }]);
  });

  it("rejects a CloudFront policy that does not exist with the names of those that do, in other programs too", () => {
    for (const isForeign of [false, true]) {
      assert.throws(
        () => caller({ isForeign }).call("cloudfront.getCachePolicy", { name: "CachingDisabled" }),
        /no cache policy with the name "CachingDisabled" .+ Managed-CachingDisabled/,
      );
    }
  });

  it("finds a resource of the program by its arguments, its tags and its region", () => {
    const { call, resources } = caller();
    const table = resources.create("aws:dynamodb/table:Table", { name: "orders", tags: { team: "a" } });
    resources.create("aws:ssm/parameter:Parameter", { name: "/db/host", value: "db.internal", type: "String" });
    assert.equal(call("dynamodb.getTable", { name: "orders" }).arn, table.outputs.arn);
    assert.equal(call("dynamodb.getTable", { tags: { team: "a" } }).name, "orders");
    assert.equal(call("ssm.getParameter", { name: "/db/host" }).value, "db.internal");
    for (const args of [{ name: "other" }, { tags: { team: "b" } }, { name: "orders", region: "us-east-1" }]) {
      assert.throws(
        () => call("dynamodb.getTable", args),
        /does not model the function aws:dynamodb\/getTable:getTable/,
      );
    }
  });

  it("is an error that names what is modeled, or AWS's error if nothing is found", () => {
    const { call } = caller();
    assert.throws(() => call("ec2.getVpc", { default: true }), /getVpc, and has no .+ It models .+getPolicyDocument/);
    assert.throws(
      () => call("route53.getZone", { name: "a.example" }),
      /no matching Route 53 Hosted Zone found: "a.ex/,
    );
    assert.throws(() => call("s3.getBucket", { bucket: "b" }), /getBucket finds nothing with {"bucket":"b"}/);
  });

  it("returns placeholders of the declared types in other programs, and reports it", () => {
    const { call, reports } = caller({ isForeign: true });
    const subnets = call("ec2.getSubnets", { filters: [{ name: "vpc-id", values: ["vpc-1"] }] });
    assert.deepEqual(subnets.ids, ["ids.not-modeled.invalid"]);
    const { vpcConfig, version } = call("eks.getCluster", { name: "main" });
    assert.match((vpcConfig as JsonObject).vpcId as string, /\.invalid$/);
    assert.match(version as string, /\.invalid$/);
    assert.deepEqual(reports, [
      "aws:ec2/getSubnets:getSubnets is not modeled: it returns its arguments and placeholders.",
      "aws:eks/getCluster:getCluster is not modeled: it returns its arguments and placeholders.",
    ]);
  });

  it("creates the zone, certificate or bucket that another program expects to exist, once", () => {
    const { call, account, resources, reports } = caller({ isForeign: true });
    const zone = call("route53.getZone", { name: "example.com." });
    const again = call("route53.getZone", { name: "example.com" });
    assert.deepEqual([zone.zoneId, (zone.nameServers as string[]).length], [again.zoneId, 4]);
    const record = { zoneId: zone.zoneId, name: "www.example.com", type: "A", records: ["192.0.2.1"], ttl: 60 };
    assert.equal(resources.create("aws:route53/record:Record", record).outputs.fqdn, "www.example.com");
    const certificate = call("acm.getCertificate", { domain: "example.com", region: "us-east-1", mostRecent: true });
    assert.match(certificate.arn as string, /^arn:aws:acm:us-east-1:/);
    assert.equal(account.get("aws:acm/certificate:Certificate", certificate.arn as string)?.outputs.status, "ISSUED");
    assert.equal(
      call("s3.getBucket", { bucket: "files" }).bucketRegionalDomainName,
      "files.s3.eu-west-1.amazonaws.com",
    );
    assert.equal(reports.length, 3);
    assert.match(
      reports[0]!,
      /^aws:route53\/getZone:getZone finds nothing with {"name":"example.com."} in this account/,
    );
  });
});
