import { map, Maybe } from "../program/maybe";
import { Properties, readNumber } from "../program/readValue";
import { ConfiguredTtl, Ttl } from "./model";

/**
 * The TTLs, in seconds, of a cache policy or of legacy settings that configure none.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html
 */
export const defaultTtls = { min: 0, default: 86400, max: 31536000 };

export function readTtl(settings: Maybe<Properties | undefined>): ConfiguredTtl {
  return {
    min: readNumber(settings, "minTtl"),
    default: readNumber(settings, "defaultTtl"),
    max: readNumber(settings, "maxTtl"),
  };
}

export function withDefaults(configured: ConfiguredTtl): Ttl {
  return {
    min: map(configured.min, (seconds) => seconds ?? defaultTtls.min),
    default: map(configured.default, (seconds) => seconds ?? defaultTtls.default),
    max: map(configured.max, (seconds) => seconds ?? defaultTtls.max),
  };
}
