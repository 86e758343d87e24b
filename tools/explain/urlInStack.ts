import { deployedDistributions } from "../distributions";
import { State } from "../state";

/**
 * Completes a URL that is a path, such as `/api/hello`, with the hostname of the stack's only distribution.
 * @throws an error with the possible hostnames if the stack has none or several.
 */
export function urlInStack(url: string, state: State): string {
  if (!url.startsWith("/")) {
    return url;
  }
  const names = deployedDistributions(state).flatMap((distribution) => distribution.names.slice(0, 1));
  const [name, ...others] = names;
  if (name === undefined) {
    throw new Error(`"${url}" is a path, and the stack has no CloudFront distribution; use a complete URL.`);
  }
  if (others.length > 0) {
    throw new Error(
      `"${url}" is a path, and the stack has ${names.length} hostnames; use one of: ${names.join(", ")}.`,
    );
  }
  return `https://${name}${url}`;
}
