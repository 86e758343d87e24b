import { isKnown } from "../../policy-pack/program/maybe";
import { matchesPath } from "../../policy-pack/cloudfront/pathPattern";
import { DeployedDistribution, deployedDistributions, findByHost } from "../distributions";
import { State } from "../state";
import { Findings, findingsOf } from "../verdicts";
import { indexProgram } from "../../policy-pack/program/programIndex";
import { causeOf, LogCause } from "./logCauses";
import { LogEntry, readLog } from "./readLog";

/** Failed requests with the same cause, status and cache behavior. */
export interface FailedRequests extends LogCause {
  readonly status: number;
  /** The cache behavior by its path pattern; undefined if neither the log nor a state has it. */
  readonly behavior: string | undefined;
  readonly count: number;
  /** The minute of the first request, in UTC: `2026-11-28T10:05Z`. */
  readonly first: string | undefined;
  /** The method and the path of the first request. */
  readonly example: string;
}

export interface LogSummary {
  readonly requests: number;
  readonly failed: number;
  /** Lines that are no requests. */
  readonly unreadable: number;
  /** The most frequent first. */
  readonly groups: readonly FailedRequests[];
}

/** A log is text that others write: it cannot have any number of groups. */
const mostGroups = 1000;

/**
 * Groups the failed requests in log files by their causes.
 * @param state names the cache behavior and its rule, if it has the distribution
 * @throws an error that names a file that is not a log
 */
export async function summarizeLogs(files: readonly string[], state?: State): Promise<LogSummary> {
  const groups = new Map<string, FailedRequests & { readonly firstTime: number }>();
  const routes = state === undefined ? undefined : new Routes(state);
  let [requests, failed, unreadable] = [0, 0, 0];
  for (const file of files) {
    for await (const entry of readLog(file)) {
      if (entry === undefined) {
        unreadable += 1;
        continue;
      }
      requests += 1;
      const cause = causeOf(entry);
      if (cause === undefined) {
        continue;
      }
      failed += 1;
      const { behavior = entry.pathPattern, rule = cause.rule } = routes?.find(entry) ?? {};
      const found = { ...cause, ...(rule === undefined ? {} : { rule }), status: entry.status, behavior };
      const key = JSON.stringify(found);
      const before = groups.get(key);
      if (before !== undefined || groups.size < mostGroups) {
        groups.set(key, { ...found, ...merged(before, entry) });
      }
    }
  }
  const sorted = [...groups.values()].sort((one, other) => other.count - one.count);
  return {
    requests,
    failed,
    unreadable,
    groups: sorted.map(({ firstTime, ...group }) => ({ ...group, first: minuteOf(firstTime) })),
  };
}

type Counted = Pick<FailedRequests, "count" | "example" | "first"> & { readonly firstTime: number };

function merged(before: Counted | undefined, { time = Infinity, method, path }: LogEntry): Counted {
  return before !== undefined && before.firstTime <= time
    ? { ...before, count: before.count + 1 }
    : { count: (before?.count ?? 0) + 1, firstTime: time, first: undefined, example: `${method} ${path}` };
}

function minuteOf(time: number): string | undefined {
  return Number.isFinite(time) ? `${new Date(time).toISOString().slice(0, 16)}Z` : undefined;
}

interface RouteOfRequest {
  readonly behavior?: string;
  readonly rule?: string;
}

/** The cache behaviors of a state, with their findings. */
class Routes {
  private readonly deployed: readonly DeployedDistribution[];
  private readonly findings = new Map<DeployedDistribution, Findings>();

  constructor(private readonly state: State) {
    this.deployed = deployedDistributions(state);
  }

  /** The behavior that matches, and the rule that it certainly violates. */
  find({ host, path }: LogEntry): RouteOfRequest {
    const deployed = findByHost(this.deployed, host) ?? (this.deployed.length === 1 ? this.deployed[0] : undefined);
    const behaviors = deployed?.distribution.behaviors;
    if (deployed === undefined || behaviors === undefined || !isKnown(behaviors)) {
      return {};
    }
    const behavior = behaviors.find(({ pathPattern }) => isKnown(pathPattern) && matchesPath(pathPattern, path));
    if (behavior === undefined) {
      return {};
    }
    const rule = this.findingsOf(deployed)
      .get(behavior.label)
      ?.find(({ level }) => level === "mandatory")?.rule;
    const { pathPattern, label } = behavior;
    return { behavior: isKnown(pathPattern) ? pathPattern : label, ...(rule === undefined ? {} : { rule }) };
  }

  private findingsOf(deployed: DeployedDistribution): Findings {
    const { distribution, urn } = deployed;
    const known =
      this.findings.get(deployed) ?? findingsOf(distribution, indexProgram(this.state.resources), urn, this.state);
    this.findings.set(deployed, known);
    return known;
  }
}
