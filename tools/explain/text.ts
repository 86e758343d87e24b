import { isKnown } from "../../policy-pack/program/maybe";
import { colored, screenWidth, wrapped } from "../layout";
import { RuleFinding } from "../verdicts";
import { OriginRoute } from "./originRoute";
import { CacheKey, Explanation, orWhy } from "./route";

/** An explanation for a terminal: one line a step, what is refused in red. */
export function explanationText(explanation: Explanation): string {
  const { request, distribution, viewer, guards, functions, cacheKey, origins } = explanation;
  const { name, tenant, names } = distribution;
  const who = `${name}${tenant === undefined ? "" : `, tenant ${tenant}`} (${names.join(", ")})`;
  const answer = viewer.status === undefined ? viewer.outcome : `${viewer.outcome}, ${viewer.status}`;
  const goesOn = viewer.outcome === "goes on";
  return [
    colored("bold", `${request.method} ${request.scheme}://${request.host}${request.target}`),
    "",
    ...step("Distribution", [who]),
    ...step("Behavior", behaviorLines(explanation)),
    ...step("Before it", guards),
    ...step("Viewer", [`${goesOn ? answer : colored("red", answer)}: ${viewer.why}`]),
    ...(goesOn
      ? [
          ...step("Functions", functions),
          ...step("Cache key", [orWhy(cacheKey, (key) => cacheKeyLine(key, request.method))]),
          ...(isKnown(origins)
            ? origins.flatMap((route) => originLines(route, functions))
            : step("Origin", [orWhy(origins, () => "")])),
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

function behaviorLines({ tried }: Explanation): string[] {
  const passed = tried.filter(({ takes }) => !takes).map(({ behavior }) => behavior);
  const taker = tried.find(({ takes }) => takes)?.behavior ?? "";
  return [
    taker,
    ...(passed.length === 0 ? [] : [`tried before, and their patterns do not match: ${passed.join(", ")}`]),
  ];
}

function cacheKeyLine({ caches, headers, cookies, queryStrings, by }: CacheKey, method: string): string {
  if (!["GET", "HEAD", "OPTIONS"].includes(method)) {
    return `none: an answer to ${method} is never kept`;
  }
  return caches === false
    ? `none: nothing is kept (${by})`
    : `distribution and path; headers: ${headers}; cookies: ${cookies}; query strings: ${queryStrings} (${by})`;
}

function originLines(route: OriginRoute, functions: readonly string[]): string[] {
  const { id, role, host, hostBy, service, headers, cookies, target } = route;
  const named = orWhy(id, (known) => `"${known ?? ""}"`);
  const mayChange = functions.some((text) => /^(viewer|origin)-request/.test(text));
  return [
    ...step("Origin", [`${named}, ${role}: ${orWhy(service, (known) => known)}`]),
    ...step("  connects", [connectionLine(route)]),
    ...step("  Host", [orWhy(host, (known) => `${known} (${hostBy})`)]),
    ...step("  asks for", [orWhy(target, (known) => `${known}${mayChange ? ", unless a function changes it" : ""}`)]),
    ...step("  headers", [
      orWhy(headers, ({ forwarded, removed, set, isSigned }) =>
        [
          `the viewer's: ${list(forwarded)}`,
          `taken away: ${list(removed)}`,
          `set by CloudFront: ${list(set)}`,
          ...(isSigned ? ["signed by its origin access control"] : []),
        ].join("; "),
      ),
    ]),
    ...step("  cookies", [
      orWhy(cookies, ({ forwarded, removed }) => `the viewer's: ${list(forwarded)}; taken away: ${list(removed)}`),
    ]),
  ];
}

function connectionLine({ connection, domainName }: OriginRoute): string {
  const to = orWhy(domainName, (known) => known ?? "");
  return orWhy(connection, ({ scheme, port, serverName }) =>
    serverName === undefined
      ? `to ${to}:${port} over ${scheme.toUpperCase()}`
      : `to ${to}:${port} over HTTPS, server name (SNI) ${orWhy(serverName, (known) => known)}`,
  );
}

function list(names: readonly string[]): string {
  return names.join(", ") || "none";
}

function verdictLines({ findings, missed, elsewhere }: Explanation): string[] {
  const all = [...findings, ...missed, ...elsewhere];
  return all.length === 0 ? step("Verdict", [colored("green", "no rule objects")]) : all.flatMap(findingLines);
}

function findingLines({ rule, level, message }: RuleFinding): string[] {
  const color = level === "mandatory" ? "red" : "yellow";
  return [...step("Verdict", [colored(color, `${level}: ${rule}`)]), ...step("", [message])];
}
