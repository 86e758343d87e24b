import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Program as EngineProgram } from "../../local-aws/engine/project";
import { examples } from "../../scripts/ruleExamples";
import { Example, Program, Properties, Reference, Value } from "../../scripts/ruleExamples/program";
import { Declared, Output, output } from "./declared";

type Constructor = new (name: string, args: Record<string, unknown>) => pulumi.CustomResource;

/** The rules in the order of the pack. */
export const rulesWithExample = Object.keys(examples);

/** A program that violates rules, each with a distribution of the rule's name. */
export function breaking(...rules: readonly string[]): EngineProgram {
  return engineProgram("before", rules);
}

/** The same program with the fixes. */
export function fixing(...rules: readonly string[]): EngineProgram {
  return engineProgram("after", rules);
}

function engineProgram(state: keyof Example, rules: readonly string[]): EngineProgram {
  return () => {
    createResources(examplesInOneProgram(state, rules));
    return Promise.resolve({});
  };
}

/**
 * The examples of rules in one program: each distribution has its rule's name, other resources `<rule>-<name>`.
 * @param rules all of them if there are none
 */
export function examplesInOneProgram(state: keyof Example, rules: readonly string[] = []): Program {
  return (rules.length > 0 ? rules : rulesWithExample).flatMap((rule) => {
    const rename = (name: string) => (name === "front" ? rule : `${rule}-${name}`);
    return examples[rule]![state].map(({ name, type, properties }) => ({
      name: rename(name),
      type,
      properties: mapReferences(
        properties,
        ({ resource, property, form }) => new Reference(rename(resource), property, form),
      ) as Properties,
    }));
  });
}

/** The program that violates a rule, for the rules in this process. */
export function declaredBreaking(rule: string): Declared {
  const outputOf = ({ resource, property, form }: Reference): Output =>
    output(resource, property, (value) => (form === "value" ? value : new URL(value).hostname));
  return examplesInOneProgram("before", [rule]).map(({ name, type: [module, className], properties }) => ({
    type: `aws:${module}/${className.charAt(0).toLowerCase()}${className.slice(1)}:${className}`,
    name,
    inputs: mapReferences(properties, outputOf) as Record<string, unknown>,
  }));
}

function createResources(program: Program): void {
  const created = new Map<string, pulumi.CustomResource>();
  const outputOf = ({ resource, property, form }: Reference): pulumi.Output<string> => {
    const value = Reflect.get(created.get(resource)!, property) as pulumi.Output<string>;
    return form === "value" ? value : value.apply((url) => new URL(url).hostname);
  };
  for (const { name, type, properties } of program) {
    const [module, className] = type;
    const Class = Reflect.get(Reflect.get(aws, module) as object, className) as Constructor;
    created.set(name, new Class(name, mapReferences(properties, outputOf) as Record<string, unknown>));
  }
}

/** A copy of a value with another value in the place of each reference. */
export function mapReferences(value: Value, replace: (reference: Reference) => unknown): unknown {
  if (value instanceof Reference) {
    return replace(value);
  }
  if (Array.isArray(value)) {
    return value.map((item: Value) => mapReferences(item, replace));
  }
  return typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, mapReferences(field, replace)]))
    : value;
}
