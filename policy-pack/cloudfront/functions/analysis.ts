import type {
  AnyNode,
  MemberExpression,
  ObjectExpression,
  Pattern,
  Program,
  Property,
  SpreadElement,
  VariableDeclaration,
} from "acorn";
import { simple, SimpleVisitors } from "acorn-walk";
import { anyChange, RequestChanges } from "./changes";
import { Facts, factsOf } from "./facts";
import { isPart, mutators, originHelpers, Part, valueProperties } from "./names";
import { OriginChanges } from "./originChanges";
import { alwaysResponds } from "./responses";
import { isIndex, isNamed, isParsedJson, keyName, memberName, targetsOf } from "./syntax";
import { WrittenNames } from "./writtenNames";

/** What a program of a function's code may change in the request. */
export function analyze(program: Program): RequestChanges {
  const analysis = new Analysis(factsOf(program), alwaysResponds(program));
  simple(program, analysis.visitors());
  return analysis.changes();
}

/** Reads each statement in any order, because a function can call itself and others. */
class Analysis {
  private readonly written = new WrittenNames();
  private readonly origins = new OriginChanges();
  private isOpaque = false;

  constructor(
    private readonly facts: Facts,
    private readonly alwaysResponds: boolean,
  ) {}

  changes(): RequestChanges {
    if (this.isOpaque) {
      return anyChange;
    }
    const { written, origins } = this;
    return {
      path: written.hasPath,
      headers: written.in("headers"),
      cookies: written.in("cookies"),
      queryStrings: written.in("querystring"),
      originSettings: origins.settings,
      computesHost: origins.computesHost,
      selectedOrigins: origins.selected,
      alwaysResponds: this.alwaysResponds,
    };
  }

  visitors(): SimpleVisitors<unknown> {
    return {
      AssignmentExpression: ({ left }) => {
        targetsOf(left).forEach((target) => {
          this.write(target);
        });
      },
      UpdateExpression: ({ argument }) => {
        this.writeExpression(argument);
      },
      UnaryExpression: ({ operator, argument }) => {
        if (operator === "delete") {
          this.writeExpression(argument);
        }
      },
      ForInStatement: ({ left }) => {
        this.writeLoopTarget(left);
      },
      ForOfStatement: ({ left }) => {
        this.writeLoopTarget(left);
      },
      ObjectExpression: (node) => {
        this.readObject(node);
      },
      ObjectPattern: ({ properties }) => {
        if (properties.some((one) => one.type === "Property" && originHelpers.includes(keyName(one) ?? ""))) {
          this.origins.escape();
        }
      },
      MemberExpression: (node) => {
        this.readMember(node);
      },
      Identifier: (node) => {
        if (this.facts.cloudfrontModule.has(node.name) && !this.facts.holders.has(node)) {
          this.origins.escape();
        }
      },
      CallExpression: ({ callee, arguments: args }) => {
        this.readCall(callee, args);
      },
      NewExpression: ({ callee }) => {
        this.isOpaque ||= isNamed(callee, "Function");
      },
      ReturnStatement: ({ argument }) => {
        this.isOpaque ||=
          isParsedJson(argument) || (argument?.type === "Identifier" && this.facts.parsed.has(argument.name));
      },
      ArrowFunctionExpression: ({ body }) => {
        this.isOpaque ||= isParsedJson(body);
      },
      WithStatement: () => {
        this.isOpaque = true;
      },
    };
  }

  private writeLoopTarget(left: VariableDeclaration | Pattern): void {
    if (left.type !== "VariableDeclaration") {
      targetsOf(left).forEach((target) => {
        this.write(target);
      });
    }
  }

  private writeExpression(expression: AnyNode): void {
    if (expression.type === "ChainExpression") {
      this.writeExpression(expression.expression);
    } else if (expression.type === "MemberExpression") {
      this.write(expression);
    }
  }

  private write(target: MemberExpression): void {
    const { object } = target;
    const name = memberName(target);
    const isInsideValue = name === undefined ? isIndex(target) : valueProperties.includes(name);
    if (isInsideValue && object.type === "MemberExpression") {
      this.write(object);
      return;
    }
    const holder = this.partOf(object) ?? "somewhere";
    this.written.add(holder, name);
  }

  /** The part of the request that an expression stands for. */
  private partOf(expression: AnyNode): Part | undefined {
    const name =
      expression.type === "Identifier"
        ? (this.facts.aliases.get(expression.name) ?? expression.name)
        : expression.type === "MemberExpression"
          ? memberName(expression)
          : undefined;
    return name !== undefined && isPart(name) ? name : undefined;
  }

  /** An object that is not a response may become the request or a part of it. */
  private readObject(node: ObjectExpression): void {
    if (this.facts.responses.has(node)) {
      return;
    }
    const spreads = node.properties.filter(({ type }) => type === "SpreadElement");
    if (spreads.length > 1) {
      this.written.add("somewhere", undefined);
    }
    node.properties.filter(isProperty).forEach((property) => {
      this.written.add("somewhere", keyName(property));
    });
  }

  private readMember(member: MemberExpression): void {
    const name = memberName(member);
    const isCalled = this.facts.callees.has(member);
    const isHidden = name === undefined ? isCalled : originHelpers.includes(name) && !isCalled;
    if (isHidden) {
      this.origins.escape();
    }
  }

  private readCall(callee: AnyNode, args: readonly AnyNode[]): void {
    if (isNamed(callee, "eval") || isNamed(callee, "Function")) {
      this.isOpaque = true;
    } else if (callee.type === "MemberExpression") {
      this.readMethodCall(callee, args);
    }
  }

  private readMethodCall(callee: MemberExpression, args: readonly AnyNode[]): void {
    const method = memberName(callee);
    const holder = callee.object.type === "Identifier" ? callee.object.name : "";
    if (method !== undefined && mutators.includes(method)) {
      this.writeExpression(callee.object);
    }
    if (method !== undefined && originHelpers.includes(method)) {
      this.origins.readCall(method, args);
    } else if (holder === "Object" && method === "assign") {
      if (args.slice(1).some(({ type }) => type !== "ObjectExpression")) {
        this.written.add("somewhere", undefined);
      }
    } else if (
      (holder === "Object" && ["defineProperty", "defineProperties"].includes(method ?? "")) ||
      (holder === "Reflect" && method !== "ownKeys" && method !== "has" && method !== "get")
    ) {
      this.isOpaque = true;
    }
  }
}

function isProperty(node: Property | SpreadElement): node is Property {
  return node.type === "Property";
}
