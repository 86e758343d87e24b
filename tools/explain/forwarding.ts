import { ProgramIndex } from "../../policy-pack/program/programIndex";
import { managedCachePolicies, Selection } from "../../policy-pack/cloudfront/managedPolicies";
import { isKnown, map, Maybe, Unknown } from "../../policy-pack/program/maybe";
import { Behavior, ForwardingPolicy } from "../../policy-pack/cloudfront/model";
import { readBoolean, readObject } from "../../policy-pack/program/readValue";
import { takes } from "../../policy-pack/cloudfront/selection";

/** What of a request goes on to the origin: whatever any of the selections takes; the first of each is the cache key too. */
export interface Forwarding {
  /** Legacy settings also forward headers that CloudFront does not know. */
  readonly legacy: boolean;
  readonly headers: readonly Selection[];
  readonly cookies: readonly Selection[];
  readonly queryStrings: readonly Selection[];
  /** Whether CloudFront asks for compressed answers itself, so that Accept-Encoding is no ordinary header. */
  readonly compresses: boolean;
  /** The names of the policies. */
  readonly by: string;
}

export function forwardingOf(behavior: Behavior, program: ProgramIndex): Maybe<Forwarding> {
  if (behavior.cachePolicyId === undefined) {
    return legacyForwarding(behavior);
  }
  return map(onlyOne(program.cachePolicies(behavior.cachePolicyId), "cache policy"), (cache) => {
    if (cache === undefined) {
      return new Unknown("it has no cache settings");
    }
    const request = onlyOne(program.originRequestPolicies(behavior.originRequestPolicyId), "origin request policy");
    return map(request, (added) => {
      const policies: readonly ForwardingPolicy[] = added === undefined ? [cache] : [cache, added];
      return map(allKnown(policies.map(({ headers }) => headers)), (headers) =>
        map(allKnown(policies.map(({ cookies }) => cookies)), (cookies) =>
          map(allKnown(policies.map(({ queryStrings }) => queryStrings)), (queryStrings) => ({
            legacy: false,
            headers,
            cookies,
            queryStrings,
            compresses: compresses(behavior.cachePolicyId, program),
            by: policies.map(({ name }) => name).join(" and "),
          })),
        ),
      );
    });
  });
}

function onlyOne<P>(possible: Maybe<readonly P[]>, kind: string): Maybe<P | undefined> {
  return map(possible, ([first, ...others]) =>
    others.length === 0 ? first : new Unknown(`its ${kind} may be one of several`),
  );
}

function allKnown<T>(values: readonly Maybe<T>[]): Maybe<readonly T[]> {
  return values.find((value) => value instanceof Unknown) ?? values.filter(isKnown);
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
function compresses(id: Maybe<string | undefined>, program: ProgramIndex): boolean {
  const managed = typeof id === "string" ? managedCachePolicies.get(id) : undefined;
  if (managed !== undefined) {
    return managed.gzip || managed.brotli;
  }
  const aws = program.find("aws:cloudfront/cachePolicy:CachePolicy", id)?.props;
  const native = program.find("aws-native:cloudfront:CachePolicy", id)?.props;
  const config = native === undefined ? aws : readObject(native, "cachePolicyConfig");
  const parameters = readObject(config, "parametersInCacheKeyAndForwardedToOrigin");
  return ["enableAcceptEncodingGzip", "enableAcceptEncodingBrotli"].some(
    (key) => readBoolean(parameters, key) === true,
  );
}

function legacyForwarding({ legacy }: Behavior): Maybe<Forwarding> {
  return map(legacy, (settings) => {
    if (settings === undefined) {
      return new Unknown("it has no cache settings");
    }
    return map(settings.headers, (listed) =>
      map(allKnown(listed), (names) =>
        map(settings.cookies, (cookies) =>
          map(settings.queryString, (queryString): Forwarding => ({
            legacy: true,
            headers: [names.includes("*") ? { kind: "all" } : { kind: "only", names }],
            cookies: [cookies],
            queryStrings: [{ kind: queryString ? "all" : "none" }],
            compresses: false,
            by: "forwardedValues",
          })),
        ),
      ),
    );
  });
}

/** What becomes of a viewer's header on the way to a custom origin. */
export type Fate = "forwarded" | "removed" | "changed";

// What CloudFront does with a header that no setting selects; anything else is "other-defined".
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
const passedOn = words(
  "cache-control content-encoding content-language content-length content-md5 content-type date from if-match " +
    "if-modified-since if-none-match if-range if-unmodified-since max-forwards origin pragma range warning",
);
const takenAway = words(
  "accept accept-charset accept-encoding accept-language cookie expect host referer user-agent x-forwarded-proto " +
    "x-http-method-override x-real-ip",
);
const ofTheConnection = words("connection keep-alive proxy-connection te trailer transfer-encoding upgrade");
const appendedTo = words("via x-forwarded-for");

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

export function fateOf(name: string, method: string, forwarding: Forwarding): Fate {
  if (appendedTo.has(name) || name === "x-amz-cf-id") {
    return "changed";
  }
  if (ofTheConnection.has(name) || /^(x-edge|proxy)-/.test(name)) {
    return "removed";
  }
  if (name === "accept-encoding" && forwarding.compresses) {
    return "changed";
  }
  if (forwarding.headers.some((selection) => takes(selection, name))) {
    return "forwarded";
  }
  if (name === "authorization") {
    return ["GET", "HEAD", "OPTIONS"].includes(method) ? "removed" : "forwarded";
  }
  return passedOn.has(name) || (forwarding.legacy && !takenAway.has(name)) ? "forwarded" : "removed";
}

/** The names of the cookies, those that go on and those that do not. */
export function cookiesOf(header: string | undefined, { cookies }: Forwarding): Sorted {
  const names = (header ?? "").split(/;\s*/).flatMap((pair) => pair.split("=", 1).filter((name) => name !== ""));
  return sorted(names, cookies);
}

/** The query string that goes on, with its question mark; empty where nothing does. */
export function queryOf(query: string, { queryStrings }: Forwarding): string {
  const kept = query
    .split("&")
    .filter((pair) => pair !== "" && takenByAny(queryStrings, decoded(pair.split("=", 1)[0] ?? "")));
  return kept.length === 0 ? "" : `?${kept.join("&")}`;
}

export interface Sorted {
  readonly forwarded: readonly string[];
  readonly removed: readonly string[];
}

function sorted(names: readonly string[], selections: readonly Selection[]): Sorted {
  return {
    forwarded: names.filter((name) => takenByAny(selections, name)),
    removed: names.filter((name) => !takenByAny(selections, name)),
  };
}

function takenByAny(selections: readonly Selection[], name: string): boolean {
  return selections.some((selection) => takes(selection, name));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
