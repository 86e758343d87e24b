import assert from "node:assert/strict";
import { MultiOriginDistributionArgs } from "../../components/index";
import { deployFront, distributionOf, named, siteFirst } from "../support/front";

const webAclArn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1";

describe("A setting of MultiOriginDistribution", () => {
  const shown: readonly [string, Partial<MultiOriginDistributionArgs>, Record<string, unknown>][] = [
    ["price class", { priceClass: "PriceClass_100" }, { priceClass: "PriceClass_100" }],
    ["web ACL", { webAclArn }, { webAclId: webAclArn }],
    [
      "list of allowed countries",
      { geoRestriction: { allow: ["DE", "AT"] } },
      { restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["DE", "AT"] } } },
    ],
    [
      "list of denied countries",
      { geoRestriction: { deny: ["US"] } },
      { restrictions: { geoRestriction: { restrictionType: "blacklist", locations: ["US"] } } },
    ],
  ];
  for (const [what, args, inputs] of shown) {
    it(`is set on the distribution: ${what}`, async () => {
      const distribution = await distributionOf({ ...siteFirst, ...args });
      assert.deepEqual({ ...distribution, ...inputs }, distribution);
    });
  }
});

describe("The managed web ACL of MultiOriginDistribution", () => {
  interface Rule {
    readonly name: string;
    readonly priority: number;
    readonly action?: unknown;
    readonly overrideAction?: unknown;
    readonly statement: Record<string, unknown>;
  }

  it("limits each IP address and blocks what AWS managed rules match, except large bodies", async () => {
    const list = await deployFront({ ...siteFirst, managedWebAcl: {} });
    const { region, scope, defaultAction, rules } = named(list, "front-web-acl");
    assert.deepEqual([region, scope, defaultAction], ["us-east-1", "CLOUDFRONT", { allow: {} }]);
    const managed = (name: string, more: object = {}) => ({
      managedRuleGroupStatement: { vendorName: "AWS", name, ...more },
    });
    assert.deepEqual(
      (rules as Rule[]).map(({ name, priority, action, overrideAction, statement }) => [
        name,
        priority,
        action ?? overrideAction,
        statement,
      ]),
      [
        [
          "rate-limit",
          0,
          { block: {} },
          { rateBasedStatement: { limit: 2000, aggregateKeyType: "IP", evaluationWindowSec: 300 } },
        ],
        ...[
          managed("AWSManagedRulesAmazonIpReputationList"),
          managed("AWSManagedRulesKnownBadInputsRuleSet"),
          managed("AWSManagedRulesCommonRuleSet", {
            ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
          }),
        ].map((statement, at) => [statement.managedRuleGroupStatement.name, at + 1, { none: {} }, statement]),
      ],
    );
    assert.match(String(named(list, "front-distribution").webAclId), /^arn:aws:wafv2:us-east-1:\d+:global\/webacl\//);
  });

  it("only counts requests with countOnly", async () => {
    const list = await deployFront({ ...siteFirst, managedWebAcl: { rateLimit: 100, countOnly: true } });
    const rules = named(list, "front-web-acl").rules as Rule[];
    assert.deepEqual(
      rules.map(({ action, overrideAction }) => action ?? overrideAction),
      [{ count: {} }, { count: {} }, { count: {} }, { count: {} }],
    );
    assert.equal((rules[0]?.statement.rateBasedStatement as { limit: number }).limit, 100);
  });
});

describe("The access logs of MultiOriginDistribution", () => {
  it("are delivered from us-east-1 to a private bucket that only the delivery can write to", async () => {
    const list = await deployFront({ ...siteFirst, accessLogs: { retentionInDays: 7 } });
    const source = named(list, "front-logs-source");
    const account = String(source.resourceArn).split(":")[4] ?? "";
    assert.match(String(source.resourceArn), /^arn:aws:cloudfront::\d+:distribution\//);
    assert.deepEqual([source.region, source.logType], ["us-east-1", "ACCESS_LOGS"]);
    const { deliveryDestinationConfiguration, ...destination } = named(list, "front-logs-destination");
    const bucketArn = (deliveryDestinationConfiguration as { destinationResourceArn: string }).destinationResourceArn;
    assert.deepEqual(destination, { region: "us-east-1", outputFormat: "json" });
    assert.deepEqual(Object.keys(named(list, "front-logs-delivery")).sort(), [
      "deliveryDestinationArn",
      "deliverySourceName",
      "region",
    ]);
    const policy = JSON.parse(String(named(list, "front-logs-bucket-policy").policy)) as { Statement: object[] };
    assert.deepEqual(policy.Statement[0], {
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${account}/CloudFront/*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": account, "s3:x-amz-acl": "bucket-owner-full-control" },
        ArnLike: {
          "aws:SourceArn": `arn:aws:logs:us-east-1:${account}:delivery-source:front-logs-source-0000000`,
        },
      },
    });
  });

  it("expire after retentionInDays, 90 by default", async () => {
    for (const [accessLogs, days] of [
      [{ retentionInDays: 7 }, 7],
      [{}, 90],
    ] as const) {
      const list = await deployFront({ ...siteFirst, accessLogs });
      const rules = named(list, "front-logs-bucket-lifecycle").rules as { expiration: { days?: number } }[];
      assert.deepEqual(
        rules.flatMap(({ expiration }) => expiration.days ?? []),
        [days],
      );
    }
  });
});
