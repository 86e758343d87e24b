/** A viewer's request. */
export interface ViewerRequest {
  readonly scheme: "http" | "https";
  /** The hostname in lower case, without the port and without the suffix `.localhost` of the local AWS. */
  readonly host: string;
  /** The Host header. */
  readonly authority: string;
  readonly method: string;
  /** The path and the query string as sent, including dot segments. */
  readonly target: string;
  readonly headers: readonly Header[];
  /** Whether it is the handshake of a WebSocket. @default false */
  readonly opensWebSocket?: boolean;
}

export interface Header {
  readonly name: string;
  readonly value: string;
}

export interface RequestOptions {
  /** @default "GET" */
  readonly method?: string;
  /** Each in the form `Name: value`. */
  readonly header?: readonly string[];
}

/** @throws an error that names the invalid value and shows a valid one. */
export function viewerRequest(url: string, { method = "GET", header = [] }: RequestOptions = {}): ViewerRequest {
  const [, scheme, authority = "", target = ""] = /^(https?|wss?):\/\/([^/?#@\s]+)([^#]*)/i.exec(url) ?? [];
  if (scheme === undefined) {
    throw new Error(
      `"${url}" is not an HTTP, HTTPS or WebSocket URL; use a URL such as https://www.example.com/api/hello.`,
    );
  }
  if (!/^[A-Za-z]+$/.test(method)) {
    throw new Error(`"${method}" is not an HTTP method; use a method such as GET or POST.`);
  }
  const opensWebSocket = /^ws/i.test(scheme);
  const headers = [...(opensWebSocket ? handshakeHeaders : []), ...header.map(parseHeader)];
  const host = headers.find(({ name }) => name === "host")?.value ?? authority;
  return {
    scheme: /s$/i.test(scheme) ? "https" : "http",
    authority: host,
    host: host
      .toLowerCase()
      .replace(/:\d+$/, "")
      .replace(/\.localhost$/, ""),
    method: method.toUpperCase(),
    target: escaped(target.startsWith("/") ? target : `/${target}`),
    headers: headers.filter(({ name }) => name !== "host"),
    ...(opensWebSocket ? { opensWebSocket } : {}),
  };
}

/** The headers of a handshake that a distribution can forward. https://www.rfc-editor.org/rfc/rfc6455#section-4.1 */
const handshakeHeaders: readonly Header[] = [
  { name: "sec-websocket-key", value: "dGhlIHNhbXBsZSBub25jZQ==" },
  { name: "sec-websocket-version", value: "13" },
];

/** The scheme of its URL: `wss` for a WebSocket over TLS. */
export function urlScheme({ scheme, opensWebSocket = false }: ViewerRequest): string {
  return opensWebSocket ? scheme.replace("http", "ws") : scheme;
}

function parseHeader(text: string): Header {
  const [, name, value = ""] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*?)\s*$/.exec(text) ?? [];
  if (name === undefined) {
    throw new Error(`"${text}" is not a header; use the form 'Name: value'.`);
  }
  return { name: name.toLowerCase(), value };
}

/** Escapes the characters that a request line cannot contain, as a browser does. */
function escaped(target: string): string {
  return target.replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text));
}

export function pathOf({ target }: ViewerRequest): string {
  return target.split("?", 1)[0] ?? "/";
}

/** The query string as sent, without its question mark. */
export function queryOf({ target }: ViewerRequest): string {
  const at = target.indexOf("?");
  return at === -1 ? "" : target.slice(at + 1);
}

/** The path that patterns match: without dot segments and double slashes. The origin receives the original path. */
export function matchedPath(request: ViewerRequest): string {
  return new URL(pathOf(request).replace(/\/{2,}/g, "/"), "https://viewer").pathname;
}

/** The values of a header as one string. */
export function headerOf({ headers }: ViewerRequest, name: string): string | undefined {
  const values = headers.filter((header) => header.name === name).map(({ value }) => value);
  return values.length === 0 ? undefined : values.join(name === "cookie" ? "; " : ", ");
}

export function headerNames({ headers }: ViewerRequest): string[] {
  return [...new Set(headers.map(({ name }) => name))];
}
