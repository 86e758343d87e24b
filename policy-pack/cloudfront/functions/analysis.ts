import type {
  AnyNode,
  MemberExpression,
  ObjectExpression,
  Pattern,
  Program,
  VariableDeclaration,
  VariableDeclarator,
} from "acorn";
import { simple, SimpleVisitors } from "acorn-walk";
import {
  constantKeys,
  constantText,
  importsOfCloudFront,
  isIndex,
  isNamed,
  isParsedJson,
  keyName,
  memberName,
  targetsOf,
} from "./syntax";

import { anyChange, Names, RequestChanges } from "./changes";
import { isPart, mutators, originHelpers, Part, structure, valueProperties } from "./names";

/** One pass over a function's code. */
export class Analysis {
  private readonly written: Record<Part | "somewhere", Set<string>> = {
    headers: new Set(),
    cookies: new Set(),
    querystring: new Set(),
    somewhere: new Set(),
  };
  private readonly unknownIn = new Set<Part | "somewhere">();
  private readonly replaced = new Set<string>();
  private readonly selected = new Set<string>();
  private readonly aliases = new Map<string, Part>();
  private readonly cloudfrontModule: ReadonlySet<string>;
  /** The functions of calls, and the objects of members. A helper or the module in another place cannot be followed. */
  private readonly callees = new Set<AnyNode>();
  private readonly holders = new Set<AnyNode>();
  private readonly responses = new Set<AnyNode>();
  /** Variables with the result of JSON.parse, which may be another request. */
  private readonly parsed = new Set<string>();
  private readonly originSettings = new Set<string>();
  private usesHelpersFreely = false;
  private selectsAnyOrigin = false;
  private isOpaque = false;

  constructor(program: Program) {
    this.cloudfrontModule = importsOfCloudFront(program);
    simple(program, {
      CallExpression: ({ callee }) => this.callees.add(callee),
      MemberExpression: ({ object }) => this.holders.add(object),
      VariableDeclarator: (node) => {
        this.findAlias(node);
      },
      ObjectExpression: (node) => {
        this.findResponse(node);
      },
    });
    simple(program, this.visitors());
  }

  changes(): RequestChanges {
    if (this.isOpaque) {
      return anyChange;
    }
    const path = this.written.somewhere.has("uri") || this.unknownIn.has("somewhere");
    return {
      path,
      headers: this.namesIn("headers"),
      cookies: this.namesIn("cookies"),
      queryStrings: this.namesIn("querystring"),
      originSettings: this.usesHelpersFreely ? "any" : this.originSettings,
      selectedOrigins: this.usesHelpersFreely || this.selectsAnyOrigin ? "any" : this.selected,
    };
  }

  private namesIn(part: Part): Names {
    const { somewhere } = this.written;
    if (this.unknownIn.has(part) || this.unknownIn.has("somewhere") || somewhere.has(part) || this.replaced.has(part)) {
      return "any";
    }
    const elsewhere = [...somewhere].filter((name) => !structure.has(name));
    return new Set([...this.written[part], ...elsewhere].map((name) => name.toLowerCase()));
  }

  /** Finds `const h = request.headers` and `const { headers: h } = request`. */
  private findAlias(node: VariableDeclarator): void {
    if (node.id.type === "Identifier" && isParsedJson(node.init)) {
      this.parsed.add(node.id.name);
    }
    if (node.id.type === "Identifier" && node.init?.type === "MemberExpression") {
      this.addAlias(node.id.name, memberName(node.init));
    } else if (node.id.type === "ObjectPattern") {
      for (const property of node.id.properties) {
        if (property.type === "Property" && property.value.type === "Identifier") {
          this.addAlias(property.value.name, keyName(property));
        }
      }
    }
  }

  /** An object with a status code is a response, and so is everything in it. */
  private findResponse(node: ObjectExpression): void {
    if (node.properties.some((property) => property.type === "Property" && keyName(property) === "statusCode")) {
      simple(node, { ObjectExpression: (part) => this.responses.add(part) });
    }
  }

