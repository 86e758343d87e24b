export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

/** A resource in the account. */
export interface StoredResource<Outputs = JsonObject, Internal = JsonObject> {
  /** Pulumi's type token, e.g. `aws:cloudfront/distribution:Distribution`. */
  readonly type: string;
  readonly id: string;
  /** A random string. The resource's ID and other values that AWS generates are derived from it. */
  readonly seed: string;
  readonly inputs: JsonObject;
  /** The inputs, and everything that AWS computes. */
  readonly outputs: Outputs;
  /** Data that AWS stores with the resource but does not return. */
  readonly internal?: Internal | undefined;
  /** The uploaded files: file name to the SHA-256 of its content. */
  readonly files?: Readonly<Record<string, string>>;
  /** Identifies the resource among those of its type if the ID does not: each HTTP API can have a stage `$default`. */
  readonly key?: string;
  /** The URN of the stack's resource. On AWS, CloudTrail would show which user created it and when. */
  readonly urn?: string | undefined;
}

declare const contents: unique symbol;

/** Pulumi's type token, with the types of the outputs and of the internal data. */
export type TypeToken<Outputs, Internal = JsonObject> = string & { readonly [contents]: [Outputs, Internal] };

export function typeToken<Outputs, Internal = JsonObject>(token: string): TypeToken<Outputs, Internal> {
  return token as TypeToken<Outputs, Internal>;
}

export type Resource<Outputs = JsonObject> = Pick<StoredResource<Outputs>, "type" | "id" | "outputs">;

/** Reads resources. Outputs have the type of the token; nothing checks that at run time. */
export interface ResourceReader {
  get<Outputs>(type: TypeToken<Outputs>, key: string): Resource<Outputs> | undefined;
  list<Outputs>(type: TypeToken<Outputs>): readonly Resource<Outputs>[];
}

export function keyOf({ key, id }: StoredResource<unknown, unknown>): string {
  return key ?? id;
}

/** The content of a resource, as an edit changes it, and the values that change with it. */
export interface Edited {
  readonly files: Readonly<Record<string, string>>;
  readonly outputs?: JsonObject;
  readonly internal?: JsonObject;
}

export function withEdited(resource: StoredResource, { files, outputs, internal }: Edited): StoredResource {
  return {
    ...resource,
    files,
    outputs: { ...resource.outputs, ...outputs },
    internal: { ...resource.internal, ...internal },
  };
}
