import { JsonObject } from "../../aws/account";
import { Resource } from "../../aws/resource";
import { PlannedResource } from "../resourceType";

/** A part of an API that an import creates. */
export function part(type: string, id: string, outputs: JsonObject): Resource {
  return { type, id, outputs: { id, ...outputs } };
}

/** @param scheme the name of the authorizer's security scheme */
export function authorizerId({ token }: PlannedResource, scheme: string): string {
  return token(6, `authorizer ${scheme}`);
}
