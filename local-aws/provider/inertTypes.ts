import { accountId } from "../aws/account";
import { placeholders } from "./placeholders";
import { ResourceType } from "./resourceType";
import { resourceOutputs, resourceProperties } from "./sdk";

/**
 * Resource types that the local AWS does not model: a resource returns its inputs, and placeholders for what AWS computes.
 * @param onFirst called at the first use of each type
 */
export function inertTypes(onFirst: (type: string) => void): (type: string) => ResourceType {
  const known = new Map<string, ResourceType>();
  return (type) => {
    const found = known.get(type);
    if (found !== undefined) {
      return found;
    }
    const created = inertType(type);
    known.set(type, created);
    onFirst(type);
    return created;
  };
}

function inertType(type: string): ResourceType {
  const declared = resourceOutputs(type);
  const [pkg = ""] = type.split(":");
  return {
    // As the aws provider, which generates names for most types.
    ...(resourceProperties(type)?.inputs.includes("name") === true ? { namedBy: "name" } : {}),
    id: (_, { token }) => `not-modeled-${token(12)}`,
    outputs: (_, { id, region }) => ({
      ...placeholders(pkg, declared, id),
      arn: inertArn(type, region, id),
    }),
  };
}

/** @param token of a type or of a function */
export function inertArn(token: string, region: string, id: string): string {
  const [, module = ""] = token.split(":");
  const [service = ""] = module.split("/");
  return `arn:aws:${service}:${region}:${accountId}:${id}`;
}
