import { Resource } from "./maybe";

export type { Resource };

/** Whether the outputs of a resource can be any value, including the ID or name of another resource. */
export function canOutputAnything({ type }: Resource): boolean {
  return /^(pulumi:pulumi:StackReference|pulumi-nodejs:dynamic:|command:|aws:ssm\/|aws:secretsmanager\/|aws:cloudformation\/)/.test(
    type,
  );
}

export function resourceName({ urn }: Pick<Resource, "urn">): string {
  return urn.split("::").at(-1) ?? urn;
}
