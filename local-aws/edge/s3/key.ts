/**
 * Converts a path to a key. A key is not a file path, so dot segments stay as they are. S3 decodes `+` to a space.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
export function keyOf(url: string): string | undefined {
  try {
    return decodeURIComponent((url.split("?", 1)[0] ?? "").slice(1).replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
