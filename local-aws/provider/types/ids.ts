import { accountId } from "../../aws/account";
import { PlannedResource } from "../resourceType";

/** The time of each creation and change. It is fixed, so that an unchanged resource has no changed output. */
export const fixedTime = "2026-01-01T00:00:00Z";

/** An ID in the form of a UUID, as many AWS services generate. */
export function uuid({ token }: Pick<PlannedResource, "token">): string {
  return token(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The hosted zone of a service's hostnames in a region. On AWS, all resources of the service and the region share it. */
export function regionalZoneId(token: PlannedResource["token"]): string {
  return `Z${token(13, "zone").toUpperCase()}`;
}

export function cloudFrontArn(path: string): string {
  return `arn:aws:cloudfront::${accountId}:${path}`;
}

/** The ID of a distribution or of an origin access control. */
export function cloudFrontId(_: unknown, { token }: PlannedResource): string {
  return `E${token(13).toUpperCase()}`;
}

export function cloudFrontEtag({ token }: PlannedResource): string {
  return `E${token(13, "etag").toUpperCase()}`;
}
