import { Account, JsonObject, StoredResource } from "../aws/account";

/** How the provider models a resource type. `Inputs` has the inputs that the definition reads. */
export interface ResourceType<Inputs = JsonObject> {
  /** The input that gets a generated name if the program sets none. */
  readonly namedBy?: string;
  /** Set if the generated name is the resource's name only, without random digits. */
  readonly hasPlainName?: true;
  /** Set if the aws provider generates names in lower case. */
  readonly isLowerCase?: true;
  /** Inputs that AWS cannot change on an existing resource: a new value replaces the resource. */
  readonly immutable?: readonly string[];
  /** An ID in AWS's form. */
  readonly id: (inputs: Inputs, resource: PlannedResource) => string;
  /** The ID for `pulumi import`, if it is not the resource's ID. */
  readonly importId?: (inputs: Inputs, id: string) => string;
  /** Set if two resources of the type can have the same ID; their import IDs differ. */
  readonly keyedByImportId?: true;
  /** What AWS computes. Nested objects are merged into the inputs of the same name. */
  readonly outputs?: (inputs: Inputs, resource: PlannedResource) => JsonObject;
  /** What AWS stores with the resource and no API returns, e.g. a deployment's snapshot of its API. */
  readonly internal?: (inputs: Inputs, resource: PlannedResource, existing: StoredResource | undefined) => JsonObject;
  /** Content in the inputs that AWS stores like an uploaded file. */
  readonly content?: (inputs: Inputs) => Buffer | undefined;
  /** Files that AWS copies from another resource: names with the hashes of contents in the account. */
  readonly files?: (inputs: Inputs, context: AwsContext) => Readonly<Record<string, string>>;
  /** What must be unique, and AWS's error for a second one. Without it the second overwrites the first. */
  readonly unique?: {
    readonly by: (inputs: Inputs) => string;
    readonly error: (inputs: Inputs) => string;
    /** Another type with the same namespace. */
    readonly sharedWith?: string;
  };
  /**
   * Another type that manages the same resource of AWS, as both versions of the API Gateway API do. An import takes the
   * resource over; `inputs` are those of this type, if it can manage the resource.
   */
  readonly sameAs?: { readonly type: string; readonly inputs: (stored: StoredResource) => JsonObject | undefined };
  /** AWS's error for these inputs, if it rejects them. An update has an `existing` resource. */
  readonly inputError?: (
    inputs: Inputs,
    context: AwsContext,
    existing: StoredResource | undefined,
  ) => string | undefined;
  /** AWS's error for the deletion, if it rejects it. */
  readonly deleteError?: (stored: StoredResource, account: Account) => string | undefined;
  /** A condition that the aws provider waits for after it created the resource, and its error after a timeout. */
  readonly waitsFor?: {
    readonly condition: (inputs: Inputs, context: AwsContext) => boolean;
    readonly error: (inputs: Inputs) => string;
  };
  /** What the creation changes in other resources. */
  readonly sideEffect?: (inputs: Inputs, account: Account) => void;
  /** Set if the resource exists in the engine's state only. */
  readonly stateless?: true;
}

/** A resource type in a table whose entries have different inputs. */
export type AnyResourceType = ResourceType<never>;

/** Defines a resource type. `Inputs` declares the inputs that it reads, as the provider's schema has them. */
export function resourceType<Inputs>(definition: ResourceType<Inputs>): AnyResourceType {
  return definition;
}

/** The account and region of a call. */
export interface AwsContext {
  readonly region: string;
  readonly account: Account;
}

/** A resource that exists or is about to be created. */
export interface PlannedResource extends AwsContext {
  readonly id: string;
  /** Up to 64 hexadecimal digits for generated names. They stay the same as long as the resource exists. */
  readonly token: (length: number, purpose?: string) => string;
}
