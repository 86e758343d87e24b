import { both, either, isKnown, map, Maybe, not, Tristate, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { Behavior, CachePolicy, ForwardingPolicy, LegacySettings, ReadSelection } from "./model";

/** A setting of a cache behavior that forwards values of the viewer's request to the origin. */
export interface ForwardingSetting<Policy extends ForwardingPolicy = ForwardingPolicy> {
  readonly kind: "cache policy" | "origin request policy" | "forwardedValues";
  /** The policies that the setting can refer to; empty if it is absent. */
  readonly possible: Maybe<readonly Policy[]>;
  /** Whether its headers are those that were deployed before, because the program sets none. */
  readonly isKept?: boolean;
}

/**
 * What a cache behavior forwards: each value that one of its settings selects. A cache policy and an origin request
 * policy only add to each other: "The cache policy allow list overrides the origin request policy block list".
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html
 */
export interface Forwarding {
  /** The cache policy, or `forwardedValues` without one, whose values are the cache key. */
  readonly cacheKey: ForwardingSetting;
  readonly settings: readonly ForwardingSetting[];
  /** Legacy settings also forward headers that CloudFront does not define. */
  readonly isLegacy: boolean;
  /** Whether CloudFront sets Accept-Encoding itself to request compressed responses. */
  readonly compresses: Tristate;
  /** Whether CloudFront caches responses to OPTIONS requests. */
  readonly cachesOptions: Tristate;
}

export function forwardingOf(behavior: Behavior, program: ProgramIndex): Forwarding {
  const cachesOptions = map(behavior.cachedMethods, (methods) =>
    either(...methods.map((method) => map(method, (known) => known === "OPTIONS"))),
  );
  // No cache policy means legacy settings. An unknown behavior has an unknown policy ID, so it is not one of these.
  if (behavior.cachePolicyId === undefined) {
    const { legacy } = behavior;
    const isKept = isKnown(legacy) && legacy?.keepsHeaders === true;
    const forwarded: ForwardingSetting = { kind: "forwardedValues", possible: map(legacy, legacyPolicies), isKept };
    const cacheKey: ForwardingSetting = { ...forwarded, possible: map(legacy, legacyCacheKeys) };
    return { cacheKey, settings: [forwarded], isLegacy: true, compresses: false, cachesOptions };
  }
  const cacheKey: ForwardingSetting<CachePolicy> = {
    kind: "cache policy",
    possible: program.cachePolicies(behavior.cachePolicyId),
  };
  const added: readonly ForwardingSetting[] =
    behavior.originRequestPolicyId === undefined
      ? []
      : [{ kind: "origin request policy", possible: program.originRequestPolicies(behavior.originRequestPolicyId) }];
  const compresses = agreed(cacheKey, "request compressed responses", ({ gzip, brotli }) => either(gzip, brotli));
  return { cacheKey, settings: [cacheKey, ...added], isLegacy: false, compresses, cachesOptions };
}

function legacyPolicies(legacy: LegacySettings | undefined): readonly ForwardingPolicy[] {
  if (legacy === undefined) {
    return [];
  }
  const headers = map(legacy.headers, (names): ReadSelection =>
    names.includes("*") ? { kind: "all" } : { kind: "only", names },
  );
  const queryStrings = map(legacy.queryString, (all): ReadSelection => ({ kind: all ? "all" : "none" }));
  return [{ name: "forwardedValues", headers, cookies: legacy.cookies, queryStrings }];
}

/**
 * CloudFront forwards every query string with `queryString: true`; the cache key has only those in `queryStringCacheKeys`.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ForwardedValues.html
 */
function legacyCacheKeys(legacy: LegacySettings | undefined): readonly ForwardingPolicy[] {
  return legacyPolicies(legacy).map((forwarded) => ({
    ...forwarded,
    queryStrings: map(forwarded.queryStrings, (selection) =>
      selection.kind === "all"
        ? map(legacy?.queryStringCacheKeys ?? [], (names) => (names.length > 0 ? { kind: "only", names } : selection))
        : selection,
    ),
  }));
}

/** The answer of a setting's policies to a question. If several policies are possible, all of them must agree. */
export function agreed<Policy extends ForwardingPolicy>(
  { kind, possible }: ForwardingSetting<Policy>,
  question: string,
  answer: (policy: Policy) => Tristate,
): Tristate {
  return map(possible, (policies) => {
    const answers = policies.map(answer);
    const [first = false] = answers;
    if (answers.every((other) => other === first)) {
      return first;
    }
    return (
      answers.find((other) => other instanceof Unknown) ??
      oneOfSeveral(kind, policies, `, and not all of them ${question}`)
    );
  });
}

/** @param consequence what is unknown because of the choice: a clause */
export function oneOfSeveral(
  kind: ForwardingSetting["kind"],
  policies: readonly ForwardingPolicy[],
  consequence = "",
): Unknown {
  const reason = `its ${kind} is ${policies.map(({ name }) => name).join(" or ")}`;
  return new Unknown(reason).causes(`${reason}${consequence}`);
}

/** Whether a setting selects a header. CloudFront also forwards some headers that no setting selects. */
export function selectsHeader(setting: ForwardingSetting, header: string): Tristate {
  return agreed(setting, `forward ${header}`, ({ headers }) =>
    map(headers, (selection) => includesHeader(selection, header)),
  );
}

/** Whether the value of one cookie or query string reaches the origin. */
export function forwardsValue(kind: "cookies" | "queryStrings", name: string, { settings }: Forwarding): Tristate {
  return either(
    ...settings.map((setting) =>
      agreed(setting, `forward ${name}`, (policy) => map(policy[kind], (selection) => includesValue(selection, name))),
    ),
  );
}

/** Whether a selection contains a header, in any letter case. */
export function includesHeader(selection: ReadSelection, header: string): Tristate {
  return includes(selection, (listed) => listed.toLowerCase() === header.toLowerCase());
}

/**
 * Whether a selection contains a cookie or a query string, whose letter case matters. A listed name can have wildcards.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/QueryStringParameters.html
 */
function includesValue(selection: ReadSelection, name: string): Tristate {
  return includes(selection, (listed) =>
    listed !== name && /[*?]/.test(listed)
      ? new Unknown(`"${listed}" can include ${name}`, undefined, { resolution: `List ${name}.` })
      : listed === name,
  );
}

function includes(selection: ReadSelection, isListed: (listed: string) => Tristate): Tristate {
  switch (selection.kind) {
    case "none":
      return false;
    case "all":
      return true;
    case "only":
    case "allExcept": {
      const isInList = either(...selection.names.map((listed) => map(listed, isListed)));
      return selection.kind === "only" ? isInList : not(isInList);
    }
  }
}

/** Whether a selection of cookies or query strings contains every name that another one contains. */
export function coversSelection(selection: ReadSelection, other: ReadSelection): Tristate {
  if (selection === other || selection.kind === "all" || other.kind === "none") {
    return true;
  }
  if (selection.kind === "allExcept") {
    return both(...selection.names.map((excluded) => map(excluded, (name) => not(includesValue(other, name)))));
  }
  return other.kind === "only"
    ? both(...other.names.map((listed) => map(listed, (name) => includesValue(selection, name))))
    : false;
}

/** `changed`: CloudFront replaces the header or appends to it. */
export type HeaderTreatment = "forwarded" | "removed" | "changed";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
// The table lists what CloudFront does with each header that no setting selects, and which headers a setting can select.
// Any other header is an "other-defined" header.
const alwaysForwarded = headerNames(
  "cache-control content-encoding content-language content-length content-md5 content-type date from if-match " +
    "if-modified-since if-none-match if-range if-unmodified-since max-forwards origin pragma range request-range warning",
);
const neverForwarded = headerNames(
  "connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade " +
    "x-forwarded-proto x-real-ip",
);
const forwardedIfSelected = headerNames(
  "accept accept-charset accept-encoding accept-language cookie expect host referer user-agent x-http-method-override",
);
const changed = headerNames("via x-amz-cf-id x-forwarded-for");

function headerNames(names: string): ReadonlySet<string> {
  return new Set(names.split(" "));
}

/**
 * What an origin receives of a header of the viewer's request.
 * @param header in any letter case
 */
export function headerTreatment(header: string, method: string, forwarding: Forwarding): Maybe<HeaderTreatment> {
  const name = header.toLowerCase();
  if (changed.has(name)) {
    return "changed";
  }
  if (neverForwarded.has(name) || name.startsWith("x-edge-")) {
    return "removed";
  }
  if (name === "accept-encoding" && forwarding.compresses !== false) {
    return map(forwarding.compresses, () => "changed");
  }
  const isSelected = either(...forwarding.settings.map((setting) => selectsHeader(setting, header)));
  const isForwarded = isSelected === true ? true : either(isSelected, forwardedUnselected(name, method, forwarding));
  return map(isForwarded, (known) => (known ? "forwarded" : "removed"));
}

/** Whether CloudFront forwards a header that no setting selects. */
function forwardedUnselected(name: string, method: string, { isLegacy, cachesOptions }: Forwarding): Tristate {
  if (name === "authorization") {
    return method === "OPTIONS" ? not(cachesOptions) : !["GET", "HEAD"].includes(method);
  }
  return alwaysForwarded.has(name) || (isLegacy && !forwardedIfSelected.has(name));
}

/** The one policy of a setting, for a description; undefined if the setting is absent. */
export function onlyPolicy({ kind, possible }: ForwardingSetting): Maybe<ForwardingPolicy | undefined> {
  return map(possible, (policies) => (policies.length < 2 ? policies[0] : oneOfSeveral(kind, policies)));
}
