/** An output of another resource of the program, or the hostname in an output that is a URL. */
export class Reference {
  constructor(
    readonly resource: string,
    readonly property: string,
    readonly form: "value" | "hostname" = "value",
  ) {}
}

export type Value = string | number | boolean | Reference | readonly Value[] | Properties;
export interface Properties {
  readonly [name: string]: Value;
}

export interface Resource {
  readonly name: string;
  /** The module and the class in the Pulumi package `aws`: `["cloudfront", "Distribution"]`. */
  readonly type: readonly [module: string, className: string];
  readonly properties: Properties;
}

/** A program for Pulumi as data, so that one example can be printed in every language. */
export type Program = readonly Resource[];

/** A program that violates one rule, and the same program with the fix. */
export interface Example {
  readonly before: Program;
  readonly after: Program;
}
