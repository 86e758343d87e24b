import { frozen } from "./frozen";
import { Resource } from "./maybe";

export type { Resource };

export function resourceName({ urn }: Pick<Resource, "urn">): string {
  return urn.split("::").at(-1) ?? urn;
}

/** The URN that findings about a resource are reported on: the engine has no URN for a resource inside another. */
export function reportedUrn({ urn, holder }: Pick<Resource, "urn" | "holder">): string {
  return holder ?? urn;
}

/** The name of a resource inside another one, such as its logical ID in a CloudFormation stack. */
export function innerName(resource: Pick<Resource, "urn" | "holder">): string | undefined {
  return resource.holder === undefined ? undefined : resourceName(resource);
}

/** A resource whose properties are computed when a rule needs them: rules inspect only a few resources of a stack. */
export function lazyResource(named: Omit<Resource, "props">, read: () => Resource["props"]): Resource {
  let props: Resource["props"] | undefined;
  return {
    ...named,
    get props() {
      return (props ??= frozen(read()));
    },
  };
}
