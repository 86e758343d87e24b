import { forwardingOf, onlyPolicy } from "../../policy-pack/cloudfront/forwarding";
import { ttlOf } from "../../policy-pack/cloudfront/ttl";
import { ProgramIndex, indexProgram } from "../../policy-pack/program/programIndex";
import { allKnown, isKnown, map, Maybe, Unknown } from "../../policy-pack/program/maybe";
import { Behavior, Distribution, ReadSelection, Ttl } from "../../policy-pack/cloudfront/model";
import { matchesPath } from "../../policy-pack/cloudfront/pathPattern";
import { DeployedDistribution, deployedDistributions, findByHost, unknownHostname } from "../distributions";
import { hideSecrets } from "../hideSecrets";
import { State } from "../state";
import { Findings, findingsOf, RuleFinding } from "../verdicts";
import { functionsOf } from "./edgeFunctions";
import { FunctionRun, runViewerFunction } from "./functionRun";
import { OriginRequest, originRequests } from "./originRequest";
import { checkViewer, ViewerCheck } from "./viewerCheck";
import { matchedPath, ViewerRequest } from "./viewerRequest";

/** The trace of one request through a deployed distribution. */
export interface Explanation {
  readonly request: ViewerRequest;
  readonly distribution: Pick<DeployedDistribution, "name" | "urn" | "id" | "tenant" | "names">;
  /** The behaviors in the order in which CloudFront tries them, up to the one that matches. */
  readonly tried: readonly TriedBehavior[];
  /** The label of the behavior that matches. */
  readonly behavior: string;
  /** The behaviors before it that match the path only in another letter case. Patterns are case-sensitive. */
  readonly otherCase: readonly string[];
  /** What can reject the request before its behavior applies. */
  readonly guards: readonly string[];
  readonly viewer: ViewerCheck;
  readonly functions: readonly string[];
  /** What the viewer-request function did with the request; absent if there is none, or if it was not run. */
  readonly functionRun?: FunctionRun;
  readonly cacheKey: Maybe<CacheKey>;
  /** Both members of an origin group: CloudFront tries the second if the first fails. */
  readonly origins: Maybe<readonly OriginRequest[]>;
  /** The custom error pages of the distribution, which replace the errors of all its origins. */
  readonly errorPages: readonly string[];
  /** The findings for this behavior. */
  readonly findings: readonly RuleFinding[];
  /** The findings for the whole distribution, for example for its error pages. */
  readonly elsewhere: readonly RuleFinding[];
  /** The findings for behaviors whose patterns look as if they matched this path. */
  readonly missed: readonly RuleFinding[];
}

export interface TriedBehavior {
  readonly behavior: string;
  readonly matches: boolean;
}

export interface CacheKey {
  /** Whether CloudFront caches responses. */
  readonly caches: Maybe<boolean>;
  /** How long, in seconds. */
  readonly ttl: Maybe<Ttl>;
  readonly headers: string;
  readonly cookies: string;
  readonly queryStrings: string;
  /** The cache policy, or `forwardedValues`. */
  readonly by: string;
}

/**
 * Also runs the viewer-request function of the behavior, with the state's keys of its key value store.
 * @throws an error if no distribution in the state serves the host.
 */
export async function explainWithFunctions(state: State, request: ViewerRequest): Promise<Explanation> {
  const { deployed, behavior } = matchingBehavior(state, request);
  return explain(state, request, await runViewerFunction(request, behavior, deployed.names, state));
}

/**
 * @param functionRun what the viewer-request function of the behavior did with the request, if it was run
 * @throws an error if no distribution in the state serves the host.
 */
export function explain(state: State, request: ViewerRequest, functionRun?: FunctionRun): Explanation {
  const { deployed, behavior } = matchingBehavior(state, request);
  return tracer(state, deployed)(request, behavior, functionRun);
}

/** Explains requests to one distribution. It reads the state once for all of them. */
export type Tracer = (request: ViewerRequest, behavior: Behavior, functionRun?: FunctionRun) => Explanation;

/** @param deployed a distribution with known behaviors. */
export function tracer(state: State, deployed: DeployedDistribution): Tracer {
  const { distribution, name, urn, id, tenant, names } = deployed;
  const behaviors = isKnown(distribution.behaviors) ? distribution.behaviors : [];
  const program = indexProgram(state.resources);
  const findings = findingsOf(distribution, program, urn, state);
  return (request, behavior, functionRun) => {
    const path = matchedPath(request);
    const at = behaviors.indexOf(behavior);
    const explanation = {
      request,
      distribution: { name, urn, id, names, ...(tenant === undefined ? {} : { tenant }) },
      tried: behaviors.slice(0, at + 1).map((one) => ({ behavior: one.label, matches: one === behavior })),
      behavior: behavior.label,
      otherCase: behaviors
        .slice(0, at)
        .filter((one) => matchesInOtherCase(one, path))
        .map(({ label }) => label),
      guards: guardsOf(deployed),
      viewer: checkViewer(request, behavior),
      functions: functionsOf(behavior, program, request, functionRun),
      ...(functionRun === undefined ? {} : { functionRun }),
      cacheKey: cacheKeyOf(behavior, program),
      origins: originsAfter(functionRun, request, behavior, deployed, program),
      errorPages: errorPagesOf(distribution),
      findings: findings.get(behavior.label) ?? [],
      elsewhere: findingsElsewhere(findings, behaviors),
      missed: missedFindings(findings, behaviors, behavior, path),
    };
    return hideSecrets(explanation, state);
  };
}

