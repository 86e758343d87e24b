import { readFileSync } from "node:fs";
import { Unknown } from "../policy-pack/cloudfront/maybe";
import { Resource } from "../policy-pack/cloudfront/program/resource";
import { isObject, Properties } from "../policy-pack/cloudfront/readValue";

/** The resources of a stack, as `pulumi stack export` writes them. */
export interface State {
  readonly resources: readonly Resource[];
}

interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

// How the engine marks values that are more than JSON (`sdk/go/common/resource/properties.go`).
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** @throws an error that names the file and what is wrong with it. */
export function readStateFile(file: string): State {
  try {
    return readState(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(
      `${file} is not a stack export: ${error instanceof Error ? error.message : String(error)}. Write one by pulumi stack export --show-secrets.`,
      { cause: error },
    );
  }
}

export function readState(exported: unknown): State {
  const deployment = isObject(exported) ? exported.deployment : undefined;
  if (!isObject(deployment)) {
    throw new Error("it has no deployment");
  }
  const list = Array.isArray(deployment.resources) ? (deployment.resources as ExportedResource[]) : [];
  const read = new Map<string, Resource>();
  const find = (urns: readonly string[] | null | undefined) => (): Resource[] =>
    (urns ?? []).flatMap((urn) => read.get(urn) ?? []);
  for (const { urn, type, id, inputs = {}, outputs = {}, propertyDependencies = {} } of list) {
    const values = Object.entries({ ...inputs, ...outputs, id }).map(([key, value]): [string, unknown] => [
      key,
      plain(value, key, find(propertyDependencies[key])),
    ]);
    read.set(urn, { urn, type, props: Object.fromEntries(values) });
  }
  return { resources: [...read.values()] };
}

/** What stays encrypted can't be known; `--show-secrets` writes it in the clear. */
function plain(value: unknown, path: string, sources: () => readonly Resource[]): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => plain(item, `${path}[${index}]`, sources));
  }
  if (!isObject(value)) {
    return value;
  }
  if (value[signatureKey] === secretSignature) {
    return typeof value.plaintext === "string"
      ? plain(JSON.parse(value.plaintext), path, sources)
      : new Unknown(`${path} is encrypted in the export`, sources);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, plain(inner, `${path}.${key}`, sources)]),
  );
}
