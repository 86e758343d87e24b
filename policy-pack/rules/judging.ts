import { ApiEndpoint, Endpoint, endpointOf, isOf } from "../cloudfront/endpoint";
import { Knowledge } from "../cloudfront/knowledge";
import { Answer, both, either, isKnown, map, Maybe, Unknown } from "../cloudfront/maybe";
import { Behavior, Distribution, Origin } from "../cloudfront/model";
import { describeOrigin, targetOf } from "../cloudfront/target";
import { Finding } from "./rule";

/** A behavior and one origin that its requests go to. */
export interface Aim {
  readonly behavior: Behavior;
  readonly origin: Origin;
  readonly distribution: Distribution;
  readonly knowledge: Knowledge;
  /** Whether the origin is a member of the origin group that the behavior names. */
  readonly isGroup: boolean;
}

export interface ApiAim extends Aim {
  /** Absent where the origin may be API Gateway's, but nothing more is known. */
  readonly endpoint: ApiEndpoint | undefined;
}

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
  judge: (aim: ApiAim) => Judgement | undefined,
): Finding[] {
  return judgeService("api-gateway", distribution, knowledge, question, (aim, endpoint) =>
    judge({ ...aim, endpoint: endpoint?.service === "api-gateway" ? endpoint : undefined }),
  );
}

/** Judges each behavior whose requests go to a service. `question` is what can't be known where something is unknown. */
export function judgeService(
  service: Endpoint["service"],
  distribution: Distribution,
  knowledge: Knowledge,
  question: string,
  judge: (aim: Aim, endpoint: Endpoint | undefined) => Judgement | undefined,
): Finding[] {
  return judgeBehaviors(distribution, question, (behavior) => {
    const target = targetOf(behavior, distribution);
    if (target instanceof Unknown) {
      return [openQuestion(behavior.label, question, target)];
    }
    return strongest(
      target.origins.flatMap((origin) =>
        judgeOrigin({ behavior, distribution, knowledge, isGroup: target.isGroup }, origin, service, question, judge),
      ),
    );
  });
}

/** Whether any origin that a behavior sends requests to is API Gateway's. */
export function goesToApi(behavior: Behavior, distribution: Distribution, knowledge: Knowledge): Answer {
  return map(targetOf(behavior, distribution), ({ origins }) =>
    either(
      ...origins.map((origin) =>
        map(origin, (known) =>
          known === undefined ? false : isOf("api-gateway", known, endpointOf(known, distribution, knowledge)),
        ),
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

function judgeOrigin(
  aim: Omit<Aim, "origin">,
  origin: Maybe<Origin | undefined>,
  service: Endpoint["service"],
  question: string,
  judge: (aim: Aim, endpoint: Endpoint | undefined) => Judgement | undefined,
): Finding[] {
  const { label } = aim.behavior;
  if (origin instanceof Unknown) {
    return [openQuestion(label, question, origin)];
  }
  // An id that names no origin is the rule behavior-target-origin's.
  if (origin === undefined) {
    return [];
  }
  const endpoint = endpointOf(origin, aim.distribution, aim.knowledge);
  const isService = isOf(service, origin, endpoint);
  if (isService === false) {
    return [];
  }
  const judgement = judge({ ...aim, origin }, isKnown(endpoint) ? endpoint : undefined);
  const where = `${label} -> origin ${describeOrigin(origin)}`;
  return judgement === undefined
    ? []
    : toFindings(label, where, question, { ...judgement, bad: both(isService, judgement.bad) });
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
