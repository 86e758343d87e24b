import type { AnyNode, ArrowFunctionExpression, Function, Program, VariableDeclarator } from "acorn";
import { base, recursive, simple } from "acorn-walk";
import { hasStatusCode, isNamed } from "./syntax";

/**
 * Whether the handler returns only responses that the code writes as objects. Then CloudFront sends no request to an
 * origin: an error of the function does not either.
 */
export function alwaysResponds(program: Program): boolean {
  const handlers = program.body.flatMap(handlersIn);
  const [handler] = handlers;
  if (handler === undefined || handlers.length > 1) {
    return false;
  }
  const variables = responseVariables(program);
  const returned = returnedBy(handler);
  return returned.length > 0 && returned.every((value) => isResponse(value, variables));
}

function handlersIn(statement: AnyNode): readonly Function[] {
  if (statement.type === "FunctionDeclaration") {
    return statement.id !== null && isNamed(statement.id, "handler") ? [statement] : [];
  }
  return statement.type === "VariableDeclaration" ? statement.declarations.flatMap(handlerOf) : [];
}

function handlerOf({ id, init }: VariableDeclarator): readonly Function[] {
  const isFunction = init?.type === "FunctionExpression" || init?.type === "ArrowFunctionExpression";
  return isFunction && isNamed(id, "handler") ? [init] : [];
}

/** The values that a function returns, without those of the functions in it. */
function returnedBy({ body }: Function | ArrowFunctionExpression): readonly (AnyNode | null | undefined)[] {
  if (body.type !== "BlockStatement") {
    return [body];
  }
  const values: (AnyNode | null | undefined)[] = [];
  recursive(body, undefined, {
    Function: () => undefined,
    ReturnStatement: (node, state, walk) => {
      values.push(node.argument);
      base.ReturnStatement?.(node, state, walk);
    },
  });
  return values;
}

function isResponse(value: AnyNode | null | undefined, variables: ReadonlySet<string>): boolean {
  if (value?.type === "ConditionalExpression") {
    return isResponse(value.consequent, variables) && isResponse(value.alternate, variables);
  }
  return value?.type === "Identifier" ? variables.has(value.name) : isResponseObject(value);
}

function isResponseObject(value: AnyNode | null | undefined): boolean {
  return value?.type === "ObjectExpression" && hasStatusCode(value);
}

/** The variables with a response that no other declaration, assignment or parameter gives another value. */
function responseVariables(program: Program): ReadonlySet<string> {
  const names: string[] = [];
  const bindings: string[] = [];
  simple(program, {
    VariableDeclarator: ({ id, init }) => {
      if (id.type === "Identifier" && isResponseObject(init)) {
        names.push(id.name);
      }
    },
    Pattern: (node) => {
      if (node.type === "Identifier") {
        bindings.push(node.name);
      }
    },
  });
  return new Set(names.filter((name) => bindings.indexOf(name) === bindings.lastIndexOf(name)));
}
