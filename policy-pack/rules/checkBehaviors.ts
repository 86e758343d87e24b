import { Endpoint, isOf } from "../apigateway/endpoint";
import { hostVerdict } from "../cloudfront/hostVerdict";
import { describeOrigin } from "../cloudfront/target";
import { both, either, isKnown, map, Maybe, Tristate, Unknown } from "../program/maybe";
import { RoutedBehavior, RoutedDistribution, Route } from "./routedDistribution";
import { Finding } from "./rule";

/** What a rule finds of one route. */
export interface CheckResult {
  readonly bad: Tristate;
  /** What is wrong and what to write, a sentence or two, where it is. */
  readonly message: string;
  /** @default "violation" */
  readonly kind?: "violation" | "advice";
}

type RouteCheck = (route: Route) => CheckResult | undefined;

/** Judges each behavior whose requests go to API Gateway. */
export function checkApiRoutes(distribution: RoutedDistribution, question: string, check: RouteCheck): Finding[] {
  return checkRoutes("api-gateway", distribution, question, check);
}

/** Judges each behavior whose requests go to a service. `question` is what can't be known where something is unknown. */
export function checkRoutes(
  service: Endpoint["service"],
  distribution: RoutedDistribution,
  question: string,
  check: RouteCheck,
): Finding[] {
  return checkBehaviors(distribution, question, ({ label, routes }) =>
    isKnown(routes)
      ? strongest(routes.flatMap((route) => checkRoute(label, route, service, question, check)))
      : [openQuestion(label, question, routes)],
  );
}

/** Whether the viewer's Host reaches a service that finds what to answer by Host. */
export function checkHostOf(
  service: Endpoint["service"],
  name: string,
  answer: string,
  instead: string,
): (distribution: RoutedDistribution) => Finding[] {
  return (distribution) =>
    checkRoutes(service, distribution, `whether the viewer's Host reaches ${name}`, ({ behavior, program }) => {
      const { forwards, by } = hostVerdict(behavior, program);
      return { bad: forwards, message: `${by}; ${answer}. ${instead}` };
    });
}

/** Whether any origin that a behavior sends requests to is API Gateway's. */
export function goesToApi({ routes }: RoutedBehavior): Tristate {
  return map(routes, (known) =>
    either(
      ...known.map((route) => map(route, (one) => one !== undefined && isOf("api-gateway", one.origin, one.endpoint))),
    ),
  );
}

export function checkBehaviors(
  { behaviors }: RoutedDistribution,
  question: string,
  check: (behavior: RoutedBehavior, index: number) => Finding[],
): Finding[] {
  return isKnown(behaviors) ? behaviors.flatMap(check) : [openQuestion("cache behaviors", question, behaviors)];
}

function checkRoute(
  label: string,
  route: Maybe<Route | undefined>,
  service: Endpoint["service"],
  question: string,
  check: RouteCheck,
): Finding[] {
  if (route instanceof Unknown) {
    return [openQuestion(label, question, route)];
  }
  // An id that names no origin is the rule behavior-target-origin's.
  const isService = route !== undefined && isOf(service, route.origin, route.endpoint);
  const result = route === undefined || isService === false ? undefined : check(route);
  if (route === undefined || result === undefined) {
    return [];
  }
  const where = `${label} -> origin ${describeOrigin(route.origin)}`;
  return toFindings(label, where, question, { ...result, bad: both(isService, result.bad) });
}

/** A finding of one behavior, or of another part of the distribution. */
export function toFindings(behavior: string, where: string, question: string, result: CheckResult): Finding[] {
  const { bad, message, kind = "violation" } = result;
  if (bad instanceof Unknown) {
    return [openQuestion(behavior, question, bad)];
  }
  return bad ? [{ behavior, kind, message: `${where}: ${message}` }] : [];
}

function openQuestion(behavior: string, question: string, { reason }: Unknown): Finding {
  return { behavior, kind: "undetermined", message: `${behavior}: ${question} can't be known: ${reason}` };
}

/** One finding a behavior: what is certain before what is not. */
function strongest(findings: Finding[]): Finding[] {
  if (findings.length < 2) {
    return findings;
  }
  const kinds = ["violation", "advice", "undetermined"] as const;
  const [first] = kinds.flatMap((kind) => findings.filter((finding) => finding.kind === kind));
  return first === undefined ? [] : [first];
}
