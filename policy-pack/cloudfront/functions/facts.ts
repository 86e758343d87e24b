import type { AnyNode, ObjectExpression, Program, VariableDeclarator } from "acorn";
import { base, recursive, simple } from "acorn-walk";
import { isPart, Part } from "./names";
import { hasStatusCode, importsOfCloudFront, isParsedJson, keyName, memberName } from "./syntax";

/** What the statements of a function refer to, wherever it is declared. */
export interface Facts {
  /** The local names of the module `cloudfront`. */
  readonly cloudfrontModule: ReadonlySet<string>;
  /** The functions of calls, and the objects of members. A helper or the module in another place cannot be followed. */
  readonly callees: ReadonlySet<AnyNode>;
  readonly holders: ReadonlySet<AnyNode>;
  /** The objects that are responses or inside of one. */
  readonly responses: ReadonlySet<AnyNode>;
  /** The names of variables for a part of the request. */
  readonly aliases: ReadonlyMap<string, Part>;
  /** Variables with the result of JSON.parse, which may be another request. */
  readonly parsed: ReadonlySet<string>;
}

export function factsOf(program: Program): Facts {
  const callees = new Set<AnyNode>();
  const holders = new Set<AnyNode>();
  const aliases = new Map<string, Part>();
  const parsed = new Set<string>();
  simple(program, {
    CallExpression: ({ callee }) => callees.add(callee),
    MemberExpression: ({ object }) => holders.add(object),
    VariableDeclarator: (node) => {
      aliasesIn(node).forEach(([name, part]) => aliases.set(name, part));
      if (node.id.type === "Identifier" && isParsedJson(node.init)) {
        parsed.add(node.id.name);
      }
    },
  });
  const cloudfrontModule = importsOfCloudFront(program);
  return { cloudfrontModule, callees, holders, responses: responsesIn(program), aliases, parsed };
}

/** Finds `const h = request.headers` and `const { headers: h } = request`. */
function aliasesIn({ id, init }: VariableDeclarator): readonly (readonly [string, Part])[] {
  const named = (name: string, part: string | undefined): readonly (readonly [string, Part])[] =>
    part !== undefined && isPart(part) ? [[name, part]] : [];
  if (id.type === "Identifier") {
    return init?.type === "MemberExpression" ? named(id.name, memberName(init)) : [];
  }
  return id.type === "ObjectPattern"
    ? id.properties.flatMap((property) =>
        property.type === "Property" && property.value.type === "Identifier"
          ? named(property.value.name, keyName(property))
          : [],
      )
    : [];
}

/** An object with a status code is a response, and so is everything in it. */
function responsesIn(program: Program): ReadonlySet<AnyNode> {
  const responses = new Set<AnyNode>();
  recursive(program, false, {
    ObjectExpression: (node: ObjectExpression, isInside: boolean, walk) => {
      const isResponse = isInside || hasStatusCode(node);
      if (isResponse) {
        responses.add(node);
      }
      base.ObjectExpression?.(node, isResponse, walk);
    },
  });
  return responses;
}
