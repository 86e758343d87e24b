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

/** A header that identifies the user. */
export type CredentialHeader = "Authorization" | "Cookie" | "x-api-key";

/** What a behavior does with a credential in a GET request. */
export interface CredentialForwarding {
  readonly reachesOrigin: Tristate;
  readonly isInCacheKey: Tristate;
}

interface BehaviorWithOrigin {
  readonly behavior: Behavior;
  readonly origin: Origin;
  readonly program: ProgramIndex;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization */
export function credentialForwarding(
  header: CredentialHeader,
  { behavior, origin, program }: BehaviorWithOrigin,
): CredentialForwarding {
  const set = map(origin.customHeaders, (names) =>
    either(...names.map((name) => map(name, (known) => sameHeader(known, header)))),
  );
  if (set !== false) {
    // CloudFront sends the same value for all viewers, so the header does not identify a user.
    return { reachesOrigin: set, isInCacheKey: set };
  }
  const forwarding = forwardingOf(behavior, program);
  return header === "Cookie" ? ofCookies(forwarding) : ofHeader(header, forwarding);
}

function ofHeader(header: string, forwarding: Forwarding): CredentialForwarding {
  return {
    reachesOrigin: map(headerTreatment(header, "GET", forwarding), (treatment) => treatment === "forwarded"),
    isInCacheKey: selectsHeader(forwarding.cacheKey, header),
  };
}

/** Any cookie that reaches the origin can identify the user, so the cache key needs all of them. */
function ofCookies({ cacheKey, settings }: Forwarding): CredentialForwarding {
  const forwards = (setting: ForwardingSetting): Tristate =>
    agreed(setting, "forward cookies", ({ cookies }) => map(cookies, ({ kind }) => kind !== "none"));
  const isCovered = (added: ForwardingSetting): Tristate =>
    agreed(cacheKey, "put the same cookies into the cache key", (key) =>
      agreed(added, "forward the same cookies", (sent) =>
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
