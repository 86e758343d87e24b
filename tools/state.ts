import { readFileSync } from "node:fs";
import { secretSignature, signatureKey, unknownValue } from "../local-aws/provider/signatures";
import { Unknown } from "../policy-pack/program/maybe";
import { Resource } from "../policy-pack/program/resource";
import { isObject, Properties } from "../policy-pack/program/readValue";
import { previewedResources, Step } from "./previewedResources";

/** The resources of a stack, as `pulumi stack export` or `pulumi preview --json` writes them. */
export interface State {
  readonly resources: readonly Resource[];
}

/** A resource with its values as the engine writes them. */
export interface WrittenResource {
  readonly urn: string;
  readonly type: string;
  readonly values: Properties;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

interface ExportedResource extends Omit<WrittenResource, "values"> {
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
}

/** Texts that a preview writes where a value is not to be had. */
const standIns: ReadonlyMap<unknown, string> = new Map([
  [unknownValue, "is known only once the stack is up"],
  // The CLI writes no secret into a preview, whatever its `--show-secrets` says.
  ["[secret]", "is a secret, which a preview does not show"],
]);

/** @throws an error that names the file and what is wrong with it. */
export function readStateFile(file: string): State {
  try {
    return readState(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(
      `${file} is neither a stack export nor a preview: ${error instanceof Error ? error.message : String(error)}. ` +
        "Write one by pulumi stack export --show-secrets, or by pulumi preview --json --show-sames.",
      { cause: error },
    );
  }
}

export function readState(written: unknown): State {
  const read = new Map<string, Resource>();
  const find = (urns: readonly string[] | null | undefined) => (): Resource[] =>
    (urns ?? []).flatMap((urn) => read.get(urn) ?? []);
  for (const { urn, type, values, propertyDependencies = {} } of writtenResources(written)) {
    const props = Object.entries(values).map(([key, value]): [string, unknown] => [
      key,
      plain(value, key, find(propertyDependencies[key])),
    ]);
    read.set(urn, { urn, type, props: Object.fromEntries(props) });
  }
  return { resources: [...read.values()] };
}

function writtenResources(written: unknown): WrittenResource[] {
  const { deployment, steps, changeSummary } = isObject(written) ? written : {};
  if (isObject(deployment)) {
    const list = Array.isArray(deployment.resources) ? (deployment.resources as ExportedResource[]) : [];
    return list.map(({ inputs, outputs, id, ...rest }) => ({ ...rest, values: { ...inputs, ...outputs, id } }));
  }
  if (Array.isArray(steps)) {
    return previewedResources(steps as Step[], isObject(changeSummary) ? changeSummary : {});
  }
  throw new Error("it has neither a deployment nor steps");
}

function plain(value: unknown, path: string, sources: () => readonly Resource[]): unknown {
  const standIn = standIns.get(value);
  if (standIn !== undefined) {
    return new Unknown(`${path} ${standIn}`, sources);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => plain(item, `${path}[${index}]`, sources));
  }
  if (!isObject(value) || value instanceof Unknown) {
    return value;
  }
  if (value[signatureKey] === secretSignature) {
    // What stays encrypted can't be known; `--show-secrets` writes it in the clear.
    return typeof value.plaintext === "string"
      ? plain(JSON.parse(value.plaintext), path, sources)
      : new Unknown(`${path} is encrypted in the export`, sources);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, plain(inner, `${path}.${key}`, sources)]),
  );
}
