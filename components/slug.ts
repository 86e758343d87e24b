import { createHash } from "node:crypto";

/** A part of Pulumi names that is readable, and different for each text: `post-orders-id-1f2e3d4c`. */
export function slug(text: string): string {
  const words = text.toLowerCase().split(/[^a-z0-9]+/);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return [...words, hash].filter((word) => word !== "").join("-");
}
