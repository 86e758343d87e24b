import { Endpoint, isOf } from "../apigateway/endpoint";
import { ProgramIndex } from "../program/programIndex";
import { Tristate, both, either, isKnown, map, Maybe, Unknown } from "../program/maybe";
import { Behavior, Distribution } from "../cloudfront/model";
import { describeOrigin } from "../cloudfront/target";
import { RoutedBehavior, routedBehaviorsOf } from "./routedBehaviors";
import { Finding } from "./rule";

export type { RoutedBehavior };

/** What a rule finds of one behavior and origin. */
export interface CheckResult {
  readonly bad: Tristate;
  /** What is wrong and what to write, a sentence or two, where it is. */
  readonly message: string;
  /** @default "violation" */
  readonly kind?: "violation" | "advice";
}

/** Judges each behavior whose requests go to API Gateway. */
export function checkApiBehaviors(
  distribution: Distribution,
  program: ProgramIndex,
  question: string,
  check: (routed: RoutedBehavior) => CheckResult | undefined,
): Finding[] {
  return checkServiceBehaviors("api-gateway", distribution, program, question, check);
}

/** Judges each behavior whose requests go to a service. `question` is what can't be known where something is unknown. */
export function checkServiceBehaviors(
  service: Endpoint["service"],
  distribution: Distribution,
  program: ProgramIndex,
  question: string,
  check: (routed: RoutedBehavior) => CheckResult | undefined,
): Finding[] {
  return checkBehaviors(distribution, question, (behavior) => {
    const routes = routedBehaviorsOf(behavior, distribution, program);
    return isKnown(routes)
      ? strongest(routes.flatMap((routed) => checkRouted(behavior, routed, service, question, check)))
      : [openQuestion(behavior.label, question, routes)];
  });
}

/** Whether any origin that a behavior sends requests to is API Gateway's. */
export function goesToApi(behavior: Behavior, distribution: Distribution, program: ProgramIndex): Tristate {
  return map(routedBehaviorsOf(behavior, distribution, program), (routes) =>
    either(
      ...routes.map((routed) =>
        map(routed, (known) => known !== undefined && isOf("api-gateway", known.origin, known.service)),
      ),
    ),
  );
}

export function checkBehaviors(
  { behaviors }: Distribution,
  question: string,
  check: (behavior: Behavior, index: number) => Finding[],
): Finding[] {
  return isKnown(behaviors) ? behaviors.flatMap(check) : [openQuestion("cache behaviors", question, behaviors)];
}

function checkRouted(
  { label }: Behavior,
  routed: Maybe<RoutedBehavior | undefined>,
  service: Endpoint["service"],
  question: string,
  check: (routed: RoutedBehavior) => CheckResult | undefined,
): Finding[] {
  if (routed instanceof Unknown) {
    return [openQuestion(label, question, routed)];
  }
  // An id that names no origin is the rule behavior-target-origin's.
  const isService = routed !== undefined && isOf(service, routed.origin, routed.service);
  const result = routed === undefined || isService === false ? undefined : check(routed);
  if (routed === undefined || result === undefined) {
    return [];
  }
  const where = `${label} -> origin ${describeOrigin(routed.origin)}`;
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
