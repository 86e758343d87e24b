import { CachePolicy, listKinds } from "../../components/distribution/behavior";
import { isLegacyOnly } from "../../components/distribution/caching";
import { present } from "../../components/present";
import { managedPolicyId } from "../../policy-pack/cloudfront/managedPolicies";
import type { ForwardingPolicy, ReadSelection } from "../../policy-pack/cloudfront/model";
import { isKnown, Maybe } from "../../policy-pack/program/maybe";
import type { ProgramIndex } from "../../policy-pack/program/programIndex";
import { isObject, Properties } from "../../policy-pack/program/readValue";

/** What a route sets to cache and forward as an existing cache behavior does, as far as the component can. */
export interface Caching {
  readonly cache?: CachePolicy;
  readonly forwardHeaders?: readonly string[];
  readonly listBy?: (typeof listKinds)[number];
  readonly forwardHost?: boolean;
}

type Kind = "api-gateway" | "s3" | "custom";

const managed = {
  s3: managedPolicyId("CachingOptimized"),
  host: [managedPolicyId("AllViewer"), managedPolicyId("AllViewerAndCloudFrontHeaders-2022-06")],
};

export function cachingOf(behavior: Properties, kind: Kind, program: ProgramIndex): Caching {
  const caching =
    isObject(behavior.forwardedValues) && !isSet(behavior.cachePolicyId)
      ? legacyCaching(behavior, behavior.forwardedValues, kind)
      : policyCaching(behavior, kind, program);
  return withSettingsOf(kind, caching);
}

/** Only a route to an API lists headers outside the cache key, and only a route to another host forwards Host. */
function withSettingsOf(kind: Kind, { forwardHost, ...caching }: Caching): Caching {
  const { cache } = caching;
  if (kind === "api-gateway") {
    return caching;
  }
  return present({ cache, forwardHost: kind === "custom" && cache === undefined ? forwardHost : undefined });
}

function legacyCaching({ defaultTtl, minTtl, maxTtl }: Properties, forwarded: Properties, kind: Kind): Caching {
  const headers = strings(forwarded.headers);
  const cookies = isObject(forwarded.cookies) ? forwarded.cookies : {};
  const keys = strings(forwarded.queryStringCacheKeys);
  const ttl = { min: numberOf(minTtl, 0), default: numberOf(defaultTtl, 86_400), max: numberOf(maxTtl, 31_536_000) };
  const isCached = ttl.max > 0 && (ttl.min > 0 || ttl.default > 0 || numberOf(maxTtl, 0) > 0);
  if (!isCached || headers.includes("*")) {
    const list = selectable(headers, kind);
    return present({
      forwardHeaders: headers.includes("*") ? undefined : list,
      listBy: headers.includes("*") || list.some(isLegacyOnly) ? undefined : ("legacy" as const),
      forwardHost: headers.some((name) => name === "*" || name.toLowerCase() === "host") || undefined,
    });
  }
  return {
    cache: present({
      ttl: { ...ttl, default: Math.max(ttl.min, ttl.default), max: Math.max(ttl.min, ttl.default, ttl.max) },
      headers: noneIfEmpty(selectable(headers, kind).filter((name) => name.toLowerCase() !== "accept-encoding")),
      cookies:
        cookies.forward === "all"
          ? ("all" as const)
          : cookies.forward === "whitelist"
            ? noneIfEmpty(strings(cookies.whitelistedNames))
            : undefined,
      queryStrings: forwarded.queryString !== true ? undefined : keys.length > 0 ? keys : ("all" as const),
    }),
  };
}

function policyCaching(behavior: Properties, kind: Kind, program: ProgramIndex): Caching {
  const { cachePolicyId, originRequestPolicyId } = behavior;
  const request = only(program.originRequestPolicies(text(originRequestPolicyId)));
  const cachePolicy = only(program.cachePolicies(text(cachePolicyId)));
  if (cachePolicyId === managed.s3 && kind === "s3") {
    return {};
  }
  const listed =
    request === undefined || isManagedAll(text(originRequestPolicyId)) ? undefined : namesOf(request.headers);
  const { min, default: usual, max } = cachePolicy?.ttl ?? { min: 0, default: 0, max: 0 };
  if (cachePolicy === undefined || !isKnown(min) || !isKnown(usual) || !isKnown(max) || max === 0) {
    const nothing = cachePolicy !== undefined && originRequestPolicyId === undefined ? [] : undefined;
    const list = listed === undefined ? nothing : selectable(listed, kind);
    return present({
      forwardHeaders: list,
      forwardHost: managed.host.includes(text(originRequestPolicyId) ?? "") || undefined,
    });
  }
  const cache = cacheOf(cachePolicy, { min, default: usual, max }, kind);
  const inKey = (cache.headers ?? []).map((name) => name.toLowerCase());
  const others = selectable(listed ?? [], kind).filter(
    (name) => !isLegacyOnly(name) && !inKey.includes(name.toLowerCase()),
  );
  return present({ cache, forwardHeaders: noneIfEmpty(others) });
}

function cacheOf(
  { headers, cookies, queryStrings }: ForwardingPolicy,
  ttl: CachePolicy["ttl"],
  kind: Kind,
): CachePolicy {
  return present({
    ttl,
    headers: noneIfEmpty(selectable(namesOf(headers) ?? [], kind)),
    cookies: selected(cookies),
    queryStrings: selected(queryStrings),
  });
}

/** A list of exceptions has no equal; all of them is the safe side: it makes no two users share a response. */
function selected(selection: Maybe<ReadSelection>): readonly string[] | "all" | undefined {
  return isKnown(selection) && ["all", "allExcept"].includes(selection.kind)
    ? "all"
    : noneIfEmpty(namesOf(selection) ?? []);
}

/** The listed names; undefined if the selection is no list. */
function namesOf(selection: Maybe<ReadSelection>): readonly string[] | undefined {
  if (!isKnown(selection) || selection.kind === "all" || selection.kind === "allExcept") {
    return undefined;
  }
  return "names" in selection ? selection.names.filter((name) => typeof name === "string") : [];
}

/** API Gateway and S3 route by Host, so the component has no setting that forwards it to them. */
function selectable(names: readonly string[], kind: Kind): readonly string[] {
  return names.filter(
    (name) => name.toLowerCase() !== "cookie" && (kind === "custom" || name.toLowerCase() !== "host"),
  );
}

function isManagedAll(id: string | undefined): boolean {
  return id === managedPolicyId("AllViewerExceptHostHeader") || managed.host.includes(id ?? "");
}

function only<T>(found: Maybe<readonly T[]>): T | undefined {
  return isKnown(found) && found.length === 1 ? found[0] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isSet(value: unknown): boolean {
  return text(value) !== undefined;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as unknown[]).filter((one) => typeof one === "string") : [];
}

function numberOf(value: unknown, usual: number): number {
  return typeof value === "number" ? value : usual;
}

function noneIfEmpty(names: readonly string[]): readonly string[] | undefined {
  return names.length === 0 ? undefined : names;
}
