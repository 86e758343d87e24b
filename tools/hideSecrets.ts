import { hidingSecrets } from "../policy-pack/adapter/secrets";
import { Unknown } from "../policy-pack/program/maybe";
import { State } from "./state";

/** A copy of what a command prints, in whose strings each secret of the state is replaced. */
export function hideSecrets<T>(printed: T, { secrets = [] }: Pick<State, "secrets">): T {
  return secrets.length === 0 ? printed : (changeStrings(printed, hidingSecrets(secrets)) as T);
}

function changeStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => changeStrings(item, change));
  }
  // The reason of an unknown value names its property.
  return typeof value !== "object" || value === null || value instanceof Unknown
    ? value
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, changeStrings(inner, change)]));
}
