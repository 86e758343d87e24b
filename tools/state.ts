import { secretSignature, signatureKey, unknownValue } from "../local-aws/provider/signatures";
import { secretStrings } from "../policy-pack/adapter/secrets";
import { withInnerResources } from "../policy-pack/cloudFormation/innerResources";
import { Unknown } from "../policy-pack/program/maybe";
import { printable, printableLines } from "../policy-pack/program/printable";
import { distributionTypes } from "../policy-pack/cloudfront/readers/distribution";
import { Resource, resourceName } from "../policy-pack/program/resource";
import { isObject, Properties } from "../policy-pack/program/readValue";
import type { Spelling } from "./dialects/spellings";
import { WrittenResource, writtenResources } from "./writtenResources";

/** The resources of a stack, of a plan, of a template or of an account. */
export interface State {
  readonly resources: readonly StateResource[];
  /** The secret values of the resources, which no message may have. */
  readonly secrets?: readonly string[];
  /** The names in messages. @default those of Pulumi */
  readonly spelling?: Spelling;
}

export interface StateResource extends Resource {
  /** What the program sets. */
  readonly inputs?: Properties;
  /** Whether a preview replaces it. */
  readonly isReplaced?: boolean;
}

interface Placeholder {
  readonly reason: string;
  readonly resolution?: string;
}

/** What a preview writes in place of a value that it does not show. */
const placeholders: ReadonlyMap<unknown, Placeholder> = new Map<unknown, Placeholder>([
  [unknownValue, { reason: "is unknown until the stack is deployed" }],
  // The CLI hides secrets in previews even with `--show-secrets`.
  [
    "[secret]",
    {
      reason: "is a secret, which previews do not show",
      resolution: "Use pulumi stack export --show-secrets after deployment.",
    },
  ],
]);

/** Reads the output of `pulumi stack export` or `pulumi preview --json`. */
export function readState(written: unknown): State {
  const read = new Map<string, StateResource>();
  const find = (urns: readonly string[] | null | undefined) => (): Resource[] =>
    (urns ?? []).flatMap((urn) => read.get(urn) ?? []);
  const resources = writtenResources(written);
  for (const { urn, type, values, inputs, custom, isReplaced, propertyDependencies = {} } of resources) {
    const owner = distributionTypes.has(type) ? "" : `${resourceName({ urn })}.`;
    const plainValues = (properties: Properties): Properties =>
      Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [
          key,
          plain(value, `${owner}${key}`, find(propertyDependencies[key])),
        ]),
      );
    read.set(urn, {
      urn: printable(urn),
      type,
      props: plainValues(values),
      inputs: plainValues(inputs),
      isComponent: custom !== true,
      ...(isReplaced === undefined ? {} : { isReplaced }),
    });
  }
  return { resources: withInnerResources(read), secrets: resources.flatMap(secretsOf) };
}

/** Inputs mark single values. One secret in a list can make all outputs of the property a secret. */
function secretsOf({ values, inputs }: WrittenResource): string[] {
  return secretsIn(Object.keys(inputs).length === 0 ? values : inputs);
}

function secretsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const plaintext: unknown = Reflect.get(value, signatureKey) === secretSignature && Reflect.get(value, "plaintext");
  return typeof plaintext === "string"
    ? secretStrings(JSON.parse(plaintext), true)
    : Object.values(value).flatMap(secretsIn);
}

function plain(value: unknown, path: string, sources: () => readonly Resource[]): unknown {
  const placeholder = placeholders.get(value);
  if (placeholder !== undefined) {
    const isUnknown = value === unknownValue;
    return new Unknown(`${path} ${placeholder.reason}`, isUnknown ? sources : undefined, placeholder);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => plain(item, `${path}[${index}]`, sources));
  }
  if (typeof value === "string") {
    return printableLines(value);
  }
  if (!isObject(value) || value instanceof Unknown) {
    return value;
  }
  if (value[signatureKey] === secretSignature) {
    // `--show-secrets` adds the plaintext; without it the value is unknown.
    return typeof value.plaintext === "string"
      ? plain(JSON.parse(value.plaintext), path, sources)
      : new Unknown(`${path} is encrypted in the export`, undefined, { resolution: "Export with --show-secrets." });
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, plain(inner, `${path}.${key}`, sources)]),
  );
}
