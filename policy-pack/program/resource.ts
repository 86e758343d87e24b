/** A resource of a program or a state, with plain values. An unknown value has the resources it can come from. */
export interface Resource {
  readonly type: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** Whether the outputs of a resource can be any value, including the ID or name of another resource. */
export function canOutputAnything({ type }: Resource): boolean {
  return /^(pulumi:pulumi:StackReference|pulumi-nodejs:dynamic:|command:|aws:ssm\/|aws:secretsmanager\/|aws:cloudformation\/)/.test(
    type,
  );
}

export function resourceName({ urn }: Resource): string {
  return urn.split("::").at(-1) ?? urn;
}
