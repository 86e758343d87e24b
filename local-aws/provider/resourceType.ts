import { Account, JsonObject, StoredResource } from "../aws/account";

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
  /** The id that `pulumi import` takes, where it is another one. */
  readonly importId?: (inputs: Inputs, id: string) => string;
  /** Whether the id alone does not tell it from others of its type, and the import id does. */
  readonly keyedByImportId?: true;
  /** What AWS computes. Nested objects are merged into the inputs of the same name. */
  readonly outputs?: (inputs: Inputs, resource: Planned) => JsonObject;
  /** What AWS keeps of it and shows nobody, e.g. the moment's copy of an API that a deployment is. */
  readonly keep?: (inputs: Inputs, asked: Asked, self: StoredResource | undefined) => JsonObject;
  /** What no two of them may share, and AWS's refusal of the second. Without it the second takes the first one's place. */
  readonly unique?: { readonly by: (inputs: Inputs) => string; readonly error: (inputs: Inputs) => string };
  /** AWS's own refusal of these inputs, or nothing. `self` is the resource that an update is for. */
  readonly refuse?: (inputs: Inputs, asked: Asked, self: StoredResource | undefined) => string | undefined;
  /** AWS's own refusal to delete it, or nothing. */
  readonly refuseDelete?: (stored: StoredResource, account: Account) => string | undefined;
  /** What the aws provider waits for before it calls the resource made, and what it says once it has waited too long. */
  readonly awaits?: {
    readonly until: (inputs: Inputs, asked: Asked) => boolean;
    readonly error: (inputs: Inputs) => string;
  };
  /** What AWS does elsewhere when it is made. */
  readonly effect?: (inputs: Inputs, account: Account) => void;
  /** The engine's state is all there is of it: no account holds one. */
  readonly stateless?: true;
}

/** A part of the table. The engine's inputs are assumed to have these types, because the schema declares them. */
export function typesOf<Inputs>(types: Record<string, ResourceType<Inputs>>): Record<string, ResourceType>;
export function typesOf(types: Record<string, ResourceType>): Record<string, ResourceType> {
  return types;
}

/** Where a call goes. */
export interface Asked {
  readonly region: string;
  readonly account: Account;
}

/** A resource about to be made, or made. */
export interface Planned extends Asked {
  readonly id: string;
  /** Hexadecimal digits that stay the same for the resource's whole life, for names that AWS makes up; at most 64. */
  readonly token: (length: number, purpose?: string) => string;
}