/** A function that changes the path selects neither another behavior nor another origin. */
function originsAfter(
  functionRun: FunctionRun | undefined,
  request: ViewerRequest,
  behavior: Behavior,
  deployed: DeployedDistribution,
  program: ProgramIndex,
): Explanation["origins"] {
  switch (functionRun?.kind) {
    case "response":
    case "failed":
      return [];
    case "request":
      return originRequests(functionRun.request, behavior, deployed, program);
    case "not run":
    case undefined:
      return originRequests(request, behavior, deployed, program);
  }
}

interface Matching {
  readonly deployed: DeployedDistribution;
  readonly behavior: Behavior;
}

function matchingBehavior(state: State, request: ViewerRequest): Matching {
  const all = deployedDistributions(state);
  const deployed = findByHost(all, request.host);
  if (deployed === undefined) {
    throw new Error(notServed(request.host, all));
  }
  const { distribution, name } = deployed;
  if (!isKnown(distribution.behaviors)) {
    throw new Error(unknownMessage(`The cache behaviors of ${name} are`, distribution.behaviors));
  }
  const path = matchedPath(request);
  const behavior = distribution.behaviors.find((one) => matchesRequest(one, path));
  if (behavior === undefined) {
    throw new Error(`${name} has no default cache behavior. Set defaultCacheBehavior.`);
  }
  return { deployed, behavior };
}

function notServed(host: string, all: readonly DeployedDistribution[]): string {
  const names = all.flatMap((one) => one.names);
  if (all.length === 0) {
    return "The stack has no CloudFront distribution.";
  }
  const unserved = `No distribution in the stack serves ${host}`;
  return names.length === 0
    ? `${unserved}, and ${unknownHostname(all)}`
    : `${unserved}. Use a URL of ${names.join(" or ")}.`;
}

function unknownMessage(subject: string, { reason, resolution }: Unknown): string {
  return `${subject} unknown: ${reason}. ${resolution}`;
}

function matchesRequest({ label, pathPattern }: Behavior, path: string): boolean {
  if (!isKnown(pathPattern)) {
    throw new Error(unknownMessage(`The path pattern of ${label} is`, pathPattern));
  }
  return matchesPath(pathPattern, path);
}

function matchesInOtherCase({ pathPattern }: Behavior, path: string): boolean {
  return isKnown(pathPattern) && matchesPath(pathPattern.toLowerCase(), path.toLowerCase());
}

function findingsElsewhere(findings: Findings, behaviors: readonly Behavior[]): readonly RuleFinding[] {
  const labels = new Set(behaviors.map(({ label }) => label));
  return [...findings].flatMap(([where, found]) => (labels.has(where) ? [] : found));
}

/** The path matches a shadowed behavior, or it is the folder that a pattern such as `/api/*` does not match. */
function missedFindings(
  findings: Findings,
  behaviors: readonly Behavior[],
  matching: Behavior,
  path: string,
): readonly RuleFinding[] {
  const looksMatching = ({ pathPattern }: Behavior): boolean =>
    isKnown(pathPattern) && (matchesPath(pathPattern, path) || matchesPath(pathPattern, `${path}/`));
  return behaviors
    .slice(0, -1)
    .filter((behavior) => behavior !== matching && looksMatching(behavior))
    .flatMap(({ label }) => findings.get(label) ?? [])
    .filter(({ rule }) => rule === "behavior-path-shadowed");
}

function guardsOf({ webAclId, geoRestriction }: DeployedDistribution): string[] {
  return [
    ...(webAclId === undefined ? [] : ["the AWS WAF web ACL is evaluated first and can return 403"]),
    ...(geoRestriction === undefined || geoRestriction === "none"
      ? []
      : ["the geographic restriction can return 403, depending on the viewer's country"]),
  ];
}

function errorPagesOf({ errorResponses }: Distribution): string[] {
  return isKnown(errorResponses)
    ? errorResponses.flatMap(({ errorCode, responsePagePath }) =>
        responsePagePath === undefined
          ? []
          : [
              `customErrorResponses replaces ${orUnknown(errorCode, String)} with ${orUnknown(responsePagePath, String)}`,
            ],
      )
    : [`customErrorResponses is unknown: ${errorResponses.reason}`];
}

function cacheKeyOf(behavior: Behavior, program: ProgramIndex): Maybe<CacheKey> {
  const { cacheKey, compresses } = forwardingOf(behavior, program);
  const ttl = ttlOf(behavior, program);
  return map(onlyPolicy(cacheKey), (policy) => {
    if (policy === undefined) {
      return new Unknown("it has no cache settings");
    }
    const { headers, cookies, queryStrings, name } = policy;
    const described = [headers, cookies, queryStrings].map((selection) => map(selection, describeSelection));
    return map(allKnown(described), ([inKey = "", cookiesInKey = "", queryStringsInKey = ""]) =>
      map(compresses, (isCompressed) => ({
        caches: map(ttl, ({ max }) => map(max, (seconds) => seconds > 0)),
        ttl,
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
      return map(allKnown(selection.names), (names) => `all except ${names.join(", ")}`);
  }
}

export function orUnknown<T>(value: Maybe<T>, describe: (known: T) => string): string {
  return value instanceof Unknown ? `unknown: ${value.reason}` : describe(value);
}
