import { Account, JsonObject, StoredResource } from "../account";

/**
 * What the provider knows of one resource type. A type that no stack here and no rule needs is not in the table.
 * `Inputs` names those it looks at.
 */
export interface ResourceType<Inputs = JsonObject> {
  /** The input that takes a generated name where the program gives none. */
  readonly namedBy?: string;
  /** Inputs that AWS can't change on a living resource: a new value means a new resource. */
  readonly immutable?: readonly string[];
  /** An id shaped like AWS's. */
  readonly id: (inputs: Inputs, resource: Planned) => string;
  /** What AWS computes. Nested objects are merged into the inputs of the same name. */
  readonly outputs?: (inputs: Inputs, resource: Planned) => JsonObject;
  /** AWS's own refusal of these inputs, or nothing. */
  readonly refuse?: (inputs: Inputs, account: Account, self: StoredResource | undefined) => string | undefined;
}

/** A part of the table. What the engine sends is taken to be of these types, as the provider's schema promises. */
export function typesOf<Inputs>(types: Record<string, ResourceType<Inputs>>): Record<string, ResourceType> {
  return types as unknown as Record<string, ResourceType>;
}

/** A resource about to be made, or made. */
export interface Planned {
  readonly id: string;
  readonly region: string;
  readonly account: Account;
  /** Hexadecimal digits that stay the same for the resource's whole life, for names that AWS makes up; at most 64. */
  readonly token: (length: number, purpose?: string) => string;
}
