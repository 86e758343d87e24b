import type { IncomingHttpHeaders } from "node:http";
import { Account } from "../../aws/account";
import { RoutingCondition, RoutingRule, routingRules } from "../../aws/apigateway/http";
import { globMatches } from "../glob";
import { mappedStage, Stage } from "./stages";

/** The routing rules of a domain, in the order of their evaluation. */
export function rulesOf(account: Account, domain: string): RoutingRule[] {
  return account
    .list(routingRules)
    .flatMap(({ outputs }) => (outputs.domainName === domain ? [outputs] : []))
    .sort((a, b) => a.priority - b.priority);
}

/** The stage of the first rule whose conditions all match. https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html */
export function stageByRule(
  account: Account,
  rules: readonly RoutingRule[],
  path: string,
  headers: IncomingHttpHeaders,
): Stage | undefined {
  const rule = rules.find(({ conditions = [] }) => conditions.every((condition) => matches(condition, path, headers)));
  const action = rule?.actions[0]?.invokeApi;
  if (rule === undefined || action === undefined) {
    return undefined;
  }
  const { apiId, stage, stripBasePath = false } = action;
  // Routing rules invoke only REST APIs.
  return mappedStage(
    account,
    { kind: "rest", apiId, stageName: stage },
    stripBasePath ? (matchedBasePath(rule, path) ?? "") : "",
  );
}

function matches(
  { matchBasePaths, matchHeaders }: RoutingCondition,
  path: string,
  headers: IncomingHttpHeaders,
): boolean {
  const hasBasePath = matchBasePaths?.anyOfs.some((basePath) => startsWithBasePath(path, basePath)) ?? true;
  return hasBasePath && (matchHeaders === undefined || hasHeader(headers, matchHeaders.anyOf));
}

function hasHeader(
  headers: IncomingHttpHeaders,
  { header, valueGlob }: { readonly header: string; readonly valueGlob: string },
): boolean {
  const value = headers[header.toLowerCase()];
  return value !== undefined && globMatches(valueGlob, String(value));
}

function matchedBasePath({ conditions = [] }: RoutingRule, path: string): string | undefined {
  return conditions
    .flatMap(({ matchBasePaths }) => matchBasePaths?.anyOfs ?? [])
    .find((basePath) => startsWithBasePath(path, basePath));
}

/** Whether the first segments of a path are those of the base path. */
export function startsWithBasePath(path: string, basePath: string): boolean {
  return path === `/${basePath}` || path.startsWith(`/${basePath}/`);
}
