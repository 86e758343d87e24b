import type { AnyNode, MemberExpression, ObjectExpression, Pattern, Program, Property } from "acorn";
import { simple } from "acorn-walk";

/** The local names of the module `cloudfront`. */
export function importsOfCloudFront({ body }: Program): ReadonlySet<string> {
  return new Set(
    body.flatMap((statement) =>
      statement.type === "ImportDeclaration" && statement.source.value === "cloudfront"
        ? statement.specifiers.map(({ local }) => local.name)
        : [],
    ),
  );
}

/** The members that an assignment target writes, in destructuring patterns too. */
export function targetsOf(target: Pattern): readonly MemberExpression[] {
  const found: MemberExpression[] = [];
  simple(target, { MemberExpression: (node) => found.push(node) });
  return target.type === "MemberExpression" ? [target] : found;
}

/** The property's name; undefined if it is computed by more than constants. */
export function memberName({ property, computed }: MemberExpression): string | undefined {
  return computed ? constantText(property) : property.type === "Identifier" ? property.name : undefined;
}

export function keyName({ key, computed }: Pick<Property, "key" | "computed">): string | undefined {
  return !computed && key.type === "Identifier" ? key.name : constantText(key);
}

export function constantText(node: AnyNode): string | undefined {
  if (node.type === "Literal") {
    return typeof node.value === "string" ? node.value : undefined;
  }
  if (node.type === "TemplateLiteral") {
    const [only, ...others] = node.quasis;
    return others.length === 0 ? (only?.value.cooked ?? undefined) : undefined;
  }
  if (node.type === "BinaryExpression" && node.operator === "+") {
    const [left, right] = [constantText(node.left), constantText(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return undefined;
}

export function isIndex({ property, computed }: MemberExpression): boolean {
  return computed && property.type === "Literal" && typeof property.value === "number";
}

/** The keys of an object literal; undefined for another expression, a computed key or a spread. */
export function constantKeys(node: AnyNode): readonly string[] | undefined {
  if (node.type !== "ObjectExpression") {
    return undefined;
  }
  const keys = node.properties.map((property) => (property.type === "Property" ? keyName(property) : undefined));
  const constant = keys.filter((key) => key !== undefined);
  return constant.length === keys.length ? constant : undefined;
}

/** Whether an object literal has a property with a value that is not a constant string. */
export function hasComputedValue(node: AnyNode, name: string): boolean {
  return (
    node.type === "ObjectExpression" &&
    node.properties.some(
      (property) =>
        property.type === "Property" && keyName(property) === name && constantText(property.value) === undefined,
    )
  );
}

export function isNamed(node: AnyNode, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}

export function isParsedJson(node: AnyNode | null | undefined): boolean {
  return (
    node?.type === "CallExpression" && node.callee.type === "MemberExpression" && isNamed(node.callee.object, "JSON")
  );
}

/** Whether an object is a response. */
export function hasStatusCode({ properties }: ObjectExpression): boolean {
  return properties.some((property) => property.type === "Property" && keyName(property) === "statusCode");
}
