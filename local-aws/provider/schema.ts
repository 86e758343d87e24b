import { version as awsVersion } from "@pulumi/aws/package.json";
import { version as randomVersion } from "@pulumi/random/package.json";
import { functionArguments, functionResults, ResourceProperties, resourceProperties } from "./sdk";
import { resourceTypes } from "./types";

/** The packages that the provider serves. */
export const packages = {
  aws: { name: "aws", version: awsVersion },
  awsNative: { name: "aws-native", version: "1.79.0" },
  random: { name: "random", version: randomVersion },
} as const;

export type Package = (typeof packages)[keyof typeof packages];

/** Types whose SDK is not a dependency of the repository. */
const nativeTypes: Readonly<Record<string, ResourceProperties>> = {
  "aws-native:cloudfront:Distribution": { inputs: ["distributionConfig", "tags"], computed: ["awsId", "domainName"] },
  "aws-native:cloudfront:CachePolicy": { inputs: ["cachePolicyConfig"], computed: ["awsId", "lastModifiedTime"] },
  "aws-native:cloudfront:OriginRequestPolicy": {
    inputs: ["originRequestPolicyConfig"],
    computed: ["awsId", "lastModifiedTime"],
  },
};

/** A resource type or a function that a program uses. */
export interface UsedToken {
  /** As the program has it, for example `aws:s3:Bucket`. */
  readonly token: string;
  readonly isFunction: boolean;
  /** The properties that the program sets. */
  readonly inputs: readonly string[];
  /** The properties that the program may read. */
  readonly outputs: readonly string[];
}

/**
 * The part of a package's schema that a YAML program needs, for the modeled types and for those that the program uses.
 * https://www.pulumi.com/docs/iac/using-pulumi/pulumi-packages/schema/
 */
export function schemaOf({ name, version }: Package, used: readonly UsedToken[] = []): string {
  const modeled = name === packages.awsNative.name ? Object.keys(nativeTypes) : [...resourceTypes.keys()];
  const ofPackage = (token: string): boolean => token.startsWith(`${name}:`);
  const others = used.map((one) => ({ ...one, token: fullToken(one.token) })).filter(({ token }) => ofPackage(token));
  return JSON.stringify({
    name,
    version,
    // The module of the type `aws:cloudfront/distribution:Distribution` is `cloudfront`.
    meta: { moduleFormat: "(.*)(?:/[^/]*)" },
    provider: { inputProperties: anyOf(providerInputs(name, used)) },
    resources: {
      ...Object.fromEntries(
        others.filter(({ isFunction }) => !isFunction).map((one) => [one.token, resourceSchema(one.token, one)]),
      ),
      ...Object.fromEntries(modeled.filter(ofPackage).map((token) => [token, resourceSchema(token)])),
    },
    functions: Object.fromEntries(
      others.filter(({ isFunction }) => isFunction).map((one) => [one.token, functionSchema(one)]),
    ),
  });
}

/** Packages that are bridged from Terraform have a module for each type: `aws:s3:Bucket` is `aws:s3/bucket:Bucket`. */
function fullToken(token: string): string {
  const [pkg = "", ...rest] = token.split(":");
  const [module = "", name = module] = rest;
  const isBridged = pkg !== packages.awsNative.name && !module.includes("/");
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return isBridged ? `${pkg}:${rest.length === 1 ? "index" : module}/${file}:${name}` : token;
}

function resourceSchema(token: string, used?: UsedToken): object {
  const { inputs, computed } = nativeTypes[token] ??
    resourceProperties(token) ?? { inputs: used?.inputs ?? [], computed: used?.outputs ?? [] };
  return { inputProperties: anyOf(inputs), properties: anyOf([...inputs, ...computed]) };
}

function functionSchema({ token, inputs, outputs }: UsedToken): object {
  const args = [...functionArguments(token), ...inputs];
  const results = Object.keys(functionResults(token));
  return {
    inputs: { properties: anyOf(args) },
    outputs: { properties: anyOf([...args, ...(results.length === 0 ? outputs : results)]) },
  };
}

/** The settings of a provider that the program creates. */
function providerInputs(name: string, used: readonly UsedToken[]): readonly string[] {
  const declared = resourceProperties(`${name}:index/provider:Provider`)?.inputs ?? [];
  const providers = used.filter(({ token }) => token === `pulumi:providers:${name}`);
  return [...declared, ...providers.flatMap(({ inputs }) => inputs)];
}

function anyOf(names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, { $ref: "pulumi.json#/Any" }]));
}
