import { Forwarding, forwardsValue, headerTreatment, onlyPolicy } from "../../policy-pack/cloudfront/forwarding";
import { Origin } from "../../policy-pack/cloudfront/model";
import { allKnown, isKnown, map, Maybe } from "../../policy-pack/program/maybe";
import { ProgramIndex } from "../../policy-pack/program/programIndex";
import { readString } from "../../policy-pack/program/readValue";
import { headerNames, headerOf, queryOf, ViewerRequest } from "./viewerRequest";

/** The names of the values that reach the origin, and of those that CloudFront removes. */
export interface SortedNames {
  readonly forwarded: readonly string[];
  readonly removed: readonly string[];
}

export interface HeadersAtOrigin extends SortedNames {
  /** The headers that CloudFront sets or changes. */
  readonly set: readonly string[];
  /** The viewer's headers that the settings select; some others are forwarded or removed by default. */
  readonly selected: Maybe<string>;
  /** Whether an origin access control signs the request. */
  readonly isSigned: boolean;
}

export function headersAtOrigin(
  request: ViewerRequest,
  { customHeaders, accessControlId }: Origin,
  forwarding: Forwarding,
  program: ProgramIndex,
): Maybe<HeadersAtOrigin> {
  const custom = isKnown(customHeaders) ? customHeaders.filter(isKnown).map((name) => name.toLowerCase()) : [];
  const names = headerNames(request).filter((name) => name !== "cookie" && !custom.includes(name));
  const control = program.find("aws:cloudfront/originAccessControl:OriginAccessControl", accessControlId);
  return map(allKnown(names.map((name) => headerTreatment(name, request.method, forwarding))), (treatments) => {
    const treated = (as: string): string[] => names.filter((_, at) => treatments[at] === as);
    const forwarded = treated("forwarded");
    const agent = forwarded.includes("user-agent") ? [] : ["user-agent"];
    return {
      forwarded,
      removed: treated("removed"),
      set: [...new Set(["host", ...agent, "via", "x-forwarded-for", "x-amz-cf-id", ...treated("changed"), ...custom])],
      selected: selectedHeaders(forwarding),
      isSigned: accessControlId !== undefined && readString(control?.props, "signingBehavior") !== "never",
    };
  });
}

function selectedHeaders({ settings }: Forwarding): Maybe<string> {
  return map(allKnown(settings.map(onlyPolicy)), (policies) =>
    map(allKnown(policies.flatMap((policy) => policy?.headers ?? [])), (selections) => {
      const [widest] = selections.filter(({ kind }) => kind === "all" || kind === "allExcept");
      if (widest?.kind === "all") {
        return "all";
      }
      const names = (widest === undefined ? selections : [widest]).flatMap((one) => ("names" in one ? one.names : []));
      return map(allKnown(names), (known) =>
        widest === undefined ? known.join(", ") || "none" : `all but ${known.join(", ")}`,
      );
    }),
  );
}

export function cookiesAtOrigin(request: ViewerRequest, forwarding: Forwarding): Maybe<SortedNames> {
  const names = (headerOf(request, "cookie") ?? "")
    .split(/;\s*/)
    .flatMap((pair) => pair.split("=", 1).filter((name) => name !== ""));
  return map(allKnown(names.map((name) => forwardsValue("cookies", name, forwarding))), (reach) => ({
    forwarded: names.filter((_, at) => reach[at]),
    removed: names.filter((_, at) => !reach[at]),
  }));
}

export interface QueryAtOrigin extends SortedNames {
  /** The query string with its question mark; empty if none of it is forwarded. */
  readonly query: string;
}

export function queryAtOrigin(request: ViewerRequest, forwarding: Forwarding): Maybe<QueryAtOrigin> {
  const pairs = queryOf(request)
    .split("&")
    .filter((pair) => pair !== "");
  const names = pairs.map((pair) => decoded(pair.split("=", 1)[0] ?? ""));
  return map(allKnown(names.map((name) => forwardsValue("queryStrings", name, forwarding))), (reach) => {
    const kept = pairs.filter((_, at) => reach[at]);
    return {
      query: kept.length === 0 ? "" : `?${kept.join("&")}`,
      forwarded: [...new Set(names.filter((_, at) => reach[at]))],
      removed: [...new Set(names.filter((_, at) => !reach[at]))],
    };
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
