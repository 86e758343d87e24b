import { pipeline } from "node:stream/promises";
import { Response } from "../frontEnd";
import { Hit } from "./cache";
import { BufferedResponse, EdgeResponse, headerOf, Headers, isBuffered, without } from "./response";
import { withPolicy } from "./responseHeaders";
import { Route, Settings } from "./routes";
import { viaEntry, ViewerRequest } from "./forwarding";

/** The headers that the behavior's settings allow and add for a viewer. */
export function viewerHeaders({ settings }: Route, response: EdgeResponse, viewer: ViewerRequest): Headers {
  const headers = settings.forwarding.cookies.every(({ kind }) => kind === "none")
    ? without(response.headers, "set-cookie")
    : response.headers;
  return settings.responseHeaders === undefined ? headers : withPolicy(headers, settings.responseHeaders, viewer);
}

/** Sets X-Cache. @param cause the words before "from cloudfront" */
export function withCause(response: EdgeResponse, cause: string): EdgeResponse {
  return { ...response, headers: { ...response.headers, ...causeHeader(cause) } };
}

function causeHeader(cause: string): Headers {
  return { "x-cache": `${cause} from cloudfront` };
}

/** Finishes the headers of cache hits, once for all viewers of a cached response. */
export class HitHeaders {
  private readonly finished = new WeakMap<Headers, { readonly settings: Settings; readonly headers: Headers }>();

  of(route: Route, { response, cause }: Hit, viewer: ViewerRequest): Headers {
    const { settings } = route;
    const known = this.finished.get(response.headers);
    if (known?.settings === settings) {
      return known.headers;
    }
    const headers = { ...viewerHeaders(route, response, viewer), ...causeHeader(cause), ...viaHeader(route) };
    // CORS headers depend on the viewer.
    if (response.status === 200 && settings.responseHeaders?.cors === undefined) {
      this.finished.set(response.headers, { settings, headers });
    }
    return headers;
  }
}

export function viaHeader({ distribution }: Route): Headers {
  return { via: viaEntry(distribution.id) };
}

export function idHeader(requestId: string): Headers {
  return { "x-amz-cf-id": requestId };
}

export async function sendResponse(to: Response, response: EdgeResponse, added: Headers): Promise<void> {
  if (isBuffered(response)) {
    sendBuffered(to, response, added);
  } else {
    to.writeHead(response.status, { ...response.headers, ...added });
    to.flushHeaders?.();
    await pipeline(response.body, to);
  }
}

export function sendBuffered(to: Response, { status, headers, body }: BufferedResponse, added: Headers): void {
  const hasNoBody = status === 204 || status === 304;
  const length = hasNoBody ? {} : { "content-length": headerOf(headers, "content-length") ?? String(body.length) };
  to.writeHead(status, { ...headers, ...added, ...length });
  to.end(hasNoBody || to.req.method === "HEAD" ? undefined : body);
}
