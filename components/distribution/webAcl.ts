import * as aws from "@pulumi/aws";
import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { shortName } from "../shortName";
import { ManagedWebAcl } from "./args";

type Rule = aws.types.input.wafv2.WebAclRule;

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const ruleGroups = [
  { name: "AWSManagedRulesAmazonIpReputationList", counted: [] },
  { name: "AWSManagedRulesKnownBadInputsRuleSet", counted: [] },
  // The rule blocks bodies over 8 KB, which an API may need.
  { name: "AWSManagedRulesCommonRuleSet", counted: ["SizeRestrictions_BODY"] },
] as const;

const defaultRateLimit = 2000;

/** Web ACLs for CloudFront must be in us-east-1: https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html */
export function managedWebAcl(
  name: string,
  { rateLimit = defaultRateLimit, countOnly = false }: ManagedWebAcl,
  opts: pulumi.CustomResourceOptions,
): wafv2.WebAcl {
  return new wafv2.WebAcl(
    shortName("webAcl", `${name}-web-acl`),
    {
      region: "us-east-1",
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rules: [
        {
          name: "rate-limit",
          priority: 0,
          action: countOnly ? { count: {} } : { block: {} },
          statement: { rateBasedStatement: { limit: rateLimit, aggregateKeyType: "IP", evaluationWindowSec: 300 } },
          visibilityConfig: visibility("rate-limit"),
        },
        ...ruleGroups.map(({ name: group, counted }, at) => managedRule(group, at + 1, counted, countOnly)),
      ],
      visibilityConfig: visibility(shortName("webAcl", name)),
    },
    opts,
  );
}

function managedRule(name: string, priority: number, counted: readonly string[], countOnly: boolean): Rule {
  const ruleActionOverrides = counted.map((rule) => ({ name: rule, actionToUse: { count: {} } }));
  return {
    name,
    priority,
    overrideAction: countOnly ? { count: {} } : { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ...(ruleActionOverrides.length === 0 ? {} : { ruleActionOverrides }),
      },
    },
    visibilityConfig: visibility(name),
  };
}

function visibility(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
