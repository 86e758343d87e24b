import { Account } from "../../aws/account";
import { Port } from "../frontEnd";
import { Address, resolve } from "../network";
import { signatureHeaders } from "../originAccess";
import { send } from "../send";
import { Answer, discard, readAnswer } from "./response";
import { Distribution, Origin, OriginGroup } from "../../aws/cloudfront/distribution";
import { originRequest, ViewerRequest } from "./forwarding";
import { pageAnswer, Refusal } from "./pages";
import { Route } from "./routes";

/** What an edge location needs of the world around it. */
export interface World {
  readonly account: Account;
  readonly ca: string;
  /** The loopback port behind a port of an address; nothing where nobody listens there. */
  readonly loopbackPort: (address: Address, port: Port) => Promise<number | undefined>;
  /** Takes what edge functions write and how they fail. */
  readonly log: (functionName: string, line: string) => void;
}

export interface Viewer extends ViewerRequest {
  readonly secure: boolean;
  readonly body: Buffer;
}

/** Asks the origin that a behavior names; of a group the primary, and the secondary where that fails. */
export async function askOrigin(world: World, route: Route, viewer: Viewer): Promise<Answer> {
  const { distribution, behavior } = route;
  const group = distribution.originGroups?.find(({ originId }) => originId === behavior.targetOriginId);
  const [primary, secondary] = group?.members ?? [{ originId: behavior.targetOriginId }];
  const first = await exchange(world, route, originOf(distribution, primary?.originId), viewer);
  if (group === undefined || secondary === undefined || !failsOver(group, viewer.method, first)) {
    return answerOf(first);
  }
  discard(answerOf(first));
  return answerOf(await exchange(world, route, originOf(distribution, secondary.originId), viewer));
}

/** What came of asking an origin: its answer, or CloudFront's own page for getting none. */
type Result = Answer | Refusal;

function answerOf(result: Result): Answer {
  return typeof result === "string" ? pageAnswer(result) : result;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html */
function failsOver({ failoverCriteria }: OriginGroup, method: string, result: Result): boolean {
  const failed = typeof result === "string" || failoverCriteria.statusCodes.includes(result.status);
  return failed && ["GET", "HEAD", "OPTIONS"].includes(method);
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
  { distribution, settings }: Route,
  origin: Origin,
  viewer: Viewer,
): Promise<Result> {
  const { method, body } = viewer;
  const { path, headers } = originRequest(viewer, settings.forwarding, origin, distribution.id);
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
  const incoming = await send(destination, { ...request, headers: { ...headers, ...signature } });
  return (incoming && (await readAnswer(incoming, method))) ?? "connection";
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
