import { ttlOf } from "../../policy-pack/cloudfront/ttl";
import { endpointOf } from "../../policy-pack/apigateway/endpointOf";
import { hostVerdict } from "../../policy-pack/cloudfront/hostVerdict";
import { ProgramIndex, indexProgram } from "../../policy-pack/program/programIndex";
import { isKnown, map, Maybe, Unknown } from "../../policy-pack/program/maybe";
import { Behavior, Distribution, Origin } from "../../policy-pack/cloudfront/model";
import { targetOf } from "../../policy-pack/cloudfront/target";
import { DeployedDistribution, deployedDistributions } from "../distributions";
import { describeService } from "../explain/originRequest";
import { hideSecrets } from "../hideSecrets";
import { State } from "../state";
import { findingsOf, messagesOf, RuleFinding, RuleMessage } from "../verdicts";

/** A distribution with its cache behaviors and their origins. */
export interface DistributionMap {
  readonly name: string;
  readonly id: Maybe<string | undefined>;
  readonly tenant?: string;
  readonly names: readonly string[];
  readonly behaviors: Maybe<readonly BehaviorOnMap[]>;
  /** Findings that belong to no behavior. */
  readonly findings: readonly RuleFinding[];
  /** The messages of all findings. */
  readonly messages: readonly RuleMessage[];
}

export interface BehaviorOnMap {
  readonly behavior: string;
  readonly pathPattern: Maybe<string>;
  readonly viewers: Maybe<string>;
  readonly methods: Maybe<readonly string[]>;
  readonly caches: Maybe<boolean>;
  readonly host: Maybe<"the viewer's" | "the origin's">;
  /** The origin, or both members of an origin group. */
  readonly origins: Maybe<readonly OriginOnMap[]>;
  readonly findings: readonly RuleFinding[];
}

export interface OriginOnMap {
  readonly id: Maybe<string | undefined>;
  /** The domain name and the origin path. */
  readonly address: Maybe<string>;
  readonly service: Maybe<string>;
}

export function mapOf(state: State): DistributionMap[] {
  const program = indexProgram(state.resources);
  const maps = deployedDistributions(state).map((deployed) => distributionMap(deployed, program, state));
  return hideSecrets(maps, state);
}

function distributionMap(
  { name, urn, id, tenant, names, distribution }: DeployedDistribution,
  program: ProgramIndex,
  state: State,
): DistributionMap {
  const findings = findingsOf(distribution, program, urn, state);
  const labels = new Set(isKnown(distribution.behaviors) ? distribution.behaviors.map(({ label }) => label) : []);
  return {
    name,
    id,
    ...(tenant === undefined ? {} : { tenant }),
    names,
    behaviors: map(distribution.behaviors, (behaviors) =>
      behaviors.map((behavior) => ({
        ...behaviorOnMap(behavior, distribution, program),
        findings: findings.get(behavior.label) ?? [],
      })),
    ),
    findings: [...findings].flatMap(([label, found]) => (labels.has(label) ? [] : found)),
    messages: messagesOf(
      [...findings].map(([behavior, found]) => ({ distribution: name, urn, behavior, findings: found })),
    ),
  };
}

function behaviorOnMap(
  behavior: Behavior,
  distribution: Distribution,
  program: ProgramIndex,
): Omit<BehaviorOnMap, "findings"> {
  const { label, pathPattern, viewerProtocolPolicy, allowedMethods } = behavior;
  return {
    behavior: label,
    pathPattern,
    viewers: map(viewerProtocolPolicy, (policy) => policy ?? "not set"),
    methods: map(allowedMethods, (methods) => methods.filter(isKnown)),
    caches: map(ttlOf(behavior, program), ({ max }) => map(max, (seconds) => seconds > 0)),
    host: map(hostVerdict(behavior, program).forwards, (viewers) => (viewers ? "the viewer's" : "the origin's")),
    origins: map(targetOf(behavior, distribution), ({ origins }) =>
      origins.map((origin) => originOnMap(origin, distribution, program)),
    ),
  };
}

function originOnMap(
  origin: Maybe<Origin | undefined>,
  distribution: Distribution,
  program: ProgramIndex,
): OriginOnMap {
  if (!isKnown(origin) || origin === undefined) {
    const unknown = isKnown(origin) ? new Unknown("the distribution has no such origin") : origin;
    return { id: unknown, address: unknown, service: unknown };
  }
  return {
    id: origin.id,
    address: map(origin.domainName, (name = "") => map(origin.originPath, (path = "") => `${name}${path}`)),
    service: map(endpointOf(origin, distribution, program), (endpoint) => describeService(endpoint, origin, program)),
  };
}

/** What the findings mean for the requests of a behavior. */
export type Status = "rejected" | "advice" | "ok";

export function statusOf(findings: readonly RuleFinding[]): Status {
  return findings.some(({ level }) => level === "mandatory") ? "rejected" : findings.length > 0 ? "advice" : "ok";
}
