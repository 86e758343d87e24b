import { Resource, Unknown } from "../../../policy-pack/program/maybe";
import { printable } from "../../../policy-pack/program/printable";
import { Properties } from "../../../policy-pack/program/readValue";
import type { State, StateResource } from "../../state";
import { ConfiguredModule, ConfiguredResource, Shown, Values, ValuesModule, ValuesResource } from "./plan";
import { pulumiType } from "./names";
import { Instances, References, Scope, withoutKeys } from "./sources";
import { readValues } from "./values";

/** Data sources with the contents of what they find. */
const readData: ReadonlySet<string> = new Set(["aws_cloudfront_cache_policy", "aws_cloudfront_origin_request_policy"]);

/** Resources that create nothing outside of Terraform, unless they have a provisioner. */
const createsNothing = /^(archive|local|null|terraform|time)_/;

export function isTerraform(written: Properties): boolean {
  return typeof written.format_version === "string" && !Object.hasOwn(written, "provider_schemas");
}

/** Reads the resources of a plan, as the plan leaves them, or of a state. */
export function readTerraform(written: unknown): State {
  const shown = written as Shown;
  if (!shown.format_version.startsWith("1.") && !shown.format_version.startsWith("0.")) {
    throw new Error(
      `it has format version ${printable(shown.format_version)}; use one that terraform show -json prints as 1.x`,
    );
  }
  return new Reader(shown).read();
}

class Reader {
  private readonly secrets: string[] = [];
  private readonly resources = new Map<string, StateResource>();
  private readonly changes;
  private readonly configured = new Map<string, ConfiguredResource>();
  private readonly scopes = new Map<string, Scope>();
  private readonly references: References;
  private readonly shown: readonly ValuesResource[];

  constructor(private readonly plan: Shown) {
    this.shown = resourcesIn(plan.values ?? plan.planned_values).filter(isRead);
    this.changes = new Map((plan.resource_changes ?? []).map((change) => [change.address, change.change]));
    const root = plan.configuration?.root_module;
    const modules = new Map<string, Scope[]>();
    if (root !== undefined) {
      this.addModule({ prefix: "", module: root }, (plan.values ?? plan.planned_values)?.root_module, modules);
    }
    this.references = new References(this.instances(modules));
  }

  read(): State {
    const found = [...this.shown, ...this.foundData()].map((resource) => this.readResource(resource));
    for (const resource of found) {
      this.resources.set(resource.urn, resource);
    }
    const provisioned = this.shown.filter((one) => this.configuredOf(one)?.provisioners !== undefined).map(provisioner);
    return { resources: [...found, ...provisioned, ...this.omitted()], secrets: this.secrets };
  }

  /** What a plan with `-target` leaves out can be any part of what it has. Earlier versions of Terraform have no `complete`. */
  private omitted(): readonly StateResource[] {
    const planned = new Set(this.shown.map(({ address }) => withoutLastKey(address)));
    const isOmitted = ([address, { mode, count_expression: count, for_each_expression: each }]: [
      string,
      ConfiguredResource,
    ]): boolean => mode === "managed" && count === undefined && each === undefined && !planned.has(address);
    const isComplete = this.plan.complete !== false && ![...this.configured].some(isOmitted);
    return isComplete ? [] : [{ urn: "the resources that the plan omits", type: "terraform:omitted", props: {} }];
  }

  private addModule(scope: Scope, shown: ValuesModule | undefined, modules: Map<string, Scope[]>): void {
    this.scopes.set(scope.prefix, scope);
    for (const [name, settings] of Object.entries(scope.module.module_calls ?? {})) {
      const address = `${scope.prefix}module.${name}`;
      const instances = (shown?.child_modules ?? []).filter((child) => isInstanceOf(child.address ?? "", address));
      const children = instances.map((child) => ({
        prefix: `${child.address ?? ""}.`,
        module: settings.module ?? {},
        call: { parent: scope, settings },
        shown: child,
      }));
      modules.set(address, children);
      children.forEach(({ shown: child, ...own }) => {
        this.addModule(own, child, modules);
      });
    }
    this.addConfigured(scope.prefix, scope.module);
  }

