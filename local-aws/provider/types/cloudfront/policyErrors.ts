import { Selection } from "../../../../policy-pack/cloudfront/managedPolicies";
import { CachePolicy as PackCachePolicy } from "../../../../policy-pack/cloudfront/model";
import { readCachePolicy as readPackPolicy } from "../../../../policy-pack/cloudfront/readers/policies";
import { headerQuota } from "../../accountQuotas";
import { namesPerPolicy } from "../../../../policy-pack/cloudfront/quotas";
import { cachePolicyRefusals } from "../../../../policy-pack/cloudfront/refusals/policies";
import { refusalError } from "../../../../policy-pack/cloudfront/refusals/refusal";
import { readObject } from "../../../../policy-pack/program/readValue";
import { CachePolicy, OriginRequestPolicy } from "../../../aws/cloudfront/distribution";
import {
  CachePolicySettings,
  OriginRequestPolicySettings,
  readCachePolicy,
  readOriginRequestPolicy,
} from "../../../aws/cloudfront/readers/policies";
import { ApiError, firstError } from "../errors";

interface Subject extends Omit<CachePolicy, "ttl"> {
  readonly ttl: CachePolicySettings;
}

// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateCachePolicy.html
const cachePolicyErrors: readonly ApiError<Subject>[] = [...tooMany("CachePolicy", "cache policy")];

// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateOriginRequestPolicy.html
const originRequestPolicyErrors = tooMany("OriginRequestPolicy", "origin request policy");

export function cachePolicyError(settings: CachePolicySettings): string | undefined {
  const subject = { ...readCachePolicy(settings), ttl: settings };
  return firstError(cachePolicyErrors, subject) ?? refusalError(cachePolicyRefusals, readPolicy(settings));
}

/** The policy pack's model. Both resource types have the same settings. */
function readPolicy(settings: object): PackCachePolicy {
  const config = { ...settings };
  return readPackPolicy(config, readObject(config, "parametersInCacheKeyAndForwardedToOrigin"), "a cache policy");
}

export function originRequestPolicyError(settings: OriginRequestPolicySettings): string | undefined {
  return firstError(originRequestPolicyErrors, readOriginRequestPolicy(settings));
}

function tooMany(kind: string, spoken: string): ApiError<OriginRequestPolicy>[] {
  const exceeds = (what: string): string => `The number of ${what} in the ${spoken} exceeds the maximum.`;
  return [
    {
      error: `TooManyHeadersIn${kind}: ${exceeds("headers")}`,
      when: ({ headers }) => isTooLong(headers, headerQuota()),
    },
    { error: `TooManyCookiesIn${kind}: ${exceeds("cookies")}`, when: ({ cookies }) => isTooLong(cookies) },
    {
      error: `TooManyQueryStringsIn${kind}: ${exceeds("query strings")}`,
      when: ({ queryStrings }) => isTooLong(queryStrings),
    },
  ];
}

function isTooLong(selection: Selection, quota = namesPerPolicy): boolean {
  return namesIn(selection).length > quota;
}

function namesIn(selection: Selection): readonly string[] {
  return "names" in selection ? selection.names : [];
}
