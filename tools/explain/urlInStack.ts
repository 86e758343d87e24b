import { deployedDistributions, unknownHostname } from "../distributions";
import { State } from "../state";

/**
 * Completes a URL that is a path, such as `/api/hello`, with the hostname of the stack's only distribution.
 * @throws an error if the stack has no hostname, or several.
 */
export function urlInStack(url: string, state: State): string {
  if (!url.startsWith("/")) {
    return url;
  }
  const all = deployedDistributions(state);
  const names = all.flatMap((distribution) => distribution.names.slice(0, 1));
  const [name, ...others] = names;
  if (name === undefined) {
    const reason =
      all.length === 0 ? "the stack has no CloudFront distribution; use a complete URL." : unknownHostname(all);
    throw new Error(`"${url}" is a path, and ${reason}`);
  }
  if (others.length > 0) {
    throw new Error(
      `"${url}" is a path, and the stack has ${names.length} hostnames; use one of: ${names.join(", ")}.`,
    );
  }
  return `https://${name}${url}`;
}