  private addConfigured(prefix: string, { resources = [] }: ConfiguredModule): void {
    for (const resource of resources) {
      this.configured.set(`${prefix}${resource.address}`, resource);
    }
  }

  private instances(modules: Instances["modules"]): Instances {
    const resources = new Map<string, string[]>();
    for (const { address } of this.shown) {
      const key = withoutLastKey(address);
      const instances = resources.get(key);
      if (instances === undefined) {
        resources.set(key, [address]);
      } else {
        instances.push(address);
      }
    }
    const deferred = new Set(
      (this.plan.resource_changes ?? [])
        .filter(({ mode }) => mode === "data")
        .map(({ address }) => withoutLastKey(address)),
    );
    const relevant = this.plan.relevant_attributes?.map(({ resource }) => withoutKeys(resource));
    return {
      resources,
      modules,
      relevant: relevant === undefined ? undefined : new Set(relevant),
      isDeferred: (address) => deferred.has(address),
    };
  }

  /** What the plan's data sources have found. */
  private foundData(): readonly ValuesResource[] {
    const own = new Set(this.shown.map(({ address }) => address));
    return resourcesIn(this.plan.prior_state?.values).filter(
      (resource) => resource.mode === "data" && isRead(resource) && !own.has(resource.address),
    );
  }

  private configuredOf({ address }: ValuesResource): ConfiguredResource | undefined {
    return this.configured.get(withoutLastKey(address));
  }

  private readResource(resource: ValuesResource): StateResource {
    const { address, type, values = {}, sensitive_values: sensitive } = resource;
    const change = this.changes.get(address);
    const configured = this.configuredOf(resource);
    const scope = this.scopes.get(moduleOf(address));
    const unknown = (reason: string, references: readonly string[]): Unknown =>
      new Unknown(reason, this.sources(references, scope, configured), {
        resolution: "Set a literal value, or check the state after terraform apply.",
      });
    const props = readValues(
      values,
      change?.after_unknown,
      sensitive ?? change?.after_sensitive,
      configured?.expressions,
      {
        type,
        owner: type.endsWith("_distribution") ? "" : `${address}.`,
        unknown,
        addSecrets: (found) => this.secrets.push(...found),
      },
    );
    return { urn: printable(address), type: pulumiType(type), props, isComponent: createsNothing.test(type) };
  }

  private sources(
    references: readonly string[],
    scope: Scope | undefined,
    owner: ConfiguredResource | undefined,
  ): () => readonly Resource[] {
    let found: readonly Resource[] | undefined;
    return () => {
      const sources = scope === undefined ? "any" : this.references.sourcesOf(references, scope, owner);
      found ??=
        sources === "any" ? [] : [...sources].flatMap((address) => this.resources.get(printable(address)) ?? []);
      return found;
    };
  }
}

function resourcesIn(values: Values | undefined): readonly ValuesResource[] {
  const all: ValuesResource[] = [];
  const add = ({ resources = [], child_modules: children = [] }: ValuesModule): void => {
    all.push(...resources);
    children.forEach(add);
  };
  add(values?.root_module ?? {});
  return all;
}

/** Data sources name what others manage. Only some show its settings. */
function isRead({ mode, type }: ValuesResource): boolean {
  return mode === "managed" || readData.has(type);
}

/** A provisioner runs a script, which can create anything. */
function provisioner({ address }: ValuesResource): StateResource {
  return { urn: `${printable(address)} (provisioner)`, type: "terraform:provisioner", props: {} };
}

function isInstanceOf(address: string, module: string): boolean {
  return address === module || address.startsWith(`${module}[`);
}

const lastKey = /\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/;

function withoutLastKey(address: string): string {
  return address.replace(lastKey, "");
}

/** The address of the module with a dot at its end; empty for the root module. */
function moduleOf(address: string): string {
  return /^(?:module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.)*/.exec(address)?.[0] ?? "";
}
