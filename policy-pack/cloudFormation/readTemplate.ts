import { isKnown, Maybe, Resource, Unknown } from "../program/maybe";
import { isObject, Properties, readObject } from "../program/readValue";
import { lazyResource } from "../program/resource";
import { readConditions } from "./conditions";
import { idOf, LogicalResource } from "./logicalResources";
import { nativeProperties, nativeType } from "./names";
import { parameterOf } from "./parameters";
import { Place, pseudoParameter } from "./pseudoParameters";
import { Scope } from "./scope";
import { serverlessResources } from "./serverless";
import { isTooDeep, readDocument } from "./document";
import { UnreadPart, unreadParts } from "./unreadParts";
import { valueOf } from "./values";

export interface TemplateContext extends Place {
  /** The URN of a resource, by its logical ID. */
  readonly urnOf: (logicalId: string) => string;
  /** The URN of the stack, on which findings about its resources are reported. */
  readonly holder: string;
  /** The values of parameters. @default the template's defaults */
  readonly parameters?: Maybe<Properties | undefined>;
  /** Whether this operation creates the stack. Then nothing outside of it can refer to its resources yet. */
  readonly isBeingCreated?: boolean;
}

/**
 * The resources of a CloudFormation template, with the types and property names of aws-native. Values that only
 * CloudFormation computes are unknown. What the template does not show, such as the result of a macro, is a resource that
 * can create others, and a distribution without known properties if there can be one.
 * @param written an object, or a string in JSON or YAML
 */
export function readTemplate(written: unknown, context: TemplateContext): Resource[] {
  const template = readDocument(written, "templateBody");
  if (!isKnown(template)) {
    return unreadResources([{ reason: template, canHaveDistributions: true }], context);
  }
  const resources = readObject(template, "Resources");
  if (!isKnown(resources) || isTooDeep(template)) {
    const reason = isKnown(resources) ? new Unknown("the template has too many levels") : resources;
    return unreadResources([{ reason, canHaveDistributions: true }], context);
  }
  const all = serverlessResources(logicalResources(resources ?? {}), template);
  return [...existing(all, template, context), ...unreadResources(unreadParts(template, resources ?? {}), context)];
}

function logicalResources(resources: Properties): LogicalResource[] {
  return Object.entries(resources).flatMap(([id, resource]) =>
    isObject(resource) && !(resource instanceof Unknown) && typeof resource.Type === "string"
      ? [{ id, type: resource.Type, properties: resource.Properties, condition: resource.Condition }]
      : [],
  );
}

/** The resources, except for those that a condition excludes. */
function existing(all: readonly LogicalResource[], template: Properties, context: TemplateContext): Resource[] {
  const found = new Map<string, Resource>();
  const section = (name: string): Properties => {
    const read = readObject(template, name);
    return isKnown(read) ? (read ?? {}) : {};
  };
  const scope = scopeOf(all, found, section, context);
  for (const logical of all) {
    const { id, type, condition } = logical;
    const exists = typeof condition === "string" ? scope.condition(condition) : condition === undefined;
    if (exists !== false) {
      const props = exists === true ? () => propsOf(logical, scope, context) : () => exists;
      found.set(id, lazyResource({ type: nativeType(type), urn: context.urnOf(id), holder: context.holder }, props));
    }
  }
  return [...found.values()];
}

function scopeOf(
  all: readonly LogicalResource[],
  found: ReadonlyMap<string, Resource>,
  section: (name: string) => Properties,
  context: TemplateContext,
): Scope {
  const parameters = section("Parameters");
  const parameter = parameterOf(parameters, context.parameters ?? {});
  const logical = new Map(all.map((resource) => [resource.id, resource]));
  const output = (id: string, what: string): unknown => {
    const source = found.get(id);
    return new Unknown(`${what} is known only after deployment`, () => (source === undefined ? [] : [source]));
  };
  const ids = new Map<string, unknown>();
  const scope: Scope = {
    mappings: section("Mappings"),
    condition: readConditions(section("Conditions"), (written) => valueOf(written, scope)),
    // `Api.Stage` of AWS SAM is a resource.
    attribute: (id, attribute) => {
      const name = `${id}.${attribute}`;
      return logical.has(name) ? scope.ref(name) : output(id, name);
    },
    ref: (name) => {
      const resource = logical.get(name);
      if (resource === undefined || Object.hasOwn(parameters, name)) {
        return pseudoParameter(name, context) ?? parameter(name);
      }
      const unknown = output(name, `the ID of ${name}`);
      if (!ids.has(name)) {
        // A name can refer to a resource whose name refers back to it.
        ids.set(name, unknown);
        const id = found.has(name) ? idOf(resource, (written) => valueOf(written, scope)) : undefined;
        ids.set(name, id ?? unknown);
      }
      return ids.get(name);
    },
  };
  return scope;
}

function propsOf(
  { id, type, properties }: LogicalResource,
  scope: Scope,
  { isBeingCreated, region }: TemplateContext,
): Resource["props"] {
  const value = valueOf(properties ?? {}, scope);
  if (value instanceof Unknown || !isObject(value)) {
    return value instanceof Unknown ? value : new Unknown(`the properties of ${id} are not an object`);
  }
  const created = isBeingCreated === true ? { id: new Unknown(`the ID of ${id} is known only after deployment`) } : {};
  return { ...(typeof region === "string" ? { region } : {}), ...nativeProperties(type, value), ...created };
}

/** What the template does not show. */
function unreadResources(parts: readonly UnreadPart[], { holder }: TemplateContext): Resource[] {
  const [first] = parts;
  const hiding = parts.find(({ canHaveDistributions }) => canHaveDistributions);
  return [
    ...(first === undefined
      ? []
      : [{ type: nativeType("AWS::CloudFormation::Macro"), urn: holder, props: first.reason }]),
    ...(hiding === undefined ? [] : [unreadDistribution(holder, hiding.reason)]),
  ];
}

/** A distribution that may exist. */
export function unreadDistribution(urn: string, reason: Unknown): Resource {
  return { type: nativeType("AWS::CloudFront::Distribution"), urn, props: reason };
}