  private addAlias(name: string, part: string | undefined): void {
    if (part !== undefined && isPart(part)) {
      this.aliases.set(name, part);
    }
  }

  private visitors(): SimpleVisitors<unknown> {
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
          this.escape();
        }
      },
      MemberExpression: (node) => {
        this.readMember(node);
      },
      Identifier: (node) => {
        if (this.cloudfrontModule.has(node.name) && !this.holders.has(node)) {
          this.escape();
        }
      },
      CallExpression: ({ callee, arguments: args }) => {
        this.readCall(callee, args);
      },
      NewExpression: ({ callee }) => {
        this.isOpaque ||= isNamed(callee, "Function");
      },
      ReturnStatement: ({ argument }) => {
        this.isOpaque ||= isParsedJson(argument) || (argument?.type === "Identifier" && this.parsed.has(argument.name));
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
    if (name === undefined) {
      this.unknownIn.add(holder);
    } else {
      this.written[holder].add(name);
    }
  }

  /** The part of the request that an expression stands for. */
  private partOf(expression: AnyNode): Part | undefined {
    const name =
      expression.type === "Identifier"
        ? (this.aliases.get(expression.name) ?? expression.name)
        : expression.type === "MemberExpression"
          ? memberName(expression)
          : undefined;
    return name !== undefined && isPart(name) ? name : undefined;
  }

  /** An object that is not a response may become the request or a part of it. */
  private readObject(node: ObjectExpression): void {
    if (this.responses.has(node)) {
      return;
    }
    const { properties } = node;
    const keys = properties.map((property) => (property.type === "Property" ? keyName(property) : undefined));
    const [, ...laterSpreads] = properties.filter(({ type }) => type === "SpreadElement");
    if (
      laterSpreads.length > 0 ||
      properties.some((property, at) => property.type === "Property" && keys[at] === undefined)
    ) {
      this.unknownIn.add("somewhere");
    }
    for (const key of keys.filter((one) => one !== undefined)) {
      if (isPart(key)) {
        this.replaced.add(key);
      } else {
        this.written.somewhere.add(key);
      }
    }
  }

  private readMember(member: MemberExpression): void {
    const name = memberName(member);
    const isCalled = this.callees.has(member);
    const isHidden = name === undefined ? isCalled : originHelpers.includes(name) && !isCalled;
    if (isHidden) {
      this.escape();
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
      this.readOriginHelper(method, args);
    } else if (holder === "Object" && method === "assign") {
      if (args.slice(1).some(({ type }) => type !== "ObjectExpression")) {
        this.unknownIn.add("somewhere");
      }
    } else if (
      (holder === "Object" && ["defineProperty", "defineProperties"].includes(method ?? "")) ||
      (holder === "Reflect" && method !== "ownKeys" && method !== "has" && method !== "get")
    ) {
      this.isOpaque = true;
    }
  }

  private readOriginHelper(method: string, [first, second]: readonly AnyNode[]): void {
    switch (method) {
      case "updateRequestOrigin":
        this.readOriginSettings(first);
        break;
      case "selectRequestOriginById": {
        const id = first === undefined ? undefined : constantText(first);
        if (id === undefined) {
          this.selectsAnyOrigin = true;
        } else {
          this.selected.add(id);
        }
        if (second !== undefined) {
          this.readOriginSettings(second);
        }
        break;
      }
      default:
        this.escape();
    }
  }

  private readOriginSettings(settings: AnyNode | undefined): void {
    const keys = settings === undefined ? undefined : constantKeys(settings);
    if (keys === undefined) {
      this.escape();
    } else {
      keys.forEach((key) => this.originSettings.add(key.toLowerCase()));
    }
  }

  /** An origin helper that is used in a way that cannot be followed. */
  private escape(): void {
    this.usesHelpersFreely = true;
  }
}
