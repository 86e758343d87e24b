import * as pulumi from "@pulumi/pulumi";
import { resourceTypes } from "../../local-aws/provider/types";
import { isObject, Properties } from "../../policy-pack/program/readValue";
import { Declared, DeclaredResource, Output, resolve } from "./declared";

/** Whether the local AWS has the type of each resource of a program. */
export function isModeled(program: Declared): boolean {
  return program.every(({ type }) => resourceTypes.has(type));
}

/** Several programs as one, in which the names of each begin with a prefix, and each has its own domain names. */
export function combined(programs: readonly Declared[]): Declared {
  return programs.flatMap((program, index) => {
    const rename = (name: string): string => `p${index}-${name}`;
    return program.map((resource) => ({
      ...resource,
      name: rename(resource.name),
      inputs: inputsIn(`p${index}`, resource.inputs, rename),
    }));
  });
}

function inputsIn(label: string, inputs: Properties, rename: (name: string) => string): Properties {
  const ownNames = (value: unknown): unknown =>
    typeof value === "string" ? value.replaceAll("example.com", `${label}.example.com`) : value;
  const renamed = resolve(inputs, ({ sources, compute }) => {
    const own = sources.map(([name, property]) => [rename(name), property] as const);
    return new Output(own, compute);
  });
  return mapStrings(renamed, ownNames) as Properties;
}

function mapStrings(value: unknown, change: (text: unknown) => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => mapStrings(item, change));
  }
  return isObject(value) && !(value instanceof Output)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapStrings(inner, change)]))
    : change(value);
}

class Created extends pulumi.CustomResource {
  constructor({ type, name }: DeclaredResource, inputs: pulumi.Inputs, outputs: readonly string[]) {
    super(type, name, { ...Object.fromEntries(outputs.map((property) => [property, undefined])), ...inputs });
  }
}

/** A program for the engine that creates the resources. */
export function engineProgram(program: Declared): () => Promise<Record<string, unknown>> {
  return () => {
    const created = new Map<string, Created>();
    const outputOf = ({ sources, compute }: Output): pulumi.Output<unknown> =>
      pulumi
        .all(sources.map(([name, property]): unknown => Reflect.get(created.get(name) ?? {}, property)))
        .apply((values) => compute(...values));
    for (const resource of program) {
      const inputs = resolve(resource.inputs, outputOf) as pulumi.Inputs;
      created.set(resource.name, new Created(resource, inputs, propertiesUsedOf(resource.name, program)));
    }
    return Promise.resolve({});
  };
}

/** The outputs of a resource that the program uses. */
function propertiesUsedOf(name: string, program: Declared): readonly string[] {
  const used: string[] = [];
  for (const { inputs } of program) {
    resolve(inputs, ({ sources }) => {
      used.push(...sources.flatMap(([source, property]) => (source === name && property !== "id" ? [property] : [])));
      return undefined;
    });
  }
  return used;
}
