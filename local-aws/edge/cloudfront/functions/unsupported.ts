import { AnyNode, Program } from "acorn";
import { fullAncestor } from "acorn-walk";
import type { FunctionRuntime } from "../../../aws/cloudfront/functions";

interface Feature {
  readonly name: string;
  readonly missingIn: readonly FunctionRuntime[];
  /** @param around the nodes that contain the node, the outermost first */
  readonly isUsed: (node: AnyNode, around: readonly AnyNode[]) => boolean;
}

const both: readonly FunctionRuntime[] = ["cloudfront-js-1.0", "cloudfront-js-2.0"];

/**
 * JavaScript that CloudFront's runtimes do not have. Their pages list what they support; syntax that a page leaves out and that
 * users report to work (`for...of`, `??`) is not here.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-10.html
 */
const features: readonly Feature[] = [
  { name: "await in arguments", missingIn: both, isUsed: isAwaitInArguments },
  { name: "an async function in another function", missingIn: both, isUsed: isAsyncClosure },
  syntax("a class", "ClassDeclaration", "ClassExpression"),
  syntax("a default parameter or value", "AssignmentPattern"),
  syntax("destructuring", "ArrayPattern", "ObjectPattern"),
  { name: "catch without a name", missingIn: both, isUsed: (node) => node.type === "CatchClause" && !node.param },
  syntax("a generator", "YieldExpression"),
  syntax("import()", "ImportExpression"),
  syntax("optional chaining", "ChainExpression"),
  syntax("spread syntax", "SpreadElement"),
  {
    name: "const and let",
    missingIn: ["cloudfront-js-1.0"],
    isUsed: (node) => node.type === "VariableDeclaration" && node.kind !== "var",
  },
  { name: "async", missingIn: ["cloudfront-js-1.0"], isUsed: isAsync },
  { name: "import", missingIn: ["cloudfront-js-1.0"], isUsed: (node) => node.type === "ImportDeclaration" },
];

/** @throws an error with each feature that the code uses and the runtime does not have */
export function rejectUnsupported(program: Program, runtime: FunctionRuntime): void {
  const lines = new Map<string, number>();
  fullAncestor(program, (node, _, ancestors) => {
    const around = ancestors.slice(0, -1);
    for (const { name, missingIn, isUsed } of features) {
      if (missingIn.includes(runtime) && isUsed(node, around)) {
        const line = node.loc?.start.line ?? 0;
        lines.set(name, Math.min(line, lines.get(name) ?? line));
      }
    }
  });
  if (lines.size > 0) {
    const used = [...lines].map(([name, line]) => `${name} (line ${line})`).join(", ");
    throw new SyntaxError(`${runtime} does not support ${used}`);
  }
}

function syntax(name: string, ...types: readonly AnyNode["type"][]): Feature {
  return { name, missingIn: both, isUsed: ({ type }) => types.includes(type) };
}

/** Also in an argument's own expressions, but not in a function there: it has its own scope. */
function isAwaitInArguments(node: AnyNode, around: readonly AnyNode[]): boolean {
  if (node.type !== "AwaitExpression") {
    return false;
  }
  const inFunction = around.slice(around.findLastIndex(isFunction) + 1);
  return [...inFunction, node].some((inner, index, path) => {
    const outer = path[index - 1];
    return (
      (outer?.type === "CallExpression" || outer?.type === "NewExpression") &&
      outer.arguments.some((one) => one === inner)
    );
  });
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/async-await-syntax.html */
function isAsyncClosure(node: AnyNode, around: readonly AnyNode[]): boolean {
  return isAsync(node) && around.some(isFunction);
}

function isAsync(node: AnyNode): boolean {
  return isFunction(node) && node.async;
}

type FunctionNode = Extract<AnyNode, { readonly async: boolean }>;

function isFunction(node: AnyNode): node is FunctionNode {
  return "async" in node;
}
