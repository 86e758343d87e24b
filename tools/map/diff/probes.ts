import { forwardingOf, onlyPolicy } from "../../../policy-pack/cloudfront/forwarding";
import { Behavior, ForwardingPolicy, ReadSelection } from "../../../policy-pack/cloudfront/model";
import { isKnown, Maybe } from "../../../policy-pack/program/maybe";
import { ProgramIndex } from "../../../policy-pack/program/programIndex";
import { ViewerRequest } from "../../explain/viewerRequest";

/** The values that requests have, so that each setting that selects a value makes a difference. */
export interface ProbeValues {
  readonly headers: readonly string[];
  readonly cookies: readonly string[];
  readonly queryStrings: readonly string[];
}

const otherMethods = ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
const usualHeaders =
  "accept accept-encoding accept-language authorization cache-control content-type origin referer user-agent".split(
    " ",
  );

/** The values that one of the behaviors names, the usual ones, and one of each kind that none names. */
export function probeValues(sides: readonly (readonly [Behavior, ProgramIndex])[]): ProbeValues {
  const policies = sides.flatMap(([behavior, program]) => policiesOf(behavior, program));
  const named = (part: (policy: ForwardingPolicy) => Maybe<ReadSelection>, ...others: readonly string[]): string[] => [
    ...new Set([...others, ...policies.flatMap((policy) => namesIn(part(policy)))]),
  ];
  const headers = named(({ headers: selection }) => selection).map((name) => name.toLowerCase());
  return {
    headers: [...new Set([...usualHeaders, "any-other", ...headers])].filter(
      (name) => !["host", "cookie"].includes(name),
    ),
    cookies: named(({ cookies }) => cookies, "any-other"),
    queryStrings: named(({ queryStrings }) => queryStrings, "any-other"),
  };
}

function policiesOf(behavior: Behavior, program: ProgramIndex): ForwardingPolicy[] {
  const { cacheKey, settings } = forwardingOf(behavior, program);
  return [cacheKey, ...settings]
    .map(onlyPolicy)
    .filter(isKnown)
    .filter((policy) => policy !== undefined);
}

function namesIn(selection: Maybe<ReadSelection>): string[] {
  return isKnown(selection) && "names" in selection
    ? selection.names.filter(isKnown).map((name) => name.replace(/[*?]/g, "x"))
    : [];
}

/** A GET request over HTTP, the same over HTTPS, and a request of each other method. */
export interface Probes<Probe = ViewerRequest> {
  readonly http: Probe;
  readonly get: Probe;
  readonly others: readonly Probe[];
}

export function probesOf(host: string, path: string, values: ProbeValues): Probes {
  const query = values.queryStrings.map((name) => `${encodeURIComponent(name)}=1`).join("&");
  const cookies = values.cookies.map((name) => `${name}=1`).join("; ");
  const get: ViewerRequest = {
    scheme: "https",
    host,
    authority: host,
    method: "GET",
    target: `${path}?${query}`,
    headers: [...values.headers.map((name) => ({ name, value: "1" })), { name: "cookie", value: cookies }],
  };
  return { http: { ...get, scheme: "http" }, get, others: otherMethods.map((method) => ({ ...get, method })) };
}
