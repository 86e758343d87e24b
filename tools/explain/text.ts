import { isKnown, Maybe } from "../../policy-pack/program/maybe";
import { colored, screenWidth, wrapped } from "../layout";
import { headingOf, RuleFinding } from "../verdicts";
import { SortedNames } from "./forwardedValues";
import { OriginRequest } from "./originRequest";
import { CacheKey, Explanation, orUnknown } from "./explain";
import { urlScheme } from "./viewerRequest";

/** An explanation for a terminal: one line for each step; violations and rejections are red. */
export function explanationText(explanation: Explanation): string {
  const { request, distribution, viewer, guards, functions, cacheKey, origins } = explanation;
  const { name, tenant, names } = distribution;
  const who = `${name}${tenant === undefined ? "" : `, tenant ${tenant}`} (${names.join(", ")})`;
  const isAllowed = viewer.outcome === "allowed";
  const outcome = viewer.status === undefined ? viewer.outcome : `${viewer.outcome}, ${viewer.status}`;
  return [
    colored("bold", `${request.method} ${urlScheme(request)}://${request.host}${request.target}`),
    "",
    ...step("Distribution", [who]),
    ...step("Behavior", behaviorLines(explanation)),
    ...step("Access", guards),
    ...step("Viewer", [`${isAllowed ? outcome : colored("red", outcome)}: ${viewer.reason}`]),
    ...(isAllowed
      ? [
          ...step("Functions", functions),
          ...(isAnsweredByFunction(explanation)
            ? []
            : step("Cache key", [orUnknown(cacheKey, (key) => cacheKeyLine(key, request.method))])),
          ...(isKnown(origins)
            ? origins.flatMap((route) => originLines(route, mayChange(explanation)))
            : step("Origin", [orUnknown(origins, () => "")])),
        ]
      : []),
    ...verdictLines(explanation),
    "",
  ].join("\n");
}

const indent = 14;

function step(title: string, lines: readonly string[]): string[] {
  return lines
    .flatMap((line) => wrapped(line, screenWidth() - indent))
    .map((line, at) => `${(at === 0 ? title : "").padEnd(indent)}${line}`);
}

function behaviorLines({ tried, otherCase }: Explanation): string[] {
  const skipped = tried.filter(({ matches }) => !matches).map(({ behavior }) => behavior);
  const matching = tried.find(({ matches }) => matches)?.behavior ?? "";
  return [
    matching,
    ...(skipped.length === 0 ? [] : [`tried first, no match: ${skipped.join(", ")}`]),
    ...otherCase.map((behavior) => `${behavior} matches this path only in another letter case`),
  ];
}

function cacheKeyLine({ caches, headers, cookies, queryStrings, by }: CacheKey, method: string): string {
  if (!["GET", "HEAD", "OPTIONS"].includes(method)) {
    return `none: CloudFront never caches responses to ${method}`;
  }
  return caches === false
    ? `none: not cached (${by})`
    : `distribution and path; headers: ${headers}; cookies: ${cookies}; query strings: ${queryStrings} (${by})`;
}

/** Whether the request reaches neither the cache nor an origin. */
function isAnsweredByFunction({ functionRun }: Explanation): boolean {
  return functionRun?.kind === "response" || functionRun?.kind === "failed";
}

/** Whether an edge function that was not run can change what the origin receives. */
function mayChange({ functions, functionRun }: Explanation): boolean {
  const wasRun = functionRun !== undefined && functionRun.kind !== "not run";
  return functions.some((text) =>
    (wasRun ? /^(origin-request|viewer-request: Lambda)/ : /^(viewer|origin)-request/).test(text),
  );
}

function originLines(route: OriginRequest, isChangeable: boolean): string[] {
  const { id, role, host, hostBy, service, headers, cookies, queryStrings, target } = route;
  const name = orUnknown(id, (known) => `"${known ?? ""}"`);
  const title = role === "the origin" ? name : `${name} (${role})`;
  return [
    ...step("Origin", [`${title}: ${orUnknown(service, (known) => known)}`]),
    ...step("  connection", [connectionLine(route)]),
    ...step("  Host", [orUnknown(host, (known) => `${known} (${hostBy})`)]),
    ...step("  request", [
      orUnknown(target, (known) => `${known}${isChangeable ? ", unless an edge function changes it" : ""}`),
    ]),
    ...step("  headers", [
      orUnknown(headers, ({ forwarded, removed, set, selected, isSigned }) =>
        [
          `from the viewer: ${forwarded.length + removed.length === 0 ? ofNone(selected) : list(forwarded)}`,
          `removed: ${list(removed)}`,
          `set by CloudFront: ${list(set)}`,
          ...(isSigned ? ["signed by the origin access control"] : []),
        ].join("; "),
      ),
    ]),
    ...step("  cookies", [orUnknown(cookies, sortedNames)]),
    ...(isKnown(queryStrings) && queryStrings.forwarded.length + queryStrings.removed.length === 0
      ? []
      : step("  query", [orUnknown(queryStrings, sortedNames)])),
  ];
}

function sortedNames({ forwarded, removed }: SortedNames): string {
  return `from the viewer: ${list(forwarded)}; removed: ${list(removed)}`;
}

/** The headers that would be forwarded, for a request without any. */
function ofNone(selected: Maybe<string>): string {
  return orUnknown(selected, (known) => (known === "none" ? known : `${known} (this request has none)`));
}

function connectionLine({ connection, domainName }: OriginRequest): string {
  const to = orUnknown(domainName, (known) => known ?? "");
  return orUnknown(connection, ({ scheme, port, serverName }) =>
    serverName === undefined
      ? `${to}:${port} over ${scheme.toUpperCase()}`
      : `${to}:${port} over HTTPS, server name (SNI) ${orUnknown(serverName, (known) => known)}`,
  );
}

function list(names: readonly string[]): string {
  return names.join(", ") || "none";
}

function verdictLines({ findings, missed, elsewhere }: Explanation): string[] {
  const all = [...findings, ...missed, ...elsewhere];
  return all.length === 0 ? step("Verdict", [colored("green", "no policy violations")]) : all.flatMap(findingLines);
}

function findingLines(finding: RuleFinding): string[] {
  const color = finding.level === "mandatory" ? "red" : "yellow";
  return [...step("Verdict", [colored(color, headingOf(finding))]), ...step("", [finding.message])];
}
