import { stringify } from "yaml";
import { managedCachePolicies, managedOriginRequestPolicies } from "../../policy-pack/cloudfront/managedPolicies";
import { Program, Properties, Reference, Resource, Value } from "./program";

type Print = (program: Program) => string;

/** Prints a program as a file of each language, with the names of managed policies in comments. */
export const printers: Readonly<Record<"TypeScript" | "Python" | "YAML", Print>> = {
  TypeScript: (program) => withPolicyNames(typescriptFile(program), "//"),
  Python: (program) => withPolicyNames(pythonFile(program), "#"),
  YAML: (program) => withPolicyNames(yamlFile(program), "#"),
};

/** Adds the policy's name after the ID of a managed policy, which ends its line. */
function withPolicyNames(file: string, comment: "//" | "#"): string {
  return file.replace(/\b([-0-9a-f]{36})\b.*$/gm, (rest, id: string) => {
    const policy = managedCachePolicies.get(id) ?? managedOriginRequestPolicies.get(id);
    return policy === undefined ? rest : `${rest} ${comment} ${policy.name}`;
  });
}

function typescriptFile(program: Program): string {
  return lines('import * as aws from "@pulumi/aws";', program, ({ name, type, properties }, used) => {
    const creation = `new aws.${type.join(".")}("${name}", ${typescript(properties, "")});`;
    return used ? `const ${name} = ${creation}` : creation;
  });
}

function pythonFile(program: Program): string {
  return lines("import pulumi_aws as aws", program, ({ name, type: [module, className], properties }, used) => {
    // `lambda` is a keyword of Python.
    const creation = `aws.${module === "lambda" ? "lambda_" : module}.${className}("${name}"${pythonArguments(properties)})`;
    return used ? `${name} = ${creation}` : creation;
  });
}

function yamlFile(program: Program): string {
  const resources = Object.fromEntries(
    program.map(({ name, type, properties }) => [
      name,
      { type: `aws:${type.join(":")}`, ...(Object.keys(properties).length > 0 && { properties: yaml(properties) }) },
    ]),
  );
  return stringify({ name: "front", runtime: "yaml", resources }, { lineWidth: 0 });
}

function lines(header: string, program: Program, statement: (resource: Resource, used: boolean) => string): string {
  const used = new Set(program.flatMap(({ properties }) => references(properties)));
  return `${header}\n\n${program.map((resource) => `${statement(resource, used.has(resource.name))}\n`).join("")}`;
}

function references(value: Value): string[] {
  if (value instanceof Reference) {
    return [value.resource];
  }
  return typeof value === "object" ? Object.values(value).flatMap(references) : [];
}

const typescript = literal({
  key: (name) => `${name}: `,
  scalar: JSON.stringify,
  reference: ({ resource, property, form }) =>
    `${resource}.${property}${form === "hostname" ? ".apply((url) => new URL(url).hostname)" : ""}`,
});

const python = literal({
  key: (name) => `"${snakeCase(name)}": `,
  scalar: (value) => (typeof value === "boolean" ? (value ? "True" : "False") : JSON.stringify(value)),
  reference: ({ resource, property, form }) =>
    `${resource}.${snakeCase(property)}${form === "hostname" ? '.apply(lambda url: url.split("/")[2])' : ""}`,
});

function pythonArguments(properties: Properties): string {
  const fields = Object.entries(properties).map(
    ([name, value]) => `    ${snakeCase(name)}=${python(value, "    ")},\n`,
  );
  return fields.length === 0 ? "" : `,\n${fields.join("")}`;
}

function yaml(value: Value): unknown {
  if (value instanceof Reference) {
    const output = `\${${value.resource}.${value.property}}`;
    return value.form === "value" ? output : { "fn::select": [2, { "fn::split": ["/", output] }] };
  }
  if (isList(value)) {
    return value.map(yaml);
  }
  return typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, yaml(field)]))
    : value;
}

interface Dialect {
  readonly key: (name: string) => string;
  readonly scalar: (value: string | number | boolean) => string;
  readonly reference: (reference: Reference) => string;
}

/** A printer of literals: a list of scalars on one line, other values on several lines. */
function literal(dialect: Dialect) {
  const print = (value: Value, indent: string): string => {
    const inner = `${indent}    `;
    if (value instanceof Reference) {
      return dialect.reference(value);
    }
    if (isList(value)) {
      return value.some((item) => typeof item === "object")
        ? `[\n${value.map((item) => `${inner}${print(item, inner)},\n`).join("")}${indent}]`
        : `[${value.map((item) => print(item, indent)).join(", ")}]`;
    }
    if (typeof value === "object") {
      const fields = Object.entries(value).map(
        ([name, field]) => `${inner}${dialect.key(name)}${print(field, inner)},\n`,
      );
      return fields.length === 0 ? "{}" : `{\n${fields.join("")}${indent}}`;
    }
    return dialect.scalar(value);
  };
  return print;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** A property's name as the Pulumi SDK for Python writes it. */
function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
