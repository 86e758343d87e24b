import { accountId } from "../aws/account";
import { ResourceType } from "./resourceType";
import { sdkProperties } from "./schema";

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
  const { inputs: names, computed } = propertiesOf(type);
  const [, module = ""] = type.split(":");
  const [service = ""] = module.split("/");
  return {
    // As the aws provider, which generates names for most types.
    ...(names.includes("name") ? { namedBy: "name" } : {}),
    id: (_, { token }) => `not-modeled-${token(12)}`,
    outputs: (inputs, { id, region }) => ({
      ...Object.fromEntries(
        computed.filter((name) => inputs[name] === undefined).map((name) => [name, placeholder(name, id)]),
      ),
      arn: `arn:aws:${service}:${region}:${accountId}:${id}`,
    }),
  };
}

/** A string that can stand for a hostname, which no DNS resolves. https://www.rfc-editor.org/rfc/rfc2606#section-2 */
function placeholder(name: string, id: string): string {
  return `${name.toLowerCase()}.${id}.invalid`;
}

/** Only the SDK of aws and random is available. */
function propertiesOf(type: string): ReturnType<typeof sdkProperties> {
  try {
    return sdkProperties(type);
  } catch {
    return { inputs: [], computed: [] };
  }
}
