import { ttlOf } from "../cloudfront/ttl";
import { isKnown, map } from "../program/maybe";
import { checkRoutes, CheckResult } from "../findings/checkBehaviors";
import { Route, RoutedDistribution } from "../findings/routedDistribution";
import { Finding } from "../findings/rule";

/** Seconds for which CloudFront caches an error by default. */
const defaultErrorTtl = 10;

/**
 * A weakness: CloudFront also caches an API's 404 if the API decides what is cached. Without caching, and with a default
 * TTL that caches everything for longer, the program shows that this is intended.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export function checkErrorCaching(distribution: RoutedDistribution): Finding[] {
  return isKnown(distribution.errorResponses)
    ? (["api-gateway", "lambda-url"] as const).flatMap((service) => checkRoutes(service, distribution, check))
    : [];
}

function check({ behavior, distribution, program }: Route): CheckResult | undefined {
  const ttl = ttlOf(behavior, program);
  const isDecidedByApi = map(
    ttl,
    ({ min, default: normal, max }) => min === 0 && normal === 0 && isKnown(max) && max > 0,
  );
  const { errorResponses } = distribution;
  const isConfigured =
    !isKnown(errorResponses) ||
    errorResponses.some(
      ({ errorCode, minimumTtl }) => !isKnown(errorCode) || (errorCode === 404 && minimumTtl !== undefined),
    );
  if (isDecidedByApi !== true || isConfigured) {
    return undefined;
  }
  return {
    fails: true,
    kind: "weakness",
    problem: `CloudFront caches the API's 404 and 5xx responses for ${defaultErrorTtl} s, although the default TTL is 0. Set customErrorResponses: [{ errorCode: 404, errorCachingMinTtl: 0 }], and likewise 500 to 504.`,
  };
}
