import { AtLeastOne, groups } from "../program/groups";
import { printable } from "../program/printable";
import { Finding, Rule } from "./rule";

/** The length that no message exceeds, without an inner name, the names of waiting rules and the URL at its end. */
export const messageLimit = 300;

type Named = Pick<Rule, "name" | "url">;

/**
 * One message for each problem of a distribution, which names every behavior that has it; several if one message would
 * exceed the limit. The engine does not print a policy's URL, so each message ends with it. What other policies than the
 * rule's report begins with the rule's name.
 * @param inner the name of the distribution, if it is inside another resource
 */
export function messagesFor({ name, url }: Named, findings: readonly Finding[], inner?: string): string[] {
  return sameProblems(findings.map(printableFinding)).flatMap((same) => {
    const [{ kind, origin, problem, waiting = [] }] = same;
    const prefix = kind === "violation" ? "" : `${name}: `;
    const of = inner === undefined ? "" : `${cut(printable(inner))}: `;
    const others = waiting.length === 0 ? "" : ` Also undetermined: ${waiting.join(", ")}.`;
    const space = messageLimit - prefix.length - problem.length - ": ".length;
    return groupsWithin(
      space,
      same.map(({ behavior }) => behavior),
    ).map((behaviors) => `${prefix}${of}${subject(behaviors, origin, space)}: ${problem}${others} ${url}`);
  });
}

/** A name in a program can have characters that would hide the message on a terminal. */
function printableFinding({ behavior, origin, problem, ...others }: Finding): Finding {
  return {
    ...others,
    behavior: printable(behavior),
    origin: origin === undefined ? undefined : printable(origin),
    problem: printable(problem),
  };
}

/** The message of one finding. */
export function messageOf(rule: Named, finding: Finding): string {
  return messagesFor(rule, [finding]).join();
}

/** A value for a message, cut if it is longer than `limit`. */
export function cut(value: string, limit = 60): string {
  return value.length <= limit ? value : `${value.slice(0, Math.max(limit - 1, 0))}…`;
}

function sameProblems(findings: readonly Finding[]): AtLeastOne<Finding>[] {
  return groups(findings, ({ kind, origin, problem, waiting }) => JSON.stringify([kind, origin, problem, waiting]));
}

const arrow = " -> ";

function groupsWithin(space: number, behaviors: readonly string[]): string[][] {
  const within: string[][] = [];
  for (const behavior of behaviors) {
    const group = within.at(-1);
    if (group !== undefined && namesOf([...group, behavior]).length <= space) {
      group.push(behavior);
    } else {
      within.push([behavior]);
    }
  }
  return within;
}

/** The behaviors and the origin. The origin loses its domain name before a behavior is cut. */
function subject(behaviors: readonly string[], origin: string | undefined, space: number): string {
  if (origin === undefined) {
    return cut(namesOf(behaviors), space);
  }
  const names = cut(namesOf(behaviors), space - arrow.length - shortOrigin(origin).length);
  const rest = space - names.length - arrow.length;
  return `${names}${arrow}${origin.length <= rest ? origin : shortOrigin(origin)}`;
}

function shortOrigin(origin: string): string {
  return cut(origin.replace(/ \([^()]*\)$/, ""), 30);
}

const ordered = /^cache behavior (?=")/;

/** `cache behaviors "/api" and "/api/*"`, `default cache behavior`. */
function namesOf(behaviors: readonly string[]): string {
  const [patterns, others] = [
    behaviors.filter((name) => ordered.test(name)),
    behaviors.filter((name) => !ordered.test(name)),
  ];
  const together =
    patterns.length < 2 ? patterns : [`cache behaviors ${listOf(patterns.map((name) => name.replace(ordered, "")))}`];
  return listOf([...together, ...others]);
}

/** Names as prose: `a`, `a and b`, `a, b and c`. */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
