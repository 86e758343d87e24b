import { ResourceRemediation } from "@pulumi/policy";
import { distributionTypes, readDistribution } from "../cloudfront/readers/distribution";
import { indexWithoutProgram } from "../program/programIndex";
import { routeDistribution } from "../findings/routedDistribution";
import { PropertyChange, Rule } from "../findings/rule";
import { readPackConfig } from "./config";
import { plainProperties } from "./plain";

/** The remediation that the SDK calls at the level `remediate`; undefined for a rule without one. */
export function remediationOf(rule: Rule): ResourceRemediation | undefined {
  const { check, remediate } = rule;
  if (remediate === undefined) {
    return undefined;
  }
  return (args) => {
    const { type, props } = args;
    const plain = distributionTypes.has(type) ? plainProperties(props) : {};
    const read = readDistribution(type, plain);
    if (read === undefined) {
      return undefined;
    }
    const distribution = routeDistribution(read, indexWithoutProgram(readPackConfig(rule, args.getConfig())));
    const violations = check(distribution).filter(({ kind }) => kind === "violation");
    const changes = remediate(type, plain, distribution, violations);
    for (const change of changes) {
      apply(change, props);
    }
    return changes.length === 0 ? undefined : props;
  };
}

/** Changes properties in place: reading an unknown property throws, and what is not touched has to stay as it is. */
function apply({ path, before, after }: PropertyChange, props: Record<string, unknown>): void {
  const changed = path.reduce((holder, key) => holder[key] as typeof props, props);
  for (const key of Object.keys(before)) {
    if (!(key in after)) {
      Reflect.deleteProperty(changed, key);
    }
  }
  for (const [key, value] of Object.entries(after)) {
    if (value !== before[key]) {
      changed[key] = value;
    }
  }
}
