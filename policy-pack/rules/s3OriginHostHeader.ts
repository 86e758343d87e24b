import { sameName } from "../apigateway/domainNames";
import { hostVerdict } from "../cloudfront/hostVerdict";
import { both, either, isKnown, map, not, Tristate, Unknown } from "../program/maybe";
import { checkRoutes, CheckResult, hostCheck } from "../findings/checkBehaviors";
import { cachePolicy, forwardsHost, originRequestPolicy, removeHostFrom } from "../findings/fixes";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";

const requestPolicy = originRequestPolicy("CORS-S3Origin");
const policies = cachePolicy("CachingOptimized");

const checkBuckets = hostCheck("s3", "S3 has no bucket for that host and returns 403", {
  policies,
  requestPolicy,
});

export const s3OriginHostHeader: Rule = {
  name: "s3-origin-host-header",
  displayName: "S3 origins do not receive the viewer's Host",
  description:
    "A cache behavior must not forward the viewer's Host header to an S3 bucket, access point or website endpoint.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "aws"],
  remediationSteps: `Set ${requestPolicy} or no origin request policy, and a cache policy that does not list Host. Or remove Host from forwardedValues.headers.`,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
  failingRequest:
    "any request of the behavior: S3 looks for a bucket with the viewer's Host as its name and returns 403; a website endpoint returns 404 NoSuchBucket",
  decidedFrom: "inputs",
  check: (distribution) => {
    const findings = checkBuckets(distribution);
    const found = new Set(findings.map(({ behavior }) => behavior));
    const websites = checkRoutes("s3-website", distribution, checkWebsite);
    return [...findings, ...websites.filter(({ behavior }) => !found.has(behavior))];
  },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
function checkWebsite({ behavior, distribution, endpoint, program }: Route): CheckResult | undefined {
  if (!isKnown(endpoint) || endpoint.service !== "s3-website") {
    return undefined;
  }
  const { forwards, setting } = hostVerdict(behavior, program);
  const fix = removeHostFrom(setting, policies, requestPolicy);
  return {
    fails: both(forwards, not(isAlias(endpoint.bucket, distribution.aliases))),
    problem: `${forwardsHost(setting)}; S3 has no bucket of that name and returns 404 NoSuchBucket. ${fix}`,
  };
}

/** A bucket with the name of an alias serves the alias. */
function isAlias(bucket: string | undefined, aliases: Route["distribution"]["aliases"]): Tristate {
  return map(aliases, (known) =>
    either(
      ...known.map((alias) =>
        bucket === undefined
          ? new Unknown("the name of the bucket is unknown")
          : map(alias, (name) => sameName(name, bucket)),
      ),
    ),
  );
}
