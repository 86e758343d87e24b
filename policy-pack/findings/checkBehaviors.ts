import { Endpoint, isOf, UnknownEndpoint } from "../apigateway/endpoint";
import { possibleChanges, RequestPart } from "../cloudfront/edgeChanges";
import { hostVerdict } from "../cloudfront/hostVerdict";
import { describeOrigin } from "../cloudfront/target";
import { both, either, isKnown, map, Maybe, Tristate, Unknown } from "../program/maybe";
import { groups } from "../program/groups";
import { forwardsHost, removeHostFrom } from "./fixes";
import { cut } from "./message";
import { RoutedBehavior, RoutedDistribution, Route } from "./routedDistribution";
import { Finding } from "./rule";

/** The result of a check of one behavior or route. */
export interface CheckResult {
  /** Whether the check fails. */
  readonly fails: Tristate;
  /** What is wrong, with the value, and what to do, if it fails. */
  readonly problem: string;
  /** @default "violation" */
  readonly kind?: "violation" | "weakness";
  /** The parts of the request that decide it: the result is unknown if an edge function can change one of them. */
  readonly dependsOn?: readonly RequestPart[];
  /** Other services for which a mandatory rule has the same result, if the origin is one of several services. */
  readonly sameResultFor?: readonly Endpoint["service"][];
}

type RouteCheck = (route: Route) => CheckResult | undefined;

/** Checks each behavior that routes requests to API Gateway. */
export function checkApiRoutes(distribution: RoutedDistribution, check: RouteCheck): Finding[] {
  return checkRoutes("api-gateway", distribution, check);
}

/** Checks each behavior that routes requests to a service. */
export function checkRoutes(
  service: Endpoint["service"],
  distribution: RoutedDistribution,
  check: RouteCheck,
): Finding[] {
  return checkBehaviors(distribution, ({ label, routes }) =>
    isKnown(routes)
      ? strongest(routes.flatMap((route) => checkRoute(label, route, service, check)))
      : [undetermined(label, routes)],
  );
}

/**
 * A check of whether the viewer's Host reaches a service that routes by Host.
 * @param answer what the service does with that Host
 * @param fixes the settings to use instead of the ones that forward Host
 */
export function hostCheck(
  service: Endpoint["service"],
  answer: string,
  fixes: { readonly policies: string; readonly requestPolicy: string },
): (distribution: RoutedDistribution) => Finding[] {
  return (distribution) =>
    checkRoutes(service, distribution, ({ behavior, program }) => {
      const { forwards, setting } = hostVerdict(behavior, program);
      const fix = removeHostFrom(setting, fixes.policies, fixes.requestPolicy);
      return { fails: forwards, problem: `${forwardsHost(setting)}; ${answer}. ${fix}` };
    });
}

/** Whether any origin of a behavior is one of these services: API Gateway by default. */
export function goesToApi(
  { routes }: RoutedBehavior,
  services: readonly Endpoint["service"][] = ["api-gateway"],
): Tristate {
  return map(routes, (known) =>
    either(
      ...known.map((route) =>
        map(route, (one) =>
          one === undefined ? false : either(...services.map((service) => isOf(service, one.origin, one.endpoint))),
        ),
      ),
    ),
  );
}

export function checkBehaviors(
  { behaviors }: RoutedDistribution,
  check: (behavior: RoutedBehavior, index: number) => Finding[],
): Finding[] {
  return isKnown(behaviors) ? behaviors.flatMap(check) : [undetermined("cache behaviors", behaviors)];
}

function checkRoute(
  label: string,
  route: Maybe<Route | undefined>,
  service: Endpoint["service"],
  check: RouteCheck,
): Finding[] {
  if (route instanceof Unknown) {
    return [undetermined(label, route)];
  }
  if (route === undefined) {
    // behavior-target-origin reports an ID that no origin has.
    return [];
  }
  const isOrMayBe = isOf(service, route.origin, route.endpoint);
  const result = isOrMayBe === false ? undefined : checkEndpoints(route, check);
  if (result === undefined) {
    return isOrMayBe instanceof Unknown ? [undetermined(label, isOrMayBe)] : [];
  }
  if (result.fails === false) {
    return [];
  }
  const isService = isOneOf([service, ...(result.sameResultFor ?? [])], route) ? true : isOrMayBe;
  const fails = both(isService, result.fails);
  // The origin may not receive the parts that decide the result as the behavior forwards them.
  const changes = fails === true ? possibleChanges(result.dependsOn ?? [], route.behavior, route.program) : [];
  const findings =
    changes.length > 0 ? changes.map((change) => undetermined(label, change)) : toFindings(label, { ...result, fails });
  return findings.map((finding) =>
    finding.kind === "undetermined" ? finding : { ...finding, origin: `origin ${describeOrigin(route.origin)}` },
  );
}

/** The result for an origin whose name can be one of several API endpoints is certain if it is the same for each of them. */
function checkEndpoints(route: Route, check: RouteCheck): CheckResult | undefined {
  const result = check(route);
  const possible = route.apiEndpoint?.possible;
  if (possible === undefined) {
    return result;
  }
  const results = possible.map((apiEndpoint) => check({ ...route, endpoint: apiEndpoint, apiEndpoint }));
  const answers = results.map((one) => one?.fails ?? false);
  if (new Set(results.map((one) => one?.kind)).size === 1 && both(...answers) === true) {
    return result?.fails === true ? result : results[0];
  }
  const canFail = either(...answers);
  return {
    problem: "",
    fails: canFail === true ? new Unknown("the origin's domain name can be one of several APIs") : canFail,
  };
}

/** Whether an unknown endpoint certainly is of one of the services. */
function isOneOf(services: readonly Endpoint["service"][], { endpoint }: Route): boolean {
  return (
    endpoint instanceof UnknownEndpoint &&
    endpoint.possible.length > 0 &&
    endpoint.possible.every(({ service }) => services.includes(service))
  );
}

/** @param behavior the label of the behavior, or of another part of the distribution */
export function toFindings(behavior: string, result: CheckResult): Finding[] {
  const { fails, problem, kind = "violation" } = result;
  if (fails instanceof Unknown) {
    return [undetermined(behavior, fails)];
  }
  return fails ? [{ behavior, kind, problem }] : [];
}

/** The length of the reason and the resolution, so that the behavior still fits into the message. */
const space = 215;

function undetermined(behavior: string, { reason, resolution, root }: Unknown): Finding {
  const problem = `undetermined, because ${cut(reason, space - resolution.length)}. ${resolution}`;
  return { behavior, kind: "undetermined", problem, unknown: root };
}

/** One finding for each behavior: a violation before a weakness. Otherwise one for each unknown value. */
function strongest(findings: Finding[]): Finding[] {
  if (findings.length < 2) {
    return findings;
  }
  const kinds = ["violation", "weakness"] as const;
  const [first] = kinds.flatMap((kind) => findings.filter((finding) => finding.kind === kind));
  return first === undefined
    ? groups(findings, ({ problem, unknown = problem }) => unknown).map(([one]) => one)
    : [first];
}
