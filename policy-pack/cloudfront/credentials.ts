import { both, either, map, Tristate } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import {
  agreed,
  coversSelection,
  Forwarding,
  forwardingOf,
  ForwardingSetting,
  forwardsValue,
  headerTreatment,
  selectsHeader,
} from "./forwarding";
import { RequestPart } from "./edgeChanges";
import { Behavior, ForwardingPolicy, Origin, ReadSelection } from "./model";

/** A part of the viewer's request. The name `Cookie` means all cookies; no name means all query strings. */
export interface ViewerValue {
  readonly kind: "header" | "query string";
  readonly name?: string;
}

/** For a message: `Authorization`, `query string token`. */
export function describeValue({ kind, name }: ViewerValue): string {
  return name === undefined ? "query strings" : kind === "header" ? name : `query string ${name}`;
}

/** The part of the request that an edge function changes if it changes the value. */
export function partOf({ kind, name = "" }: ViewerValue): RequestPart {
  return kind === "query string" ? "query strings" : isCookie(name) ? "cookies" : `header ${name}`;
}

/** What a behavior does with a value of the viewer's request. */
export interface ValueForwarding {
  readonly reachesOrigin: Tristate;
  readonly isInCacheKey: Tristate;
}

interface BehaviorWithOrigin {
  readonly behavior: Behavior;
  readonly origin: Origin;
  readonly program: ProgramIndex;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization */
export function valueForwarding(
  { kind, name }: ViewerValue,
  { behavior, origin, program }: BehaviorWithOrigin,
  method = "GET",
): ValueForwarding {
  const forwarding = forwardingOf(behavior, program);
  if (kind === "query string") {
    return name === undefined ? ofAll("queryStrings", forwarding) : ofQueryString(name, forwarding);
  }
  const header = name ?? "";
  const set = map(origin.customHeaders, (names) =>
    either(...names.map((listed) => map(listed, (known) => known.toLowerCase() === header.toLowerCase()))),
  );
  if (set !== false) {
    // CloudFront sends the same value for all viewers, so the header does not identify a user.
    return { reachesOrigin: set, isInCacheKey: set };
  }
  return isCookie(header) ? ofAll("cookies", forwarding) : ofHeader(header, method, forwarding);
}

function ofHeader(header: string, method: string, forwarding: Forwarding): ValueForwarding {
  return {
    reachesOrigin: map(headerTreatment(header, method, forwarding), (treatment) => treatment !== "removed"),
    isInCacheKey: selectsHeader(forwarding.cacheKey, header),
  };
}

function ofQueryString(name: string, forwarding: Forwarding): ValueForwarding {
  return {
    reachesOrigin: forwardsValue("queryStrings", name, forwarding),
    isInCacheKey: forwardsValue("queryStrings", name, { ...forwarding, settings: [forwarding.cacheKey] }),
  };
}

/** Any cookie or query string that reaches the origin can decide the response, so the cache key needs all of them. */
function ofAll(kind: "cookies" | "queryStrings", { cacheKey, settings }: Forwarding): ValueForwarding {
  const forwards = (setting: ForwardingSetting): Tristate =>
    agreed(setting, "forward the same values", (policy) => map(policy[kind], (selection) => selection.kind !== "none"));
  const isCovered = (added: ForwardingSetting): Tristate =>
    agreed(cacheKey, "put the same values into the cache key", (key) =>
      agreed(added, "forward the same values", (sent) =>
        map(key[kind], (inKey) => map(sent[kind], (selection) => coversSelection(inKey, selection))),
      ),
    );
  const added = settings.filter((setting) => setting !== cacheKey);
  return {
    reachesOrigin: either(...settings.map(forwards)),
    isInCacheKey: both(forwards(cacheKey), ...added.map(isCovered)),
  };
}

function isCookie(header: string): boolean {
  return header.toLowerCase() === "cookie";
}

/** Whether a behavior forwards whatever a credential can be: every header except Host, cookies and query strings. */
export function forwardsEveryCredential({
  behavior,
  program,
}: Pick<BehaviorWithOrigin, "behavior" | "program">): Tristate {
  const { settings } = forwardingOf(behavior, program);
  const forward = (answer: (policy: ForwardingPolicy) => Tristate): Tristate =>
    either(...settings.map((setting) => agreed(setting, "forward every value", answer)));
  return both(
    forward(({ headers }) => map(headers, isEveryHeader)),
    forward(({ cookies }) => map(cookies, ({ kind }) => kind === "all")),
    forward(({ queryStrings }) => map(queryStrings, ({ kind }) => kind === "all")),
  );
}

function isEveryHeader(selection: ReadSelection): Tristate {
  return selection.kind === "allExcept"
    ? both(...selection.names.map((excluded) => map(excluded, (name) => name.toLowerCase() === "host")))
    : selection.kind === "all";
}
