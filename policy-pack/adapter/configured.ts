// The bundle puts `rememberConfigured` in front of the SDK's server, which passes to each policy only its own settings. The
// engine also passes policies that the pack does not have.
import { ConfigureAnalyzerRequest, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";

let levels: ReadonlyMap<string, EnforcementLevel> = new Map();

export function rememberConfigured(request: ConfigureAnalyzerRequest): ConfigureAnalyzerRequest {
  const found = new Map<string, EnforcementLevel>();
  request.getPolicyconfigMap().forEach((config, name) => found.set(name, config.getEnforcementlevel()));
  levels = found;
  return request;
}

export function isDisabled(policy: string): boolean {
  return levels.get(policy) === EnforcementLevel.DISABLED;
}

/** Names each configured policy that the pack does not have. The engine's level for all policies is `all`. */
export function unknownPolicies(known: readonly string[]): string[] {
  const names = new Set([...known, "all"]);
  return [...levels.keys()]
    .filter((name) => !names.has(name))
    .map((name) => `configuration: "${name}" is not a policy of the pack; use a name of its README, or remove it.`);
}
