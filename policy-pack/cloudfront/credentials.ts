import { both, either, map, Tristate } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import {
  agreed,
  coversSelection,
  Forwarding,
  forwardingOf,
  ForwardingSetting,
  headerTreatment,
  selectsHeader,
} from "./forwarding";
import { Behavior, Origin } from "./model";

/** How a value that tells users apart travels. */
export type Carrier = "Authorization" | "Cookie" | "x-api-key";

/** What a behavior does with a credential on a GET. */
export interface Handling {
  readonly reachesOrigin: Tristate;
  readonly isInCacheKey: Tristate;
}

interface HandledBy {
  readonly behavior: Behavior;
  readonly origin: Origin;
  readonly program: ProgramIndex;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization */
export function handlingOf(carrier: Carrier, { behavior, origin, program }: HandledBy): Handling {
  const set = map(origin.customHeaders, (names) =>
    either(...names.map((name) => map(name, (known) => sameHeader(known, carrier)))),
  );
  if (set !== false) {
    // One value for all viewers, so it tells nobody apart.
    return { reachesOrigin: set, isInCacheKey: set };
  }
  const forwarding = forwardingOf(behavior, program);
  return carrier === "Cookie" ? cookieHandling(forwarding) : headerHandling(carrier, forwarding);
}

function headerHandling(header: string, forwarding: Forwarding): Handling {
  return {
    reachesOrigin: map(headerTreatment(header, "GET", forwarding), (treatment) => treatment === "forwarded"),
    isInCacheKey: selectsHeader(forwarding.cacheKey, header),
  };
}

/** Any cookie that reaches the origin can tell users apart, so the cache key needs all of them. */
function cookieHandling({ cacheKey, settings }: Forwarding): Handling {
  const forwards = (setting: ForwardingSetting): Tristate =>
    agreed(setting, "send cookies", ({ cookies }) => map(cookies, ({ kind }) => kind !== "none"));
  const isCovered = (added: ForwardingSetting): Tristate =>
    agreed(cacheKey, "put the same cookies into the cache key", (key) =>
      agreed(added, "send the same cookies", (sent) =>
        map(key.cookies, (inKey) => map(sent.cookies, (cookies) => coversSelection(inKey, cookies))),
      ),
    );
  const added = settings.filter((setting) => setting !== cacheKey);
  return {
    reachesOrigin: either(...settings.map(forwards)),
    isInCacheKey: both(forwards(cacheKey), ...added.map(isCovered)),
  };
}

function sameHeader(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
