import { Unknown } from "../policy-pack/program/maybe";
import { Properties } from "../policy-pack/program/readValue";
import type { WrittenResource } from "./state";

/** One step of `pulumi preview --json`. */
export interface Step {
  readonly op: string;
  /** Absent if the resource will be deleted. */
  readonly newState?: PreviewedResource;
  readonly oldState?: PreviewedResource;
}

interface PreviewedResource extends Omit<WrittenResource, "values" | "inputs"> {
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
}

const replacements = new Set(["replace", "create-replacement"]);

/**
 * The resources as planned. A preview contains only their inputs; outputs that AWS computed before are assumed unchanged.
 * @throws an error if the preview omits unchanged resources.
 */
export function previewedResources(steps: readonly Step[], changes: Properties): WrittenResource[] {
  const shown = steps.filter(({ op }) => op === "same").length;
  if (typeof changes.same === "number" && changes.same > shown) {
    throw new Error(`unchanged resources are missing (${changes.same - shown})`);
  }
  return steps.flatMap(({ op, newState, oldState }) => {
    if (newState === undefined) {
      return [];
    }
    const { urn, type, custom, propertyDependencies, inputs = {} } = newState;
    const before = op === "replace" ? undefined : oldState;
    const id = newState.id ?? before?.id ?? new Unknown("id is unknown until the stack is deployed");
    const values = { ...computed(before), ...inputs, id };
    const dependencies = propertyDependencies === undefined ? {} : { propertyDependencies };
    const replaced = replacements.has(op) ? { isReplaced: true } : {};
    return [{ urn, type, values, inputs, ...(custom === undefined ? {} : { custom }), ...dependencies, ...replaced }];
  });
}

/** The outputs without the inputs: an input that the program no longer sets must not keep its earlier value. */
function computed({ inputs = {}, outputs = {} }: Partial<PreviewedResource> = {}): Properties {
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => !Object.hasOwn(inputs, key)));
}
