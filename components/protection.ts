import * as pulumi from "@pulumi/pulumi";

/**
 * The options of a resource that ordinary updates replace or delete. With `protect`, the engine would refuse such an update. A
 * protected resource must depend on it, so that a refused destroy ends before it.
 */
export function unprotected(opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return { ...opts, protect: false };
}
