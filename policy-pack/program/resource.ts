/** A resource of a program or a state, its values plain; an unknown one carries what it may have come from. */
export interface Resource {
  readonly type: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** Its outputs may be anything, the id or the name of another resource too. */
export function canOutputAnything({ type }: Resource): boolean {
  return /^(pulumi:pulumi:StackReference|pulumi-nodejs:dynamic:|command:|aws:ssm\/|aws:secretsmanager\/|aws:cloudformation\/)/.test(
    type,
  );
}

export function resourceName({ urn }: Resource): string {
  return urn.split("::").at(-1) ?? urn;
}
