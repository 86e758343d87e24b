import { readFileSync } from "node:fs";
import { configProblems } from "../policy-pack/adapter/config";
import { sharedPolicies } from "../policy-pack/adapter/sharedPolicies";
import { isObject, Properties } from "../policy-pack/program/readValue";
import { rules } from "../policy-pack/rules";

const levels = ["advisory", "mandatory", "remediate", "disabled"] as const;
type Level = (typeof levels)[number];

/** A policy pack's configuration, as the engine reads it from a `--policy-pack-config` file. */
export interface PolicyPackConfig {
  readonly levelOf: (policy: string) => Level;
  readonly settingsOf: (policy: string) => Properties;
  /** The exception of the engine for a policy's violations on a resource. */
  readonly exceptionOf: (policy: string, urn: string) => PolicyException | undefined;
}

export interface PolicyException {
  readonly id: string;
  readonly reason: string;
}

const defaultLevels: ReadonlyMap<string, Level> = new Map<string, Level>([
  ...rules.map(({ name, level }): [string, Level] => [name, level]),
  ...sharedPolicies.map(({ name, enforcementLevel }): [string, Level] => [name, enforcementLevel]),
]);

/** @throws an error that names the file and each problem. */
export function readPolicyPackConfigFile(file: string): PolicyPackConfig {
  const problems: string[] = [];
  try {
    const written = readFileSync(file, "utf8");
    // The engine accepts an empty file.
    const config = readPolicyPackConfig(written.trim() === "" ? {} : JSON.parse(written), problems);
    if (problems.length === 0) {
      return config;
    }
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  throw new Error(`Cannot use the configuration ${file}:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
}

/** @param problems gets what is not valid */
export function readPolicyPackConfig(written: unknown, problems: string[] = []): PolicyPackConfig {
  const file = isObject(written) ? written : {};
  if (!isObject(written)) {
    problems.push("it is not an object; use policies by name.");
  }
  // Without a numeric version, each key except `environments` is a policy.
  const isVersioned = typeof file.version === "number";
  if (isVersioned && file.version !== 2) {
    problems.push(`version ${String(file.version)} is not supported; use 2.`);
  }
  const policies = isVersioned ? (file.policies ?? {}) : file;
  const entries = Object.entries(isObject(policies) ? policies : {})
    .filter(([name]) => isVersioned || name !== "environments")
    .map(([name, value]) => readPolicy(name, value, problems));
  const configured = new Map(entries.map((entry) => [entry.name, entry]));
  const exceptions = isVersioned ? readExceptions(file.exceptions ?? {}, problems) : [];
  const settingsOf = (policy: string): Properties => configured.get(policy)?.settings ?? {};
  problems.push(...rules.flatMap((rule) => configProblems(rule, settingsOf(rule.name))));
  return {
    levelOf: (policy) =>
      configured.get(policy)?.level ?? configured.get("all")?.level ?? defaultLevels.get(policy) ?? "advisory",
    settingsOf,
    exceptionOf: (policy, urn) =>
      exceptions.find(({ match }) =>
        match.some(({ policies: names, targets }) => names.includes(policy) && targets.includes(urn)),
      ),
  };
}

export const defaultPolicyPackConfig = readPolicyPackConfig({});

interface ConfiguredPolicy {
  readonly name: string;
  readonly level: Level | undefined;
  readonly settings: Properties;
}

function readPolicy(name: string, value: unknown, problems: string[]): ConfiguredPolicy {
  if (name !== "all" && !defaultLevels.has(name)) {
    problems.push(`"${name}" is not a policy of the pack; use a name of docs/policies.md.`);
  }
  const { enforcementLevel, ...settings } = isObject(value) ? value : { enforcementLevel: value };
  const level = levels.find((known) => known === enforcementLevel);
  if (level === undefined && enforcementLevel !== undefined) {
    problems.push(`${JSON.stringify(enforcementLevel)} is not a level for ${name}; use ${levels.join(", ")}.`);
  }
  return { name, level, settings };
}

interface MatchingException extends PolicyException {
  readonly match: readonly { readonly policies: readonly unknown[]; readonly targets: readonly unknown[] }[];
}

function readExceptions(written: unknown, problems: string[]): MatchingException[] {
  if (!isObject(written)) {
    problems.push("exceptions is not an object; use exceptions by ID.");
    return [];
  }
  return Object.entries(written).map(([id, value]) => {
    const { reason, match } = isObject(value) ? value : {};
    const entries = (Array.isArray(match) ? (match as unknown[]) : []).map((entry) => {
      const { policies, targets } = isObject(entry) ? entry : {};
      return { policies: listOf(policies), targets: listOf(targets) };
    });
    if (typeof reason !== "string" || reason.trim() === "") {
      problems.push(`exception ${id} has no reason; set reason.`);
    }
    if (
      entries.length === 0 ||
      entries.some(({ policies, targets }) => policies.length === 0 || targets.length === 0)
    ) {
      problems.push(`exception ${id} matches nothing; set match: [{"policies": ["<policy>"], "targets": ["<URN>"]}].`);
    }
    return { id, reason: typeof reason === "string" ? reason : "", match: entries };
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
