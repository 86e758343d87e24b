import { Planned } from "../resourceType";

/** An id in the form of a UUID, as many of AWS's are. */
export function uuid({ token }: Pick<Planned, "token">): string {
  return token(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
