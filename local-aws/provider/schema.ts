import { version as awsVersion } from "@pulumi/aws/package.json";
import { version as randomVersion } from "@pulumi/random/package.json";
import { readFileSync } from "node:fs";
import { resourceTypes } from "./types";

/** The packages that the provider serves. */
export const packages = {
  aws: { name: "aws", version: awsVersion },
  awsNative: { name: "aws-native", version: "1.79.0" },
  random: { name: "random", version: randomVersion },
} as const;

export type Package = (typeof packages)[keyof typeof packages];

interface PropertyNames {
  readonly inputs: readonly string[];
  /** Properties that are outputs only. */
  readonly computed: readonly string[];
}

/** Types whose SDK is not a dependency of the repository. */
const nativeTypes: Readonly<Record<string, PropertyNames>> = {
  "aws-native:cloudfront:Distribution": { inputs: ["distributionConfig", "tags"], computed: ["awsId", "domainName"] },
  "aws-native:cloudfront:CachePolicy": { inputs: ["cachePolicyConfig"], computed: ["awsId", "lastModifiedTime"] },
  "aws-native:cloudfront:OriginRequestPolicy": {
    inputs: ["originRequestPolicyConfig"],
    computed: ["awsId", "lastModifiedTime"],
  },
};

/** The part of a package's schema that a YAML program needs. https://www.pulumi.com/docs/iac/using-pulumi/pulumi-packages/schema/ */
export function schemaOf({ name, version }: Package): string {
  const ofPackage = [...resourceTypes.keys()].filter((token) => token.startsWith(`${name}:`));
  const tokens = name === packages.awsNative.name ? Object.keys(nativeTypes) : ofPackage;
  return JSON.stringify({
    name,
    version,
    // The module of the type `aws:cloudfront/distribution:Distribution` is `cloudfront`.
    meta: { moduleFormat: "(.*)(?:/[^/]*)" },
    resources: Object.fromEntries(tokens.map((token) => [token, resourceSchema(token)])),
  });
}

function resourceSchema(token: string): object {
  const { inputs, computed } = nativeTypes[token] ?? sdkProperties(token);
  return { inputProperties: anyOf(inputs), properties: anyOf([...inputs, ...computed]) };
}

function anyOf(names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, { $ref: "pulumi.json#/Any" }]));
}

/**
 * The properties that the class of the Node.js SDK declares: its constructor copies each input from `args` and sets each
 * output to `undefined`.
 * @param token `aws:cloudfront/distribution:Distribution` has the file `@pulumi/aws/cloudfront/distribution.js`
 */
export function sdkProperties(token: string): PropertyNames {
  const [pkg = "", path = ""] = token.split(":");
  const source = readFileSync(require.resolve(`@pulumi/${pkg}/${path.replace("index/", "")}`), "utf8");
  const assignments = [...source.matchAll(/^ *resourceInputs\["(\w+)"\] = (.*);$/gm)];
  const named = (pattern: RegExp) =>
    assignments.filter(([, , value = ""]) => pattern.test(value)).map(([, name = ""]) => name);
  return { inputs: named(/\bargs\b/), computed: named(/^undefined \/\*out\*\/$/) };
}
