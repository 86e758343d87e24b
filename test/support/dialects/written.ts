import fc from "fast-check";
import { unknownValue } from "../../../local-aws/provider/signatures";
import { isObject, Properties } from "../../../policy-pack/program/readValue";
import { readState, State } from "../../../tools/state";
import { Declared, DeclaredResource, operate, output, Output, resolve, sourcesOf, urnOf } from "../declared";
import { randomPrograms } from "../randomPrograms";
import { Described, propertiesFor } from "../shapes";

const distributionType = "aws:cloudfront/distribution:Distribution";

/** A resource whose outputs can be anything. */
const anything: DeclaredResource = {
  type: "pulumi-nodejs:dynamic:Resource",
  name: "anything",
  inputs: {},
  computed: { any: "" },
};

/**
 * A random distribution, the last resource, with its policies. Everything else is literal or a part of `anything`.
 * Undefined for another type of distributions and for policies that are not literal: `filter` would draw the same program again and again.
 */
export const randomDistributions: fc.Arbitrary<Declared | undefined> = fc
  .record({ program: randomPrograms, unknown: fc.array(fc.nat(9999), { maxLength: 2 }) })
  .map(({ program, unknown }) => {
    if (program.at(-1)?.type !== distributionType) {
      return undefined;
    }
    const policies = program.filter(({ type }) => type.endsWith("Policy"));
    if (policies.some(({ inputs }) => sourcesOf(inputs).length > 0)) {
      return undefined;
    }
    const names = policies.map(({ name }) => name);
    const values = new Map(operate(program, () => false).map(({ declared, outputs }) => [declared.name, outputs]));
    const distribution = program.at(-1)!;
    const inputs = resolve(distribution.inputs, (value) =>
      value.sources.every(([name]) => names.includes(name))
        ? value
        : value.compute(...value.sources.map(([name, property]) => values.get(name)?.[property])),
    );
    const paths = leavesOf(inputs);
    const wrapped = unknown.reduce<unknown>((before, at) => wrap(before, paths[at % paths.length] ?? []), inputs);
    return [
      anything,
      ...policies.map(asPolicyOfAws),
      { ...distribution, inputs: withoutUnusedTtl(asAws(wrapped)) as Properties },
    ];
  });

/** Policies of both providers have the same contents. */
export function asPolicyOfAws({ type, name, inputs }: DeclaredResource): DeclaredResource {
  const kind = type.endsWith("OriginRequestPolicy") ? "OriginRequestPolicy" : "CachePolicy";
  const property = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
  const config = inputs[`${property}Config`] ?? inputs;
  return {
    type: `aws:cloudfront/${property}:${kind}`,
    name,
    inputs: resolveLists(config) as Properties,
    computed: { id: `id-of-${name}` },
  };
}

/** `aws` has a list in `items`, aws-native has only the list. */
function resolveLists(config: unknown, isItems = false): unknown {
  if (Array.isArray(config)) {
    return isItems ? config : { items: config };
  }
  return isObject(config)
    ? Object.fromEntries(Object.entries(config).map(([key, inner]) => [key, resolveLists(inner, key === "items")]))
    : config;
}

/** The IDs of policies of both providers, as the one of `aws`. */
function asAws(value: unknown): unknown {
  return resolve(value, (one) => (one.sources[0]?.[1] === "awsId" ? output(one.sources[0][0], "id") : one));
}

/** Only aws-native sends TTLs next to a cache policy. */
function withoutUnusedTtl(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutUnusedTtl);
  }
  if (!isObject(value) || value instanceof Output) {
    return value;
  }
  const { minTtl, defaultTtl, maxTtl, ...others } = value;
  const ttl = value.cachePolicyId === undefined ? { minTtl, defaultTtl, maxTtl } : {};
  return Object.fromEntries(
    Object.entries({ ...others, ...ttl })
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, withoutUnusedTtl(inner)]),
  );
}

function leavesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  return typeof value !== "object" || value === null || value instanceof Output
    ? [path]
    : Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

function wrap(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) {
    return value instanceof Output ? value : new Output([[anything.name, "any"]], () => value);
  }
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === key ? wrap(item, rest) : (item as unknown)))
    : { ...(value as object), [key]: wrap((value as Properties)[key], rest) };
}

/** The program with the distribution as a resource of aws-native. */
export function asNative(program: Declared): Declared {
  return program.map((resource) =>
    resource.type === distributionType
      ? {
          ...resource,
          type: "aws-native:cloudfront:Distribution",
          inputs: withNativeNames(propertiesFor("native", resource.inputs as unknown as Described)) as Properties,
        }
      : resource,
  );
}

const nativeNames: Readonly<Record<string, string>> = {
  cloudfrontDefaultCertificate: "cloudFrontDefaultCertificate",
  lambdaArn: "lambdaFunctionArn",
};

function withNativeNames(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withNativeNames);
  }
  return isObject(value) && !(value instanceof Output)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [nativeNames[key] ?? key, withNativeNames(inner)]))
    : value;
}

/** A stack as a preview, or after the deployment. */
export function pulumiState(program: Declared, isPreview: boolean): State {
  const urns = new Map(program.map((resource) => [resource.name, urnOf(resource)]));
  const steps = operate(program, () => isPreview).map(({ declared, inputs, outputs }) => {
    const propertyDependencies = Object.fromEntries(
      Object.entries(declared.inputs).map(([key, value]) => [
        key,
        sourcesOf(value).flatMap((name) => urns.get(name) ?? []),
      ]),
    );
    const state = { urn: urnOf(declared), type: declared.type, custom: true, inputs, propertyDependencies };
    const exists = { ...state, id: outputs.id, outputs };
    return outputs.id === unknownValue || outputs.id === undefined
      ? { op: "create", newState: state }
      : { op: "same", newState: exists, oldState: exists };
  });
  return readState({ steps, changeSummary: {} });
}
