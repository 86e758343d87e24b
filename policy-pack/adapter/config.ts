import { PolicyConfigSchema } from "@pulumi/policy";
import { PackConfig } from "../program/programIndex";
import { CachePolicy } from "../cloudfront/model";
import { readForwarding } from "../cloudfront/readers/policies";
import { isObject, Properties, readNumber, readString } from "../program/readValue";
import { Rule } from "../rules/rule";

/** A configured rule as the engine hands it over. */
type Config = Readonly<Record<string, unknown>>;

interface Key {
  readonly schema: PolicyConfigSchema["properties"][string];
  /** What to write instead of a value of another kind; nothing where the value is right. */
  readonly problem: (value: unknown) => string | undefined;
}

const text = { type: "string" } as const;

const apiDomains: Key = {
  schema: {
    type: "array",
    items: text,
    description: "Custom domain names of API Gateway that other stacks own, e.g. api.example.com.",
  },
  problem: (value) => (isListOfText(value) ? undefined : 'a list of domain names, e.g. ["api.example.com"]'),
};

const policies: Key = {
  schema: {
    type: "object",
    description:
      "Contents of cache policies and origin request policies that other stacks own, by id: headersConfig, cookiesConfig and queryStringsConfig as in the resource, and minTtl, defaultTtl, maxTtl of a cache policy.",
    additionalProperties: { type: "object" },
  },
  problem: (value) =>
    isObject(value) && Object.values(value).every((policy) => isObject(policy) && isObject(policy.headersConfig))
      ? undefined
      : 'policies by id, e.g. {"<id>": {"headersConfig": {"headerBehavior": "whitelist", "headers": {"items": ["Accept"]}}}}',
};

const matchingDomain: Key = {
  schema: {
    type: "string",
    enum: ["refuse", "allow"],
    default: "refuse",
    description:
      "Whether Host may be forwarded to a regional custom domain that covers every alias, the one arrangement that answers.",
  },
  problem: (value) => (value === "refuse" || value === "allow" ? undefined : '"refuse" or "allow"'),
};

function keysOf(rule: Rule): Readonly<Record<string, Key>> {
  return {
    ...(rule.configurable ? { apiDomains, policies } : {}),
    ...(rule.name === "api-gateway-origin-host-header" ? { matchingDomain } : {}),
  };
}

export function configSchemaOf(rule: Rule): PolicyConfigSchema | undefined {
  const keys = Object.entries(keysOf(rule));
  return keys.length === 0
    ? undefined
    : { properties: Object.fromEntries(keys.map(([key, { schema }]) => [key, schema])) };
}

/** What is wrong with a rule's configuration, by name. The engine's own check of the schema lets unknown keys pass. */
export function configProblems(rule: Rule, config: Config): string[] {
  const keys = keysOf(rule);
  const known = Object.keys(keys);
  return Object.entries(config).flatMap(([key, value]) => {
    const where = `configuration of ${rule.name}: ${key}`;
    if (!Object.hasOwn(keys, key)) {
      const instead = known.length === 0 ? "leave it out; this rule takes none" : `write one of ${known.join(", ")}`;
      return [`${where}: no such key; ${instead}`];
    }
    const problem = keys[key]?.problem(value);
    return problem === undefined ? [] : [`${where}: received ${JSON.stringify(value)}; write ${problem}`];
  });
}

/** One object for all rules that nobody configured: what is made of it is made once. */
const nothing: PackConfig = {};

/** What the configuration tells; a part that is wrong tells nothing. */
export function readPackConfig(rule: Rule, config: Config): PackConfig {
  if (Object.keys(config).length === 0) {
    return nothing;
  }
  const right = (key: string): unknown =>
    keysOf(rule)[key]?.problem(config[key]) === undefined ? config[key] : undefined;
  const listed = right("policies");
  const names = right("apiDomains");
  return {
    ...(isObject(listed) ? { policies: new Map(Object.entries(listed).map(toPolicy)) } : {}),
    ...(isListOfText(names) ? { apiDomainNames: names } : {}),
    matchingDomain: right("matchingDomain") === "allow" ? "allow" : "refuse",
  };
}

function toPolicy([id, contents]: [string, unknown]): [string, CachePolicy] {
  const settings = contents as Properties;
  const seconds = (key: string, otherwise: number) => {
    const value = readNumber(settings, key);
    return value === undefined ? otherwise : value;
  };
  const name = readString(settings, "name");
  const named = typeof name === "string" ? { name } : { name: "of another stack" };
  const ttl = { min: seconds("minTtl", 0), default: seconds("defaultTtl", 86400), max: seconds("maxTtl", 31536000) };
  return [id, { ...readForwarding(named, settings, "of another stack"), ttl }];
}

function isListOfText(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
