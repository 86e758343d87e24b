import type { JsonObject } from "../../aws/account";
import type { AwsContext } from "../resourceType";

/** A function of the package `aws`, without its arguments in the result. */
export type ProviderFunction = (args: JsonObject, context: AwsContext) => JsonObject;
