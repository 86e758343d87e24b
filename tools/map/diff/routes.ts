import { createHash } from "node:crypto";
import { Behavior } from "../../../policy-pack/cloudfront/model";
import { allKnown, isKnown, map, Maybe } from "../../../policy-pack/program/maybe";
import { indexProgram, ProgramIndex } from "../../../policy-pack/program/programIndex";
import { readString } from "../../../policy-pack/program/readValue";
import { resourceName } from "../../../policy-pack/program/resource";
import { DeployedDistribution } from "../../distributions";
import { orUnknown, tracer, Tracer } from "../../explain/explain";
import { ViewerRequest } from "../../explain/viewerRequest";
import { State } from "../../state";
import { Change, changesBetween, Facets, facetsOf, isCached } from "./facets";
import { pathClasses } from "./pathClasses";
import { Probes, probesOf, probeValues } from "./probes";

/** The same distribution in both states. */
export interface Pair {
  readonly before: DeployedDistribution;
  readonly after: DeployedDistribution;
}

/** Paths whose route changes. */
export interface RouteChange {
  /** For a reader: the path pattern, or the patterns before and after the update. */
  readonly paths: string;
  /** The path patterns of the cache behaviors that match. */
  readonly before: string;
  readonly after: string;
  /** The shortest path. */
  readonly example: string;
  readonly changes: readonly Change[];
  /** Whether CloudFront caches responses before and after. */
  readonly isCached: boolean;
}

interface Side {
  readonly deployed: DeployedDistribution;
  readonly behaviors: readonly Behavior[];
  readonly program: ProgramIndex;
  readonly trace: Tracer;
}

/** @returns the paths whose route changes; unknown if a path pattern is */
export function routeChanges(pair: Pair, before: State, after: State): Maybe<readonly RouteChange[]> {
  return map(sideOf(pair.before, before), (earlier) =>
    map(sideOf(pair.after, after), (later) => compareSides(earlier, later)),
  );
}

function sideOf(deployed: DeployedDistribution, state: State): Maybe<Side> {
  return map(deployed.distribution.behaviors, (behaviors) =>
    map(allKnown(behaviors.map(({ pathPattern }) => pathPattern)), () => ({
      deployed,
      behaviors,
      program: indexProgram(state.resources),
      trace: tracer(state, deployed),
    })),
  );
}

function compareSides(before: Side, after: Side): RouteChange[] {
  // The default root object makes a difference only for the path `/`, which is therefore a separate class.
  const classes = pathClasses([patternsOf(before), patternsOf(after), ["/"]]);
  const host = before.deployed.names[0] ?? after.deployed.names[0] ?? "viewer.invalid";
  return classes.flatMap(({ example, first: [at = -1, to = -1] }) => {
    const [earlier, later] = [before.behaviors[at], after.behaviors[to]];
    return earlier === undefined || later === undefined
      ? []
      : compareBehaviors([before, earlier], [after, later], host, example);
  });
}

type BehaviorOfSide = readonly [Side, Behavior];

function compareBehaviors(before: BehaviorOfSide, after: BehaviorOfSide, host: string, example: string): RouteChange[] {
  const values = probeValues([before, after].map(([{ program }, behavior]) => [behavior, program]));
  const probes = probesOf(host, example, values);
  const [was, is] = [facetsAt(before, probes), facetsAt(after, probes)];
  const changes = changesBetween(was, is);
  const patterns = { before: textOf(before[1]), after: textOf(after[1]) };
  return changes.length === 0
    ? []
    : [{ paths: pathsText(patterns, example), ...patterns, example, changes, isCached: isCached(was) && isCached(is) }];
}

function patternsOf({ behaviors }: Side): string[] {
  return behaviors.map(textOf);
}

function textOf({ pathPattern }: Behavior): string {
  return isKnown(pathPattern) ? pathPattern : "";
}

function facetsAt([{ trace, program }, behavior]: BehaviorOfSide, { http, get, others }: Probes): Facets {
  const explained = (request: ViewerRequest) => trace(request, behavior);
  return facetsOf(
    { http: explained(http), get: explained(get), others: others.map(explained) },
    functionCode(behavior, program),
  );
}

function functionCode({ edgeFunctions }: Behavior, program: ProgramIndex): string[] {
  return (isKnown(edgeFunctions) ? edgeFunctions : []).flatMap(({ arn }) => {
    const resource = program.find("aws:cloudfront/function:Function", arn, "arn");
    const code = readString(resource?.props, "code");
    return resource === undefined || code === undefined
      ? []
      : [`code of ${resourceName(resource)}: ${orUnknown(code, digest)}`];
  });
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function pathsText({ before, after }: { before: string; after: string }, example: string): string {
  if (example === "/") {
    return "/";
  }
  return before === after ? after : `${after} (before: ${before}), such as ${example}`;
}
