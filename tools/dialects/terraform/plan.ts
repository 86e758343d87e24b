import { Properties } from "../../../policy-pack/program/readValue";

/**
 * The output of `terraform show -json`, of a plan or a state, and of `tofu show -json`.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
export interface Shown {
  readonly format_version: string;
  /** A state. */
  readonly values?: Values;
  /** A plan. */
  readonly planned_values?: Values;
  readonly prior_state?: { readonly values?: Values };
  readonly resource_changes?: readonly ResourceChange[];
  readonly configuration?: { readonly root_module?: ConfiguredModule };
  /** False if `-target` or a deferred change leaves something out. */
  readonly complete?: boolean;
  readonly relevant_attributes?: readonly { readonly resource: string }[];
}

export interface Values {
  readonly root_module?: ValuesModule;
}

export interface ValuesModule {
  /** `module.site["shop"]`; undefined for the root module. */
  readonly address?: string;
  readonly resources?: readonly ValuesResource[];
  readonly child_modules?: readonly ValuesModule[];
}

export interface ValuesResource {
  /** `module.site["shop"].aws_cloudfront_distribution.this[0]` */
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly values?: Properties;
  /** Has the shape of the values, with true for each sensitive one. */
  readonly sensitive_values?: unknown;
}

export interface ResourceChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly change: {
    /** Has the shape of the values, with true for each unknown one. */
    readonly after_unknown?: unknown;
    readonly after_sensitive?: unknown;
  };
}

/** A module of the configuration. Its addresses have no keys of `count` and `for_each`. */
export interface ConfiguredModule {
  readonly resources?: readonly ConfiguredResource[];
  readonly outputs?: Readonly<Record<string, { readonly expression?: Expression }>>;
  readonly module_calls?: Readonly<Record<string, ModuleCall>>;
}

export interface ConfiguredResource {
  /** Within the module. */
  readonly address: string;
  readonly expressions?: Properties;
  readonly mode?: "managed" | "data";
  readonly count_expression?: Expression;
  readonly for_each_expression?: Expression;
  readonly provisioners?: readonly unknown[];
}

export interface ModuleCall {
  readonly expressions?: Properties;
  readonly for_each_expression?: Expression;
  readonly module?: ConfiguredModule;
}

export interface Expression {
  readonly constant_value?: unknown;
  /** `aws_s3_bucket.site.id`, and `aws_s3_bucket.site`, which is a part of it. */
  readonly references?: readonly string[];
}
