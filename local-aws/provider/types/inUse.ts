import { Account, Json, StoredResource } from "../../aws/account";
import { isObject } from "../values";

/** AWS's refusal to delete what a resource of one of these types names, by its id or its ARN. */
export function refusedWhileUsedBy(types: readonly string[], error: string) {
  return ({ id, outputs: { arn } }: StoredResource, account: Account): string | undefined =>
    types.some((type) => account.list(type).some(({ outputs }) => mentions(outputs, [id, arn]))) ? error : undefined;
}

function mentions(value: Json | undefined, names: readonly (Json | undefined)[]): boolean {
  if (Array.isArray(value)) {
    return value.some((item) => mentions(item, names));
  }
  return isObject(value)
    ? Object.values(value).some((item) => mentions(item, names))
    : typeof value === "string" && names.includes(value);
}
