import { readTemplate } from "../../../policy-pack/cloudFormation/readTemplate";
import { Resource, Unknown } from "../../../policy-pack/program/maybe";
import { isObject, Properties } from "../../../policy-pack/program/readValue";
import type { State } from "../../state";

/** A CloudFormation template, with what is known about its stack. */
export interface Template {
  /** The name of the stack or of the file. */
  readonly name: string;
  readonly content: Properties;
  readonly region?: string;
}

const cloudFormationType = /^[A-Za-z0-9]+::[A-Za-z0-9:]+$/;

export function isTemplate(content: unknown): content is Properties {
  if (!isObject(content) || !isObject(content.Resources)) {
    return false;
  }
  const types = Object.values(content.Resources).map((one) => (isObject(one) ? one.Type : undefined));
  return types.some((type) => typeof type === "string" && cloudFormationType.test(type));
}

/** Reads the resources of templates, of which one can import what another exports. */
export function readTemplates(templates: readonly Template[]): State {
  const read = new Map<string, readonly Resource[]>();
  const exported = new Map(templates.flatMap((template) => exportsOf(template)));
  const urnOf = (name: string, id: string): string => (templates.length === 1 ? id : `${name}/${id}`);
  const imported = (name: string): unknown => {
    const found = exported.get(name);
    if (found === undefined || typeof found.value === "string") {
      return found?.value;
    }
    const { template, value } = found;
    const urns = new Set(resourceIds(value, template).map((id) => urnOf(template.name, id)));
    return urns.size === 0
      ? undefined
      : new Unknown(`export ${name} is known only after deployment`, () =>
          (read.get(template.name) ?? []).filter(({ urn }) => urns.has(urn)),
        );
  };
  for (const { name, content, region } of templates) {
    const context = {
      urnOf: (id: string) => urnOf(name, id),
      holder: name,
      ...(region === undefined ? {} : { region }),
    };
    read.set(name, readTemplate(withImports(content, imported), context));
  }
  return { resources: [...read.values()].flat() };
}

interface Exported {
  readonly template: Template;
  readonly value: unknown;
}

/** The outputs that a template exports under a literal name. */
function exportsOf(template: Template): readonly (readonly [name: string, value: Exported])[] {
  const { Outputs: outputs } = template.content;
  return Object.values(isObject(outputs) ? outputs : {}).flatMap((output) => {
    const { Export: exported, Value: value } = isObject(output) ? output : {};
    const name = isObject(exported) ? exported.Name : undefined;
    return typeof name === "string" ? [[name, { template, value }] as const] : [];
  });
}

function withImports(value: unknown, imported: (name: string) => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => withImports(item, imported));
  }
  if (!isObject(value)) {
    return value;
  }
  const name = value["Fn::ImportValue"];
  const found = typeof name === "string" ? imported(name) : undefined;
  return found ?? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withImports(inner, imported)]));
}

/** The resources that an exported value refers to; none if a condition or anything else can select another value. */
function resourceIds(value: unknown, { content }: Template): readonly string[] {
  const references = referencesIn(value);
  const resources = isObject(content.Resources) ? content.Resources : {};
  return references?.filter((id) => Object.hasOwn(resources, id)) ?? [];
}

/** Undefined if the value has another function than those that join references. */
function referencesIn(value: unknown): readonly string[] | undefined {
  if (Array.isArray(value)) {
    return allOf(value.map(referencesIn));
  }
  if (!isObject(value)) {
    return [];
  }
  const [[name, argument] = ["", undefined], ...others] = Object.entries(value);
  if (others.length > 0) {
    return undefined;
  }
  switch (name) {
    case "Ref":
      return [String(argument)];
    case "Fn::GetAtt":
      return [String(Array.isArray(argument) ? argument[0] : argument).split(".", 1)[0] ?? ""];
    case "Fn::Join":
    case "Fn::Select":
    case "Fn::Split":
      return referencesIn(argument);
    case "Fn::Sub":
      return typeof argument === "string"
        ? [...argument.matchAll(/\$\{([\w]+)[^}]*\}/g)].map(([, id = ""]) => id)
        : undefined;
    default:
      return undefined;
  }
}

function allOf(lists: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const known = lists.filter((list) => list !== undefined);
  return known.length < lists.length ? undefined : known.flat();
}
