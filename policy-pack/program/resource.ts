import { Resource } from "./maybe";

export type { Resource };

export function resourceName({ urn }: Pick<Resource, "urn">): string {
  return urn.split("::").at(-1) ?? urn;
}
