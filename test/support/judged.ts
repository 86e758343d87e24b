import { PolicyResource } from "@pulumi/policy";
import { JsonObject } from "../../local-aws/aws/account";
import { hasUnknown } from "../../local-aws/provider/values";
import { secretSignature, signatureKey, unknownValue } from "../../local-aws/provider/signatures";
import { Run } from "../../policy-pack/adapter/run";
import { PackConfig, indexProgram } from "../../policy-pack/program/programIndex";
import { resourceName } from "../../policy-pack/program/resource";
import { distributionTypes, readDistribution } from "../../policy-pack/cloudfront/readers/distribution";
import { rules } from "../../policy-pack/rules";
import { RoutedDistribution, routeDistribution } from "../../policy-pack/findings/routedDistribution";
import { Finding, Rule } from "../../policy-pack/findings/rule";
import { readState } from "../../tools/state";
import { Declared, operate, Operated, sourcesOf, urnOf } from "./declared";

/** A finding of a rule for a distribution of a program. */
export interface Judged extends Finding {
  readonly rule: Rule;
  readonly distribution: string;
  /** Whether it comes from the distribution's inputs, before the program has run. */
  readonly isFromInputs?: true;
}

/** The part of a program that is known in an operation of the engine. */
export interface View {
  readonly title: string;
  /** Whether a resource does not exist before the operation. Without it, all of them exist. */
  readonly isNew?: (name: string) => boolean;
  /** How the provider writes a property with an unknown value inside. The default is `nested`. */
  readonly previewForm?: "nested" | "collapsed" | "dropped";
  /** Whether `--target` or `--exclude` skips the creation of a resource. */
  readonly isSkipped?: (name: string) => boolean;
}

/** The findings of both phases of a preview or an update, by the pack's own adapter. */
export function judge(program: Declared, view: View, config: PackConfig = {}): Judged[] {
  const { isNew = () => false, isSkipped = () => false } = view;
  const run = new Run();
  const operated = operate(program, (name) => isNew(name) || isSkipped(name));
  const fromInputs = operated.flatMap(({ declared, inputs }) => {
    const { type } = declared;
    const props = passed(inputs);
    run.rememberInputs(urnOf(declared), props);
    return run.resources(type, urnOf(declared), props).flatMap((resource) => {
      const distribution = run.distribution(resource, props, config);
      return distribution === undefined ? [] : judgeOne(resourceName(resource), distribution);
    });
  });
  const stack = run.stack(asPassed(operated, view)).distributions(config);
  const fromProgram = stack.flatMap(({ resource, distribution }) => judgeOne(resourceName(resource), distribution));
  const certain = fromInputs.filter(({ kind }) => kind === "violation");
  return [...certain.map((one) => ({ ...one, isFromInputs: true as const })), ...fromProgram];
}

/** The findings for an exported state in which some values are encrypted. */
export function judgeState(
  program: Declared,
  isEncrypted: (value: unknown) => boolean = () => false,
  config: PackConfig = {},
): Judged[] {
  const resources = operate(program, () => false).map(({ declared, inputs, outputs }) => ({
    urn: urnOf(declared),
    type: declared.type,
    inputs: encryptParts(inputs, isEncrypted),
    // The engine encrypts properties, and never the ID.
    id: outputs.id,
    outputs: encryptParts(outputs, isEncrypted),
    propertyDependencies: dependenciesOf(declared.inputs, program),
  }));
  const read = readState({ deployment: { resources } }).resources;
  const index = indexProgram(read, config);
  return read.flatMap(({ type, urn, props }) => {
    const distribution = distributionTypes.has(type) ? readDistribution(type, props) : undefined;
    return distribution === undefined
      ? []
      : judgeOne(urn.split("::").at(-1) ?? "", routeDistribution(distribution, index, urn));
  });
}

/** The findings of all rules for one distribution. */
export function judgeOne(name: string, distribution: RoutedDistribution): Judged[] {
  return rules.flatMap((rule) => rule.check(distribution).map((finding) => ({ ...finding, rule, distribution: name })));
}

/** The resources of the stack phase. */
function asPassed(operated: readonly Operated[], { previewForm, isSkipped }: View): PolicyResource[] {
  const passedBefore = new Map<string, PolicyResource>();
  return operated.map(({ declared, outputs }) => {
    const { type, name } = declared;
    const props = isSkipped?.(name) === true ? {} : passed(written(outputs, previewForm));
    const propertyDependencies = Object.fromEntries(
      Object.entries(declared.inputs).map(([key, value]) => [
        key,
        [...new Set(sourcesOf(value))].flatMap((source) => passedBefore.get(source) ?? []),
      ]),
    );
    const resource = {
      type,
      urn: urnOf(declared),
      name,
      props,
      propertyDependencies,
      // A resource without a provider is a component.
      provider: {},
    } as unknown as PolicyResource;
    passedBefore.set(name, resource);
    return resource;
  });
}

function written(outputs: JsonObject, form: View["previewForm"] = "nested"): JsonObject {
  if (form === "nested") {
    return outputs;
  }
  const entries = Object.entries(outputs).map(([key, value]) => [key, hasUnknown(value) ? unknownValue : value]);
  return Object.fromEntries(
    form === "dropped" ? entries.filter(([, value]) => value !== unknownValue) : entries,
  ) as JsonObject;
}

function dependenciesOf(inputs: object, program: Declared): Record<string, string[]> {
  const urns = new Map(program.map((resource) => [resource.name, urnOf(resource)]));
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key, sourcesOf(value).flatMap((name) => urns.get(name) ?? [])]),
  );
}

/** Values as the SDK passes them to a policy: reading an unknown one throws. */
function passed(value: unknown): object {
  const copy: object = Array.isArray(value) ? [] : {};
  for (const [key, inner] of Object.entries(value as object)) {
    const isUnknown = inner === unknownValue;
    Object.defineProperty(copy, key, {
      enumerable: true,
      configurable: true,
      ...(isUnknown
        ? {
            get: () => {
              throw new Error(`${key} is unknown during preview`);
            },
          }
        : { value: typeof inner === "object" && inner !== null ? passed(inner) : (inner as unknown), writable: true }),
    });
  }
  return copy;
}

function encryptParts(props: JsonObject, isEncrypted: (value: unknown) => boolean): object {
  return Object.fromEntries(Object.entries(props).map(([key, value]) => [key, encrypt(value, isEncrypted)]));
}

function encrypt(value: unknown, isEncrypted: (value: unknown) => boolean): unknown {
  if (isEncrypted(value)) {
    return { [signatureKey]: secretSignature, ciphertext: "v1:encrypted" };
  }
  if (Array.isArray(value)) {
    return value.map((item) => encrypt(item, isEncrypted));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encrypt(inner, isEncrypted)]))
    : value;
}
