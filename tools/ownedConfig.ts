import { readFileSync, writeFileSync } from "node:fs";
import { serviceOfTarget } from "../policy-pack/apigateway/endpointByName";
import { canonicalName, sameName } from "../policy-pack/apigateway/domainNames";
import { cachePolicyReaders, originRequestPolicyReaders } from "../policy-pack/cloudfront/readers/policies";
import { recordType } from "../policy-pack/program/dnsRecords";
import { hasUnknown, isKnown, Maybe } from "../policy-pack/program/maybe";
import { indexProgram, ProgramIndex } from "../policy-pack/program/programIndex";
import { isObject, Properties, readString } from "../policy-pack/program/readValue";
import { Resource } from "../policy-pack/program/resource";
import { rules } from "../policy-pack/rules";
import { otherStacks } from "../policy-pack/findings/settings";
import { State } from "./state";

/** What stacks have that the policy pack cannot see from another stack: the settings of the rules about API origins. */
export interface Owned {
  readonly apiDomains: readonly string[];
  readonly otherDomains: readonly string[];
  readonly policies: Properties;
}

/** Writes the configuration for `--policy-pack-config` and `pulumi policy enable --config`. */
export function writeOwnedConfig(file: string, states: readonly State[], earlierFile: string | undefined): void {
  const written = earlierFile === undefined ? "" : readFileSync(earlierFile, "utf8").trim();
  const earlier: unknown = written === "" ? {} : JSON.parse(written);
  writeFileSync(file, `${JSON.stringify(withOwned(isObject(earlier) ? earlier : {}, ownedBy(states)), null, 2)}\n`);
}

/**
 * A name is an API or another service only if every record of it in these states leads to one. Nothing that contains a
 * secret is owned: the configuration is not secret.
 */
export function ownedBy(states: readonly State[]): Owned {
  const resources = states.flatMap((state) => state.resources);
  const secrets = states.flatMap(({ secrets: own = [] }) => own);
  const program = indexProgram(resources);
  const names = recordNames(resources).map((name) => ({ name, service: serviceAt(name, program) }));
  const namesOf = (wanted: string): string[] =>
    names.filter(({ service }) => service === wanted).map(({ name }) => name);
  const apiDomains = [...program.apiDomains.flatMap(({ name }) => knownName(name)), ...namesOf("api-gateway")];
  const isPublic = (value: unknown): boolean => !secrets.some((secret) => hasText(value, secret));
  const valid = (found: readonly string[], { read }: (typeof otherStacks)["apiDomains"]): string[] =>
    [...new Set(found)].filter((name) => isPublic(name) && read([name]) !== undefined).sort();
  return {
    apiDomains: valid(apiDomains, otherStacks.apiDomains),
    otherDomains: valid(
      namesOf("other").filter((name) => !apiDomains.includes(name)),
      otherStacks.otherDomains,
    ),
    policies: Object.fromEntries(
      resources
        .flatMap(policyOf)
        .filter(([, contents]) => !hasUnknown(contents) && isPublic(contents))
        .filter((entry) => otherStacks.policies.read(Object.fromEntries([entry])) !== undefined)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
  };
}

/** The names of address records outside of private zones, whose records CloudFront does not see. Wildcards prove no name. */
function recordNames(resources: readonly Resource[]): string[] {
  const privateZones = new Set(
    resources
      .filter(({ type, props }) => type === "aws:route53/zone:Zone" && hasNetworks(props))
      .map(({ props }) => readString(props, "zoneId")),
  );
  const names = resources
    .filter(({ type, props }) => type === recordType && !privateZones.has(readString(props, "zoneId")))
    .flatMap(({ props }) => knownName(readString(props, "name")));
  return [...new Set(names)].filter((name) => !name.startsWith("*"));
}

function hasNetworks(zone: Resource["props"]): boolean {
  const networks = isKnown(zone) ? zone.vpcs : [];
  return !Array.isArray(networks) || networks.length > 0;
}

function knownName(name: Maybe<string | undefined>): string[] {
  return isKnown(name) && name !== undefined ? [canonicalName(name)] : [];
}

/** The one service that all records of a name lead to. */
function serviceAt(name: string, program: ProgramIndex): "api-gateway" | "other" | undefined {
  const services = program.dnsTargets(name).map((target) => {
    const isApi = program.apiDomains.some((domain) => sameName(domain.target, target));
    return isApi ? "api-gateway" : serviceOfTarget(target);
  });
  return services.every((service) => service === services[0]) ? services[0] : undefined;
}

const policyKeys = ["headersConfig", "cookiesConfig", "queryStringsConfig"];
const cacheKeys = ["minTtl", "defaultTtl", "maxTtl", "enableAcceptEncodingGzip", "enableAcceptEncodingBrotli"];

/** The ID of a policy and its settings in one object, as the configuration has them. */
function policyOf({ type, props }: Resource): [string, Properties][] {
  const isPolicy = cachePolicyReaders.has(type) || originRequestPolicyReaders.has(type);
  if (!isPolicy || !isKnown(props)) {
    return [];
  }
  const id = props.awsId ?? props.id;
  const root = props.cachePolicyConfig ?? props.originRequestPolicyConfig ?? props;
  const config = isObject(root) ? root : {};
  const parameters = config.parametersInCacheKeyAndForwardedToOrigin;
  const all = { ...config, ...(isObject(parameters) ? parameters : {}) };
  const contents = Object.entries(all).filter(([key]) => ["name", ...policyKeys, ...cacheKeys].includes(key));
  return typeof id === "string" ? [[id, Object.fromEntries(contents)]] : [];
}

function hasText(value: unknown, text: string): boolean {
  if (typeof value === "string") {
    return value.toLowerCase().includes(text.toLowerCase());
  }
  return typeof value === "object" && value !== null && Object.values(value).some((inner) => hasText(inner, text));
}

/** A configuration of the pack with the owned names and policies in each rule that has these settings. */
export function withOwned(earlier: Properties, owned: Owned): Properties {
  const isVersioned = typeof earlier.version === "number";
  const policies = isVersioned ? earlier.policies : earlier;
  const entries = isObject(policies) ? policies : {};
  const configured = rules
    .filter(({ config }) => config?.apiDomains !== undefined)
    .map(({ name }): [string, Properties] => [name, withSettings(entries[name], owned)])
    .filter(([, settings]) => Object.keys(settings).length > 0);
  const all = { ...entries, ...Object.fromEntries(configured) };
  return isVersioned ? { ...earlier, policies: all } : all;
}

function withSettings(earlier: unknown, { apiDomains, otherDomains, policies }: Owned): Properties {
  const entry: Properties = isObject(earlier) ? earlier : earlier === undefined ? {} : { enforcementLevel: earlier };
  const list = (value: unknown, found: readonly string[]): unknown[] => [
    ...new Set([...(Array.isArray(value) ? (value as unknown[]) : []), ...found]),
  ];
  const settings = {
    apiDomains: list(entry.apiDomains, apiDomains),
    otherDomains: list(entry.otherDomains, otherDomains),
    policies: { ...(isObject(entry.policies) ? entry.policies : {}), ...policies },
  };
  return {
    ...entry,
    ...Object.fromEntries(Object.entries(settings).filter(([, value]) => Object.keys(value).length > 0)),
  };
}
