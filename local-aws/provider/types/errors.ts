import { Account, Json, StoredResource } from "../../aws/account";
import { awsDistributions } from "../../aws/cloudfront/distribution";
import { multitenantDistributions } from "../../aws/cloudfront/readers/multitenant";
import { nativeDistributions } from "../../aws/cloudfront/readers/native";
import { isObject } from "../values";

/** An error of an AWS API, and the condition for it. */
export interface ApiError<Subject> {
  readonly error: string;
  readonly when: (subject: Subject) => boolean;
}

/** The API returns one error: the first that applies. */
export function firstError<Subject>(errors: readonly ApiError<Subject>[], subject: Subject): string | undefined {
  return errors.find(({ when }) => when(subject))?.error;
}

export const distributionTypes: readonly string[] = [awsDistributions, multitenantDistributions, nativeDistributions];

/** AWS's error for deleting a resource to which a resource of one of these types refers by ID or ARN. */
export function inUseError(types: readonly string[], error: string) {
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
