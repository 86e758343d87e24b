import { Unknown } from "../policy-pack/program/maybe";
import { isObject, Properties } from "../policy-pack/program/readValue";

/** A resource with its values in the engine's encoding. */
export interface WrittenResource {
  readonly urn: string;
  readonly type: string;
  readonly values: Properties;
  readonly inputs: Properties;
  /** Whether a provider manages it. Otherwise it is a component. */
  readonly custom?: boolean;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly isReplaced?: boolean;
}

/** A resource as the CLI prints it. */
interface PrintedResource extends Omit<WrittenResource, "values" | "inputs" | "isReplaced"> {
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
  /** Whether a replacement exists, and the next update deletes this resource. It has the replacement's URN. */
  readonly delete?: boolean;
}

/** One step of `pulumi preview --json`. */
interface Step {
  readonly op: string;
  /** Absent if the resource will be deleted. */
  readonly newState?: PrintedResource;
  readonly oldState?: PrintedResource;
}

const replacements = new Set(["replace", "create-replacement"]);

/** The resources in the output of `pulumi stack export` or `pulumi preview --json`. */
export function writtenResources(written: unknown): WrittenResource[] {
  const { deployment, steps, changeSummary } = isObject(written) ? written : {};
  if (isObject(deployment)) {
    return exportedResources(Array.isArray(deployment.resources) ? (deployment.resources as PrintedResource[]) : []);
  }
  if (Array.isArray(steps)) {
    return previewedResources(steps as Step[], isObject(changeSummary) ? changeSummary : {});
  }
  throw new Error("its content has an unknown form");
}

function exportedResources(resources: readonly PrintedResource[]): WrittenResource[] {
  return resources
    .filter((resource) => resource.delete !== true)
    .map(({ inputs = {}, outputs, id, ...rest }) => ({ ...rest, values: { ...inputs, ...outputs, id }, inputs }));
}

/**
 * The resources as planned. A preview contains only their inputs; outputs that AWS computed before are assumed unchanged.
 * @throws an error if the preview omits unchanged resources.
 */
function previewedResources(steps: readonly Step[], changes: Properties): WrittenResource[] {
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
function computed({ inputs = {}, outputs = {} }: Partial<PrintedResource> = {}): Properties {
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => !Object.hasOwn(inputs, key)));
}
