import { Account, JsonObject } from "../../local-aws/aws/account";
import { PlannedResource, ResourceType } from "../../local-aws/provider/resourceType";
import { Resources } from "../../local-aws/provider/resources";
import { unknownValue } from "../../local-aws/provider/signatures";
import { resourceTypes } from "../../local-aws/provider/types";
import { hasUnknown } from "../../local-aws/provider/values";
import { isObject, Properties } from "../../policy-pack/program/readValue";
import { region } from "./account";

/** A program as data, which the pack's rules check in this process. */
export type Declared = readonly DeclaredResource[];

export interface DeclaredResource {
  readonly type: string;
  readonly name: string;
  /** Values inside can be outputs of earlier resources. */
  readonly inputs: Properties;
  /** Outputs that the local AWS does not compute, or not for this resource. */
  readonly computed?: Properties;
}

/** A value that a program computes from outputs of its resources. */
export class Output {
  constructor(
    /** The names of the resources, and of their properties. */
    readonly sources: readonly (readonly [resource: string, property: string])[],
    readonly compute: (...values: unknown[]) => unknown,
  ) {}
}

export function output(resource: string, property: string, compute = (value: string): unknown => value): Output {
  return new Output([[resource, property]], (value) => compute(String(value)));
}

export function urnOf({ type, name }: Pick<DeclaredResource, "type" | "name">): string {
  return `urn:pulumi:stack::project::${type}::${name}`;
}

/** The names of the resources that the values inside a value are outputs of. */
export function sourcesOf(value: unknown): readonly string[] {
  if (value instanceof Output) {
    return value.sources.map(([name]) => name);
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sourcesOf) : [];
}

/** Values with each output replaced. */
export function resolve(value: unknown, replace: (output: Output) => unknown): unknown {
  if (value instanceof Output) {
    return replace(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => resolve(item, replace));
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, replace)]))
    : value;
}

/** A resource in one operation of the engine. Unknown values are the engine's placeholder. */
export interface Operated {
  readonly declared: DeclaredResource;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
}

/**
 * Operates on the resources in order. The local AWS computes the outputs, and rejects nothing.
 * @param isPreviewed whether a resource does not exist yet, so that its outputs are unknown
 */
export function operate(program: Declared, isPreviewed: (name: string) => boolean): readonly Operated[] {
  const account = new Account();
  let ofProvider = region;
  const resources = new Resources(account, () => ofProvider, "nested");
  const outputs = new Map<string, JsonObject>();
  const previewed = new Set<string>();
  // For the SDK, an output that the provider leaves out of a preview is unknown.
  const missing = (name: string): string | undefined => (previewed.has(name) ? unknownValue : undefined);
  return program.map((declared) => {
    const { type, name, computed } = declared;
    // An explicit provider can have another region, which is known in a preview.
    ofProvider = typeof computed?.region === "string" ? computed.region : region;
    const inputs = resolve(declared.inputs, ({ sources, compute }) => {
      const values = sources.map(([source, property]) => outputs.get(source)?.[property] ?? missing(source));
      return values.includes(unknownValue) ? unknownValue : compute(...values);
    }) as JsonObject;
    const definition = resourceTypes.get(type) as ResourceType | undefined;
    // A resource that refers to a new one does not exist either.
    const isNew = isPreviewed(name) || hasUnknown(inputs);
    const own =
      definition === undefined
        ? withOutputs(inputs, { id: `${name}-id`, ...computed }, isNew)
        : modeled(resources, account, declared, inputs, isNew ? undefined : definition);
    const complete = { ...own, ...(isNew ? {} : (computed as JsonObject)) };
    outputs.set(name, complete);
    if (isNew) {
      previewed.add(name);
    }
    return { declared, inputs, outputs: complete };
  });
}

function withOutputs(inputs: JsonObject, computed: JsonObject, isPreviewed: boolean): JsonObject {
  const unknown = Object.fromEntries(Object.keys(computed).map((key) => [key, unknownValue]));
  return { ...(isPreviewed ? unknown : computed), ...inputs };
}

/** @param definition the type of a resource that exists */
function modeled(
  resources: Resources,
  account: Account,
  { type, name }: DeclaredResource,
  inputs: JsonObject,
  definition: ResourceType | undefined,
): JsonObject {
  const checked = resources.check(type, inputs, {}, `${name}-0000000`);
  if (definition === undefined) {
    return resources.preview(type, checked, undefined);
  }
  const token = (length: number) => Buffer.from(name).toString("hex").padEnd(64, "0").slice(0, length);
  const planned: PlannedResource = { id: "", token, region: (inputs.region as string | undefined) ?? region, account };
  const id = definition.id(checked, planned);
  account.put({ type, id, seed: name, inputs: checked, outputs: {} });
  const key = definition.keyedByImportId === true ? (definition.importId?.(checked, id) ?? id) : id;
  account.put({ type, id, seed: name, inputs: checked, outputs: {}, ...(key === id ? {} : { key }) });
  return resources.preview(type, checked, { id, olds: checked });
}
