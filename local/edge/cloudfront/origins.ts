import type { IncomingMessage } from "node:http";
import { Account } from "../../account";
import { Port } from "../frontEnd";
import { Address, resolve } from "../network";
import { signatureHeaders } from "../originAccess";
import { send } from "../send";
import { CacheBehavior, Distribution, Origin, OriginGroup } from "./deployed";
import { originRequest, ViewerRequest } from "./forwarding";
import { forwardingOf } from "./forwardingOf";
import { Refusal, statusOfPage } from "./pages";

/** What an edge location needs of the world around it. */
export interface World {
  readonly account: Account;
  readonly ca: string;
  /** The loopback port behind a port of an address; nothing where nobody listens there. */
  readonly loopbackPort: (address: Address, port: Port) => Promise<number | undefined>;
}

export interface Viewer extends ViewerRequest {
  readonly secure: boolean;
  readonly body: Buffer;
}

/** What came of asking an origin: its answer, or CloudFront's own page for getting none. */
export type Result = IncomingMessage | Refusal;

export function statusOf(result: Result): number {
  return typeof result === "string" ? statusOfPage(result) : (result.statusCode ?? 502);
}

/** Asks the origin that a behavior names; of a group the primary, and the secondary where that fails. */
export async function askOrigin(
  world: World,
  distribution: Distribution,
  behavior: CacheBehavior,
  viewer: Viewer,
): Promise<Result> {
  const group = distribution.originGroups?.find(({ originId }) => originId === behavior.targetOriginId);
  const [primary, secondary] = group?.members ?? [{ originId: behavior.targetOriginId }];
  const result = await exchange(world, distribution, originOf(distribution, primary?.originId), behavior, viewer);
  if (group === undefined || secondary === undefined || !failsOver(group, viewer.method, result)) {
    return result;
  }
  discard(result);
  return exchange(world, distribution, originOf(distribution, secondary.originId), behavior, viewer);
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html */
function failsOver({ failoverCriteria }: OriginGroup, method: string, result: Result): boolean {
  const failed = typeof result === "string" || failoverCriteria.statusCodes.includes(statusOf(result));
  return failed && ["GET", "HEAD", "OPTIONS"].includes(method);
}

/** An answer that nobody reads would keep its connection open. */
export function discard(result: Result): void {
  if (typeof result !== "string") {
    result.resume();
  }
}

function originOf(distribution: Distribution, id: string | undefined): Origin {
  const origin = distribution.origins.find(({ originId }) => originId === id);
  if (origin === undefined) {
    throw new Error(`distribution ${distribution.id} has no origin "${String(id)}"`);
  }
  return origin;
}

async function exchange(
  { account, ca, loopbackPort }: World,
  distribution: Distribution,
  origin: Origin,
  behavior: CacheBehavior,
  viewer: Viewer,
): Promise<Result> {
  const { method, body } = viewer;
  const { path, headers } = originRequest(viewer, forwardingOf(behavior, account), origin, distribution.id);
  const request = { method, path, headers, body };
  const signature = signatureHeaders(account, origin.originAccessControlId, method, request, distribution.arn);
  const address = resolve(account, origin.domainName.toLowerCase());
  if (address === undefined) {
    return "dns";
  }
  const port = portOf(origin, viewer.secure);
  const listening = await loopbackPort(address, port);
  if (listening === undefined) {
    return "connection";
  }
  const destination = { domainName: origin.domainName, scheme: port.scheme, loopbackPort: listening, ca };
  return (await send(destination, { ...request, headers: { ...headers, ...signature } })) ?? "connection";
}

/**
 * A bucket is asked by the viewer's own protocol: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-s3-origin.html
 * For any other origin: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginProtocolPolicy
 */
function portOf({ customOriginConfig }: Origin, viewerSecure: boolean): Port {
  const { originProtocolPolicy = "match-viewer", httpPort = 80, httpsPort = 443 } = customOriginConfig ?? {};
  const secure = originProtocolPolicy === "match-viewer" ? viewerSecure : originProtocolPolicy === "https-only";
  return secure ? { scheme: "https", number: httpsPort } : { scheme: "http", number: httpPort };
}
