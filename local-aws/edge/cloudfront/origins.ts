import { Account } from "../../aws/account";
import { Port, Unreachable } from "../frontEnd";
import { Address } from "../network";
import { signatureHeaders } from "../originAccess";
import { OriginTimeout, sendToOrigin, Timeouts } from "../send";
import { discard, EdgeResponse, readResponse } from "./response";
import { Distribution, Origin, OriginGroup } from "../../aws/cloudfront/distribution";
import { originRequest, ViewerRequest } from "./forwarding";
import { certificateName, clientCertificate, connectionTo } from "./originConnection";
import { errorPageResponse, ErrorPage } from "./pages";
import { isCached, Route } from "./routes";

/** What an edge location uses: the account, the network and the log. */
export interface EdgeServices {
  readonly account: Account;
  readonly ca: string;
  /** Seconds after its creation until an edge-optimized domain is available. AWS needs about 40 minutes. */
  readonly edgeDomainDelay: number;
  /** The loopback port that stands for a port of an address. */
  readonly loopbackPort: (address: Address, port: Port) => Promise<number | Unreachable>;
  /** Logs the output and the errors of CloudFront Functions. */
  readonly log: (functionName: string, line: string) => void;
}

export interface Viewer extends ViewerRequest {
  readonly secure: boolean;
  readonly body: Buffer;
}

/** Sends a request to the behavior's origin. In an origin group, fails over from the primary to the secondary. */
export async function requestOrigin(services: EdgeServices, route: Route, viewer: Viewer): Promise<EdgeResponse> {
  const { distribution, behavior } = route;
  const group = distribution.originGroups?.find(({ originId }) => originId === behavior.targetOriginId);
  const [primary, secondary] = group?.members ?? [{ originId: behavior.targetOriginId }];
  const first = await exchange(services, route, originOf(distribution, primary?.originId), viewer);
  if (group === undefined || secondary === undefined || !failsOver(group, viewer.method, first)) {
    return toResponse(first);
  }
  discard(toResponse(first));
  return toResponse(await exchange(services, route, originOf(distribution, secondary.originId), viewer));
}

/** An origin's response, or the error page to send if there is none. */
type Result = EdgeResponse | ErrorPage;

function toResponse(result: Result): EdgeResponse {
  return typeof result === "string" ? errorPageResponse(result) : result;
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
  { account, ca, loopbackPort }: EdgeServices,
  route: Route,
  origin: Origin,
  viewer: Viewer,
): Promise<Result> {
  const { distribution, settings } = route;
  const { method, body } = viewer;
  const { path, headers } = originRequest(viewer, settings.forwarding, origin, distribution.id);
  const request = { method, path, headers, body };
  const signature = signatureHeaders(account, origin.originAccessControlId, method, request, distribution.arn);
  const { address, port } = connectionTo(account, origin, viewer.secure);
  if (address === undefined) {
    return "dns";
  }
  const listening = await loopbackPort(address, port);
  if (typeof listening === "string") {
    return listening === "refused" ? "connection" : "originTimeout";
  }
  const destination = {
    certificateName: certificateName(origin),
    scheme: port.scheme,
    loopbackPort: listening,
    ca,
    clientCertificate: clientCertificate(account, origin),
  };
  const signed = { ...request, headers: { ...headers, ...signature } };
  return attempt(attemptsOf(origin, method), async () => {
    const response = await sendToOrigin(destination, signed, timeoutsOf(origin));
    return readResponse(response, { method, isCached: isCached(route, viewer) });
  });
}

/** Only a request for reading is sent again. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout */
function attemptsOf({ connectionAttempts = 3 }: Origin, method: string): number {
  return method === "GET" || method === "HEAD" ? connectionAttempts : 1;
}

function timeoutsOf({ customOriginConfig, responseCompletionTimeout }: Origin): Timeouts {
  const { originReadTimeout = 30 } = customOriginConfig ?? {};
  return {
    read: originReadTimeout * 1000,
    ...(responseCompletionTimeout === undefined ? {} : { completion: responseCompletionTimeout * 1000 }),
  };
}

async function attempt(attempts: number, send: () => Promise<EdgeResponse>): Promise<Result> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof OriginTimeout)) {
      return "connection";
    }
    return attempts > 1 ? attempt(attempts - 1, send) : "originTimeout";
  }
}
