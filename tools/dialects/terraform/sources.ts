import { isObject, Properties } from "../../../policy-pack/program/readValue";
import { ConfiguredModule, ConfiguredResource, Expression, ModuleCall } from "./plan";

/** The addresses of the resources that a value can come from; `any` if the plan does not show them. */
export type Sources = ReadonlySet<string> | "any";

/** One instance of a module, in which references have a meaning. */
export interface Scope {
  /** `module.site["shop"].`, with a dot at its end; empty for the root module. */
  readonly prefix: string;
  readonly module: ConfiguredModule;
  readonly call?: { readonly parent: Scope; readonly settings: ModuleCall };
}

/** What a plan shows of the resources that a reference can mean. */
export interface Instances {
  /** The addresses of the instances of a resource or a module, by their address without the last key. */
  readonly resources: ReadonlyMap<string, readonly string[]>;
  readonly modules: ReadonlyMap<string, readonly Scope[]>;
  /** The resources that values of the plan depend on, without the keys of `count` and `for_each`. */
  readonly relevant: ReadonlySet<string> | undefined;
  /** Whether Terraform reads a data source only during the apply. */
  readonly isDeferred: (address: string) => boolean;
}

type Owner = Pick<ConfiguredResource, "for_each_expression">;

const none: Sources = new Set<string>();

/** The plan does not show the expressions of dynamic blocks, and so has no references of them. */
export const dynamicBlock = "dynamic block";

/** References that are known in each plan, or that only repeat another one. */
const constants = /^(count|path|terraform|self|each\.key)\b/;

/** Follows the references of the configuration to resources, through modules. */
export class References {
  private readonly locals = new Map<Scope, Sources>();

  constructor(private readonly instances: Instances) {}

  /** @param owner the resource that the references are of */
  sourcesOf(references: readonly string[], scope: Scope, owner?: Owner): Sources {
    return this.follow(references, scope, owner, new Set());
  }

  /** @param followed the modules whose local values are a part of the result already */
  private follow(references: readonly string[], scope: Scope, owner: Owner | undefined, followed: Set<Scope>): Sources {
    return union(references.map((reference) => this.followOne(reference, references, scope, owner, followed)));
  }

  private followOne(
    reference: string,
    all: readonly string[],
    scope: Scope,
    owner: Owner | undefined,
    followed: Set<Scope>,
  ): Sources {
    if (constants.test(reference)) {
      return none;
    }
    const [first = "", second = "", third] = partsOf(reference);
    switch (first) {
      case "each":
        return this.follow(owner?.for_each_expression?.references ?? [], scope, undefined, followed);
      case "var":
        return this.followVariable(withoutKey(second), scope, followed);
      case "local":
      case dynamicBlock:
        return this.followLocals(scope, followed);
      case "module":
        return isPrefix(reference, all) ? none : this.followModule(second, third, scope, followed);
      case "data":
        return this.instances.isDeferred(`${scope.prefix}data.${second}.${withoutKey(third ?? "")}`) ? "any" : none;
      default:
        return this.instancesOf(reference, all, `${first}.${second}`, scope);
    }
  }

  private instancesOf(reference: string, all: readonly string[], address: string, { prefix }: Scope): Sources {
    const plain = withoutKey(address);
    const instances = this.instances.resources.get(`${prefix}${plain}`);
    if (instances === undefined) {
      return "any";
    }
    const isAboutKey = address === plain && all.some((other) => other.startsWith(`${plain}[`));
    if (isAboutKey) {
      return none;
    }
    return new Set(address === plain ? instances : instances.filter((one) => one === `${prefix}${address}`));
  }

  /** A variable of the root module has a value in each plan. */
  private followVariable(name: string, { call }: Scope, followed: Set<Scope>): Sources {
    return call === undefined
      ? none
      : this.follow(referencesIn(call.settings.expressions?.[name]), call.parent, call.settings, followed);
  }

  private followModule(call: string, output: string | undefined, { prefix }: Scope, followed: Set<Scope>): Sources {
    const plain = withoutKey(call);
    const children = (this.instances.modules.get(`${prefix}module.${plain}`) ?? []).filter(
      (child) => call === plain || child.prefix === `${prefix}module.${call}.`,
    );
    return children.length === 0
      ? "any"
      : union(
          children.flatMap((child) =>
            Object.entries(child.module.outputs ?? {})
              .filter(([name]) => output === undefined || name === withoutKey(output))
              .map(([, { expression }]) => this.follow(expression?.references ?? [], child, undefined, followed)),
          ),
        );
  }

  /**
   * A plan does not show what a local value is. It can come from each resource of its module that contributes to the plan,
   * from the module's variables, and from the outputs of the modules that it calls.
   */
  private followLocals(scope: Scope, followed: Set<Scope>): Sources {
    const { relevant } = this.instances;
    if (relevant === undefined) {
      return "any";
    }
    if (followed.has(scope)) {
      return none;
    }
    const known = this.locals.get(scope);
    if (known !== undefined) {
      return known;
    }
    const isComplete = followed.size === 0;
    followed.add(scope);
    const { module, prefix, call } = scope;
    const own = (module.resources ?? [])
      .map(({ address }) => address)
      .filter((address) => relevant.has(withoutKeys(`${prefix}${address}`)))
      .map((address) => this.follow([address], scope, undefined, followed));
    const outputs = Object.keys(module.module_calls ?? {}).map((name) =>
      this.followModule(name, undefined, scope, followed),
    );
    const variables = Object.keys(call?.settings.expressions ?? {}).map((name) =>
      this.followVariable(name, scope, followed),
    );
    const sources = union([...own, ...outputs, ...variables]);
    if (isComplete) {
      this.locals.set(scope, sources);
    }
    return sources;
  }
}

/** All references inside of an expression or of blocks. */
export function referencesIn(expression: unknown): readonly string[] {
  if (Array.isArray(expression)) {
    return expression.flatMap(referencesIn);
  }
  if (!isObject(expression)) {
    return [];
  }
  return isExpression(expression) ? (expression.references ?? []) : Object.values(expression).flatMap(referencesIn);
}

/** Whether an object is an expression, and not a block. */
export function isExpression(value: Properties): value is Properties & Expression {
  return Array.isArray(value.references) || Object.hasOwn(value, "constant_value");
}

function union(all: readonly Sources[]): Sources {
  const known = all.filter((sources) => sources !== "any");
  return known.length < all.length ? "any" : new Set(known.flatMap((sources) => [...sources]));
}

/** `module.a["x.y"].b` in its three parts. */
function partsOf(reference: string): readonly string[] {
  return reference.match(/(?:[^.[]|\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\])+/g) ?? [];
}

/** Whether the list has a longer form of a reference to a module. */
function isPrefix(reference: string, all: readonly string[]): boolean {
  return all.some((other) => other.startsWith(`${reference}.`) || other.startsWith(`${reference}[`));
}

function withoutKey(part: string): string {
  return part.replace(/\[.*$/s, "");
}

/** An address without the keys of `count` and `for_each`. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g, "");
}
