import { Unknown } from "../policy-pack/program/maybe";
import { Properties } from "../policy-pack/program/readValue";
import type { WrittenResource } from "./state";

/** One step of `pulumi preview --json`. */
export interface Step {
  readonly op: string;
  /** Absent where the resource goes. */
  readonly newState?: PreviewedResource;
  readonly oldState?: PreviewedResource;
}

interface PreviewedResource extends Omit<WrittenResource, "values"> {
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
}

/**
 * The resources as they would become. A preview writes their inputs alone; what AWS computed before stays as it was.
 * @throws an error where the preview leaves out what does not change.
 */
export function previewedResources(steps: readonly Step[], changes: Properties): WrittenResource[] {
  const shown = steps.filter(({ op }) => op === "same").length;
  if (typeof changes.same === "number" && changes.same > shown) {
    throw new Error(`it leaves out what does not change, ${changes.same - shown} of the stack's resources`);
  }
  return steps.flatMap(({ op, newState, oldState }) => {
    if (newState === undefined) {
      return [];
    }
    const { urn, type, propertyDependencies, inputs = {} } = newState;
    const before = op === "replace" ? undefined : oldState;
    const id = newState.id ?? before?.id ?? new Unknown("id is known only once the stack is up");
    const values = { ...computed(before), ...inputs, id };
    return [{ urn, type, values, ...(propertyDependencies === undefined ? {} : { propertyDependencies }) }];
  });
}

/** What is not an input: an input that the program no longer gives is gone, not as it was. */
function computed({ inputs = {}, outputs = {} }: Partial<PreviewedResource> = {}): Properties {
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => !Object.hasOwn(inputs, key)));
}
