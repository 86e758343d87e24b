import { isDeepStrictEqual } from "node:util";
import { readPackConfig } from "../policy-pack/adapter/config";
import { readDistribution } from "../policy-pack/cloudfront/readers/distribution";
import { memoized } from "../policy-pack/program/memoized";
import { indexProgram } from "../policy-pack/program/programIndex";
import { isObject, Properties } from "../policy-pack/program/readValue";
import { rules } from "../policy-pack/rules";
import { RoutedDistribution, routeDistribution } from "../policy-pack/findings/routedDistribution";
import { PropertyChange, Rule } from "../policy-pack/findings/rule";
import type { Spelling } from "./dialects/spellings";
import { defaultPolicyPackConfig } from "./policyPackConfig";
import { State, StateResource } from "./state";
import { RuleFinding, Verdict } from "./verdicts";

/** How to fix a violation, as data. */
export interface Fix {
  /** The settings that fix it, in words. */
  readonly text: string;
  /** The properties of the distribution that the level `remediate` changes; absent if the rule has no remediation for it. */
  readonly changes?: readonly FixedProperty[];
}

export interface FixedProperty {
  /** With the names of the dialect, for example `orderedCacheBehaviors[0].originRequestPolicyId`. */
  readonly path: string;
  /** The value to set, in the form of the dialect. Absent if the property must be removed. */
  readonly value?: unknown;
}

export interface FixableFinding extends RuleFinding {
  readonly fix?: Fix;
}

export interface FixableVerdict extends Verdict {
  readonly findings: readonly FixableFinding[];
}

/** Adds its fix to each violation. Undetermined findings and weaknesses have only their message. */
export function withFixes(
  verdicts: readonly Verdict[],
  state: State,
  config = defaultPolicyPackConfig,
): FixableVerdict[] {
  const remediationOf = memoized((rule: Rule) => remediation(rule, state, config));
  const resources = new Map(state.resources.map((resource) => [resource.urn, resource]));
  const fixOf = (name: string, urn: string, behavior: string): Fix | undefined => {
    const rule = rules.find((one) => one.name === name);
    const resource = resources.get(urn);
    if (rule === undefined) {
      return undefined;
    }
    const changes = resource === undefined ? [] : remediationOf(rule)(resource, behavior);
    return {
      text: state.spelling?.text(rule.remediationSteps) ?? rule.remediationSteps,
      ...(changes.length === 0 ? {} : { changes: changes.map((change) => spelledChange(change, state.spelling)) }),
    };
  };
  return verdicts.map(({ urn, behavior, findings, ...verdict }) => ({
    ...verdict,
    urn,
    behavior,
    findings: findings.map((finding) => {
      const isViolation = finding.level === "mandatory" || finding.level === "advisory";
      const fix = isViolation ? fixOf(finding.rule, urn, behavior) : undefined;
      return fix === undefined ? finding : { ...finding, fix };
    }),
  }));
}

function spelledChange(change: FixedProperty, spelling: Spelling | undefined): FixedProperty {
  return spelling === undefined
    ? change
    : {
        path: spelling.path(change.path),
        ...("value" in change ? { value: spelling.value(change.value) } : {}),
      };
}

type Remediation = (resource: StateResource, behavior: string) => readonly FixedProperty[];

function remediation(
  rule: Rule,
  { resources, secrets = [] }: State,
  config: typeof defaultPolicyPackConfig,
): Remediation {
  const { check, remediate, name } = rule;
  if (remediate === undefined) {
    return () => [];
  }
  const program = indexProgram(resources, readPackConfig(rule, config.settingsOf(name)));
  const routed = memoized(({ type, props, inputs, urn }: StateResource): RoutedDistribution[] => {
    const distribution = readDistribution(type, props, inputs);
    return distribution === undefined ? [] : [routeDistribution(distribution, program, urn)];
  });
  return (resource, behavior) => {
    const changes = routed(resource).flatMap((distribution) => {
      const violations = check(distribution).filter(
        (found) => found.kind === "violation" && found.behavior === behavior,
      );
      return remediate(resource.type, resource.props as Properties, distribution, violations).flatMap(fixedProperties);
    });
    const text = JSON.stringify(changes);
    return secrets.some((secret) => text.includes(secret)) ? [] : changes;
  };
}

function fixedProperties({ path, before, after }: PropertyChange): FixedProperty[] {
  const start = path.reduce<string>(
    (written, key) => (typeof key === "number" ? `${written}[${key}]` : joined(written, key)),
    "",
  );
  return differences(start, before, after);
}

function differences(path: string, before: Properties, after: Properties): FixedProperty[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
    const [old, value] = [before[key], after[key]];
    // AWS fills the properties that a program leaves out with empty values.
    if (isDeepStrictEqual(old, value) || (value === undefined && (old === null || old === ""))) {
      return [];
    }
    if (isObject(old) && isObject(value)) {
      return differences(joined(path, key), old, value);
    }
    return [{ path: joined(path, key), ...(value === undefined ? {} : { value }) }];
  });
}

function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
