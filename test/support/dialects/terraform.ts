import { unknownValue } from "../../../local-aws/provider/signatures";
import { isObject, Properties } from "../../../policy-pack/program/readValue";
import { Declared, DeclaredResource, operate, Output } from "../declared";

/** Names in Terraform that are not those of Pulumi in snake case. */
const singular: Readonly<Record<string, string>> = {
  aliases: "alias",
  customErrorResponses: "custom_error_response",
  customHeaders: "custom_header",
  functionAssociations: "function_association",
  lambdaFunctionAssociations: "lambda_function_association",
  members: "member",
  orderedCacheBehaviors: "ordered_cache_behavior",
  originGroups: "origin_group",
  origins: "origin",
};

const otherNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws:apigateway/authorizer:Authorizer": { restApi: "rest_api_id" },
  "aws:apigateway/basePathMapping:BasePathMapping": { restApi: "api_id" },
  "aws:apigateway/deployment:Deployment": { restApi: "rest_api_id" },
  "aws:apigateway/integration:Integration": { restApi: "rest_api_id" },
  "aws:apigateway/method:Method": { restApi: "rest_api_id" },
  "aws:apigateway/resource:Resource": { restApi: "rest_api_id" },
  "aws:apigateway/stage:Stage": { restApi: "rest_api_id", deployment: "deployment_id" },
  "aws:lambda/function:Function": { name: "function_name" },
  "aws:lambda/permission:Permission": { function: "function_name" },
};

const otherTypes: Readonly<Record<string, string>> = {
  "aws:lb/loadBalancer:LoadBalancer": "aws_lb",
  "pulumi:pulumi:StackReference": "external_values",
  "pulumi-nodejs:dynamic:Resource": "external_values",
};

function terraformType(type: string): string {
  const [provider = "", module = "", name = ""] = type.split(":");
  const [service = "", own = ""] = module.split("/");
  switch (provider) {
    case "aws":
      return otherTypes[type] ?? `aws_${service === "apigateway" ? "api_gateway" : service}_${snakeCase(own)}`;
    case "aws-native":
      return `awscc_${module}_${snakeCase(name)}`;
    case "random":
      return snakeCase(own);
    default:
      return otherTypes[type] ?? `external_${snakeCase(name)}`;
  }
}

/** A value of a resource in the parts of a plan. */
interface Written {
  readonly value: unknown;
  readonly unknown: unknown;
  readonly expression: unknown;
}

/** The output of `terraform show -json` of a plan that creates the new resources of a program. */
export function terraformPlan(program: Declared, isNew: (name: string) => boolean): object {
  const types = new Map(program.map((resource) => [resource.name, resource]));
  const written = operate(program, isNew).map(({ declared, inputs, outputs }) => {
    const isCreated = outputs.id === unknownValue || outputs.id === undefined;
    const shown = isCreated ? { ...inputs, id: unknownValue } : outputs;
    return { declared, isCreated, parts: properties(shown, declared.inputs, declared.type, types, true) };
  });
  const addressOf = ({ type, name }: DeclaredResource): string => `${terraformType(type)}.${name}`;
  return {
    format_version: "1.2",
    terraform_version: "1.9.8",
    planned_values: {
      root_module: {
        resources: written.map(({ declared, parts }) => ({
          address: addressOf(declared),
          mode: "managed",
          type: terraformType(declared.type),
          name: declared.name,
          values: parts.value,
          sensitive_values: {},
        })),
      },
    },
    resource_changes: written.map(({ declared, isCreated, parts }) => ({
      address: addressOf(declared),
      mode: "managed",
      change: { actions: [isCreated ? "create" : "no-op"], after_unknown: parts.unknown, after_sensitive: {} },
    })),
    configuration: {
      root_module: {
        resources: written.map(({ declared, parts }) => ({
          address: addressOf(declared),
          mode: "managed",
          expressions: parts.expression,
        })),
      },
    },
  };
}

type Types = ReadonlyMap<string, DeclaredResource>;

function properties(shown: Properties, declared: Properties, type: string, types: Types, isTop: boolean): Written {
  const entries = Object.entries(shown)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [nameOf(key, type, isTop), convert(value, declared[key], type, types)] as const);
  const pick = (part: keyof Written): object =>
    Object.fromEntries(entries.filter(([, one]) => one[part] !== undefined).map(([name, one]) => [name, one[part]]));
  return { value: pick("value"), unknown: pick("unknown"), expression: pick("expression") };
}

/** @param isItem whether the value is in a list: the list of a block then has it already */
function convert(shown: unknown, declared: unknown, type: string, types: Types, isItem = false): Written {
  if (shown === unknownValue) {
    return { value: undefined, unknown: true, expression: expressionOf(declared, types) };
  }
  if (Array.isArray(shown)) {
    const inner = shown.map((item, index) =>
      convert(item, Array.isArray(declared) ? (declared as unknown[])[index] : declared, type, types, true),
    );
    const areBlocks = shown.some(isObject) && !type.startsWith("aws-native:") && Array.isArray(declared);
    return {
      value: inner.map(({ value }) => value ?? null),
      unknown: inner.map(({ unknown }) => unknown ?? false),
      expression: areBlocks ? inner.map(({ expression }) => expression) : expressionOf(declared, types),
    };
  }
  if (!isObject(shown)) {
    return { value: shown, unknown: undefined, expression: expressionOf(declared, types) };
  }
  const inner = properties(
    shown,
    isObject(declared) && !(declared instanceof Output) ? declared : {},
    type,
    types,
    false,
  );
  if (type.startsWith("aws-native:") || isItem) {
    return isItem && !isOutput(declared) ? inner : { ...inner, expression: expressionOf(declared, types) };
  }
  return {
    value: [inner.value],
    unknown: [inner.unknown],
    expression: isOutput(declared) ? expressionOf(declared, types) : [inner.expression],
  };
}

function isOutput(declared: unknown): boolean {
  return declared instanceof Output || declared === undefined;
}

function expressionOf(declared: unknown, types: Types): object | undefined {
  if (declared === undefined) {
    return undefined;
  }
  const references = outputsIn(declared).flatMap(({ sources }) =>
    sources.flatMap(([name, property]) => {
      const source = types.get(name);
      const address = source === undefined ? "" : `${terraformType(source.type)}.${name}`;
      return [`${address}.${snakeCase(property)}`, address];
    }),
  );
  return references.length === 0 ? { constant_value: declared } : { references };
}

function outputsIn(value: unknown): readonly Output[] {
  if (value instanceof Output) {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(outputsIn) : [];
}

function nameOf(key: string, type: string, isTop: boolean): string {
  const own = isTop ? otherNames[type]?.[key] : undefined;
  // The distribution's aliases are strings.
  const isAliases = key === "aliases" && type.includes("cloudfront");
  return own ?? (type.startsWith("aws-native:") || isAliases ? undefined : singular[key]) ?? snakeCase(key);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? "" : "_"}${letter.toLowerCase()}`);
}
