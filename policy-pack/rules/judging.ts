import { Endpoint, isOf } from "../apigateway/endpoint";
import { Knowledge } from "../program/programIndex";
import { Answer, both, either, isKnown, map, Maybe, Unknown } from "../program/maybe";
import { Behavior, Distribution } from "../cloudfront/model";
import { describeOrigin } from "../cloudfront/target";
import { Aim, aimsOf } from "./aims";
import { Finding } from "./rule";

export type { Aim };

/** What a rule finds of one aim. */
export interface Judgement {
  readonly bad: Answer;
  /** What is wrong and what to write, a sentence or two, where it is. */
  readonly message: string;
  /** @default "violation" */
  readonly kind?: "violation" | "advice";
}

/** Judges each behavior whose requests go to API Gateway. */
export function judgeApis(
  distribution: Distribution,
  knowledge: Knowledge,
  question: string,
  judge: (aim: Aim) => Judgement | undefined,
): Finding[] {
  return judgeService("api-gateway", distribution, knowledge, question, judge);
}

/** Judges each behavior whose requests go to a service. `question` is what can't be known where something is unknown. */
export function judgeService(
  service: Endpoint["service"],
  distribution: Distribution,
  knowledge: Knowledge,
  question: string,
  judge: (aim: Aim) => Judgement | undefined,
): Finding[] {
  return judgeBehaviors(distribution, question, (behavior) => {
    const aims = aimsOf(behavior, distribution, knowledge);
    return isKnown(aims)
      ? strongest(aims.flatMap((aim) => judgeAim(behavior, aim, service, question, judge)))
      : [openQuestion(behavior.label, question, aims)];
  });
}

/** Whether any origin that a behavior sends requests to is API Gateway's. */
export function goesToApi(behavior: Behavior, distribution: Distribution, knowledge: Knowledge): Answer {
  return map(aimsOf(behavior, distribution, knowledge), (aims) =>
    either(
      ...aims.map((aim) =>
        map(aim, (known) => known !== undefined && isOf("api-gateway", known.origin, known.service)),
      ),
    ),
  );
}

export function judgeBehaviors(
  { behaviors }: Distribution,
  question: string,
  judge: (behavior: Behavior, index: number) => Finding[],
): Finding[] {
  return isKnown(behaviors) ? behaviors.flatMap(judge) : [openQuestion("cache behaviors", question, behaviors)];
}

function judgeAim(
  { label }: Behavior,
  aim: Maybe<Aim | undefined>,
  service: Endpoint["service"],
  question: string,
  judge: (aim: Aim) => Judgement | undefined,
): Finding[] {
  if (aim instanceof Unknown) {
    return [openQuestion(label, question, aim)];
  }
  // An id that names no origin is the rule behavior-target-origin's.
  const isService = aim !== undefined && isOf(service, aim.origin, aim.service);
  const judgement = aim === undefined || isService === false ? undefined : judge(aim);
  if (aim === undefined || judgement === undefined) {
    return [];
  }
  const where = `${label} -> origin ${describeOrigin(aim.origin)}`;
  return toFindings(label, where, question, { ...judgement, bad: both(isService, judgement.bad) });
}

/** A finding of one behavior, or of another part of the distribution. */
export function toFindings(behavior: string, where: string, question: string, judgement: Judgement): Finding[] {
  const { bad, message, kind = "violation" } = judgement;
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
