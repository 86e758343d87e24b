import { CachePolicy } from "../cloudfront/model";
import { readCachePolicy } from "../cloudfront/readers/policies";
import { isObject, Properties } from "../program/readValue";
import { Setting } from "./rule";

const apiDomains: Setting = {
  schema: {
    type: "array",
    items: { type: "string" },
    description: "Custom domain names of API Gateway that other stacks own, e.g. api.example.com.",
  },
  expected: 'a list of domain names, e.g. ["api.example.com"]',
  read: (value) => (isListOfDomainNames(value) ? { apiDomainNames: value } : undefined),
};

const otherDomains: Setting = {
  schema: {
    type: "array",
    items: { type: "string" },
    description: "Domain names of servers that are not API Gateway, e.g. shop.example.com or *.internal.example.com.",
  },
  expected: 'a list of domain names, e.g. ["shop.example.com"]',
  read: (value) => (isListOfDomainNames(value) ? { otherDomainNames: value } : undefined),
};

const policies: Setting = {
  schema: {
    type: "object",
    description:
      "Contents of cache policies and origin request policies that other stacks own, by ID: headersConfig, cookiesConfig and queryStringsConfig as in the resource, and minTtl, defaultTtl and maxTtl of a cache policy.",
    additionalProperties: { type: "object" },
  },
  expected:
    'policies by ID, e.g. {"<id>": {"headersConfig": {"headerBehavior": "whitelist", "headers": {"items": ["Accept"]}}}}',
  read: (value) =>
    isObject(value) && Object.values(value).every((policy) => isObject(policy) && isObject(policy.headersConfig))
      ? { policies: new Map(Object.entries(value).map(toPolicy)) }
      : undefined,
};

/** The settings of every rule that recognizes API origins or policies from the distribution's inputs. */
export const otherStacks = { apiDomains, otherDomains, policies };

export const whenUnknown: Setting = {
  schema: {
    type: "string",
    enum: ["advise", "refuse"],
    default: "advise",
    description:
      "Whether a behavior may forward Host to a domain name of an unknown service, which apiDomains and otherDomains do not list.",
  },
  expected: '"advise" or "refuse"',
  read: (value) => (value === "advise" || value === "refuse" ? { whenUnknown: value } : undefined),
};

export const matchingDomain: Setting = {
  schema: {
    type: "string",
    enum: ["refuse", "allow"],
    default: "refuse",
    description:
      "Whether a behavior may forward Host to a regional custom domain that covers every alias of the distribution, which is the only case that works.",
  },
  expected: '"refuse" or "allow"',
  read: (value) => (value === "refuse" || value === "allow" ? { matchingDomain: value } : undefined),
};

function toPolicy([id, contents]: [string, unknown]): [string, CachePolicy] {
  const settings = contents as Properties;
  return [id, readCachePolicy(settings, settings, "of another stack")];
}

const domainName = /^(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*\.?$/i;

function isListOfDomainNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string" && domainName.test(item));
}
