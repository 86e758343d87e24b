import { forwardingOf, onlyPolicy } from "../../policy-pack/cloudfront/forwarding";
import { ttlOf } from "../../policy-pack/cloudfront/ttl";
import { ProgramIndex, indexProgram } from "../../policy-pack/program/programIndex";
import { allKnown, isKnown, map, Maybe, Unknown } from "../../policy-pack/program/maybe";
import { Behavior, EdgeFunction, ReadSelection } from "../../policy-pack/cloudfront/model";
import { matchesPath } from "../../policy-pack/cloudfront/pathPattern";
import { resourceName } from "../../policy-pack/program/resource";
import { DeployedDistribution, deployedDistributions, findByHost } from "../distributions";
import { State } from "../state";
import { Findings, findingsOf, RuleFinding } from "../verdicts";
import { OriginRequest, originRequests } from "./originRequest";
import { checkViewer, ViewerCheck } from "./viewerCheck";
import { matchedPath, ViewerRequest } from "./viewerRequest";

/** The way of one request through a deployed distribution. */
export interface Explanation {
  readonly request: ViewerRequest;
  readonly distribution: Pick<DeployedDistribution, "name" | "urn" | "id" | "tenant" | "names">;
  /** In the order they are tried, up to the one that takes the request. */
  readonly tried: readonly Tried[];
  /** The label of the behavior that takes it. */
  readonly behavior: string;
  /** What may refuse it before the behavior has a say. */
  readonly guards: readonly string[];
  readonly viewer: ViewerCheck;
  readonly functions: readonly string[];
  readonly cacheKey: Maybe<CacheKey>;
  /** Of a group both members: the second is asked where the first fails. */
  readonly origins: Maybe<readonly OriginRequest[]>;
  /** What the rules say of this behavior. */
  readonly findings: readonly RuleFinding[];
  /** What they say of the distribution as a whole, its error pages for instance. */
  readonly elsewhere: readonly RuleFinding[];
  /** What they say of a behavior that looks as if it took this path, and does not. */
  readonly missed: readonly RuleFinding[];
}

export interface Tried {
  readonly behavior: string;
  readonly takes: boolean;
}

export interface CacheKey {
  /** Whether CloudFront keeps answers at all. */
  readonly caches: Maybe<boolean>;
  readonly headers: string;
  readonly cookies: string;
  readonly queryStrings: string;
  /** The setting that says so. */
  readonly by: string;
}

/** @throws an error where no distribution of the state answers the host. */
export function explain(state: State, request: ViewerRequest): Explanation {
  const all = deployedDistributions(state);
  const deployed = findByHost(all, request.host);
  if (deployed === undefined) {
    throw new Error(
      all.length === 0
        ? "The stack has no CloudFront distribution."
        : `No distribution of the stack answers ${request.host}. Write a URL of ${all.flatMap(({ names }) => names).join(" or ")}.`,
    );
  }
  const { distribution, name, urn, id, tenant, names } = deployed;
  if (!isKnown(distribution.behaviors)) {
    throw new Error(`The cache behaviors of ${name} can't be known: ${distribution.behaviors.reason}.`);
  }
  const path = matchedPath(request);
  const at = distribution.behaviors.findIndex((behavior) => takesRequest(behavior, path));
  const behavior = distribution.behaviors[at];
  if (behavior === undefined) {
    throw new Error(`${name} has no default cache behavior.`);
  }
  const program = indexProgram(state.resources);
  const findings = findingsOf(distribution, program);
  return {
    request,
    distribution: { name, urn, id, names, ...(tenant === undefined ? {} : { tenant }) },
    tried: distribution.behaviors.slice(0, at + 1).map((one) => ({ behavior: one.label, takes: one === behavior })),
    behavior: behavior.label,
    guards: guardsOf(deployed),
    viewer: checkViewer(request, behavior),
    functions: functionsOf(behavior, program),
    cacheKey: cacheKeyOf(behavior, program),
    origins: originRequests(request, behavior, deployed, program),
    findings: findings.get(behavior.label) ?? [],
    elsewhere: findingsElsewhere(findings, distribution.behaviors),
    missed: missedFindings(findings, distribution.behaviors, behavior, path),
  };
}

