import { Selection } from "./managedPolicies";

/** Whether a selection takes a name; header names have no letter case. */
export function takes(selection: Selection, name: string): boolean {
  switch (selection.kind) {
    case "none":
      return false;
    case "all":
      return true;
    case "only":
      return lists(selection.names, name);
    case "allExcept":
      return !lists(selection.names, name);
  }
}

function lists(names: readonly string[], name: string): boolean {
  return names.some((listed) => listed.toLowerCase() === name.toLowerCase());
}
