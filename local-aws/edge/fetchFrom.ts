import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { buffer } from "node:stream/consumers";
import type { Edge } from ".";

/** Statuses whose response has no body. https://fetch.spec.whatwg.org/#null-body-status */
const withoutBody = [204, 205, 304];

/** Sends a request as `fetch` does, to the edge in place of the hostname's address. Redirects are not followed. */
export async function fetchFrom(edge: Edge, url: URL, init?: RequestInit): Promise<Response> {
  if (url.protocol !== "https:") {
    throw new Error(`${url.href} is not an HTTPS URL. Request https://${url.host}${url.pathname} instead.`);
  }
  const { method, headers, body, signal } = new Request(url, init);
  const outgoing = request({
    host: "127.0.0.1",
    port: edge.port,
    servername: url.hostname,
    ca: readFileSync(edge.hostnamesCaFile),
    method,
    path: `${url.pathname}${url.search}`,
    headers: { ...Object.fromEntries(headers), host: url.hostname },
    agent: false,
    signal,
  });
  outgoing.end(body === null ? undefined : await buffer(body));
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  const { statusCode: status = 0, rawHeaders } = incoming;
  const received = await buffer(incoming);
  return new Response(withoutBody.includes(status) ? null : new Uint8Array(received), {
    status,
    headers: rawHeaders.flatMap((name, at): [string, string][] =>
      at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ""]] : [],
    ),
  });
}