function takesRequest({ label, pathPattern }: Behavior, path: string): boolean {
  if (!isKnown(pathPattern)) {
    throw new Error(`The path pattern of ${label} can't be known: ${pathPattern.reason}.`);
  }
  return matchesPath(pathPattern, path);
}

function findingsElsewhere(findings: Findings, behaviors: readonly Behavior[]): readonly RuleFinding[] {
  const labels = new Set(behaviors.map(({ label }) => label));
  return [...findings].flatMap(([where, found]) => (labels.has(where) ? [] : found));
}

/** Shadowed by an earlier behavior, or a folder's pattern that misses the folder itself. */
function missedFindings(
  findings: Findings,
  behaviors: readonly Behavior[],
  taker: Behavior,
  path: string,
): readonly RuleFinding[] {
  const looksLikeIt = ({ pathPattern }: Behavior): boolean =>
    isKnown(pathPattern) && (matchesPath(pathPattern, path) || matchesPath(pathPattern, `${path}/`));
  return behaviors
    .slice(0, -1)
    .filter((behavior) => behavior !== taker && looksLikeIt(behavior))
    .flatMap(({ label }) => findings.get(label) ?? [])
    .filter(({ rule }) => rule === "behavior-path-shadowed");
}

function guardsOf({ webAclId, geoRestriction }: DeployedDistribution): string[] {
  return [
    ...(webAclId === undefined ? [] : ["a web ACL of AWS WAF looks at it first and may answer 403"]),
    ...(geoRestriction === undefined || geoRestriction === "none"
      ? []
      : ["a geographic restriction may answer 403, by the viewer's country"]),
  ];
}

function functionsOf({ edgeFunctions }: Behavior, program: ProgramIndex): string[] {
  return isKnown(edgeFunctions)
    ? edgeFunctions.map((edgeFunction) => describeFunction(edgeFunction, program))
    : [`what runs can't be known: ${edgeFunctions.reason}`];
}

const effects: Readonly<Record<string, string>> = {
  "viewer-request": "may answer itself, or change the path, the query and the headers but Host",
  "origin-request": "may change anything that the origin gets, Host too",
  "origin-response": "may change the answer before it is kept",
  "viewer-response": "may change an answer whose status is below 400",
};

function describeFunction({ kind, event, arn }: EdgeFunction, program: ProgramIndex): string {
  const own = program.find("aws:cloudfront/function:Function", arn, "arn");
  const name = own === undefined ? (isKnown(arn) ? (arn ?? "") : "not known") : resourceName(own);
  const when = isKnown(event) ? (event ?? "") : "an event not known";
  const what = kind === "lambda" ? "Lambda@Edge" : "CloudFront Function";
  return `${when}: ${what} ${name} ${effects[when] ?? ""}`.trimEnd();
}

function cacheKeyOf(behavior: Behavior, program: ProgramIndex): Maybe<CacheKey> {
  const { cacheKey, compresses } = forwardingOf(behavior, program);
  return map(onlyPolicy(cacheKey), (policy) => {
    if (policy === undefined) {
      return new Unknown("it has no cache settings");
    }
    const { headers, cookies, queryStrings, name } = policy;
    const described = [headers, cookies, queryStrings].map((selection) => map(selection, describeSelection));
    return map(allKnown(described), ([inKey = "", cookiesInKey = "", queryStringsInKey = ""]) =>
      map(compresses, (isCompressed) => ({
        caches: map(ttlOf(behavior, program), ({ max }) => map(max, (seconds) => seconds > 0)),
        headers: isCompressed ? `${inKey === "none" ? "" : `${inKey} and `}Accept-Encoding, as gzip or br` : inKey,
        cookies: cookiesInKey,
        queryStrings: queryStringsInKey,
        by: name,
      })),
    );
  });
}

function describeSelection(selection: ReadSelection): Maybe<string> {
  switch (selection.kind) {
    case "none":
    case "all":
      return selection.kind;
    case "only":
      return map(allKnown(selection.names), (names) => names.join(", ") || "none");
    case "allExcept":
      return map(allKnown(selection.names), (names) => `all but ${names.join(", ")}`);
  }
}

export function orWhy<T>(value: Maybe<T>, say: (known: T) => string): string {
  return value instanceof Unknown ? `can't be known: ${value.reason}` : say(value);
}
