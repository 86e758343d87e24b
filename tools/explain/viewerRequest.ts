/** A request as a viewer sends it. */
export interface ViewerRequest {
  readonly scheme: "http" | "https";
  /** Lower case, without port and without the `.localhost` of the local AWS. */
  readonly host: string;
  /** What the Host header says. */
  readonly authority: string;
  readonly method: string;
  /** As it goes over the wire, query and dot segments too. */
  readonly target: string;
  readonly headers: readonly Header[];
}

export interface Header {
  readonly name: string;
  readonly value: string;
}

export interface RequestOptions {
  /** @default "GET" */
  readonly method?: string;
  /** `Name: value` each. */
  readonly header?: readonly string[];
}

/** @throws an error that says what to write instead. */
export function viewerRequest(url: string, { method = "GET", header = [] }: RequestOptions = {}): ViewerRequest {
  const [, scheme, authority = "", target = ""] = /^(https?):\/\/([^/?#@\s]+)([^#]*)/i.exec(url) ?? [];
  if (scheme === undefined) {
    throw new Error(`${url} is not a URL of HTTP. Write one such as https://www.example.com/api/hello.`);
  }
  if (!/^[A-Za-z]+$/.test(method)) {
    throw new Error(`${method} is not a method. Write one such as GET or POST.`);
  }
  const headers = header.map(parseHeader);
  const host = headers.find(({ name }) => name === "host")?.value ?? authority;
  return {
    scheme: scheme.toLowerCase() === "http" ? "http" : "https",
    authority: host,
    host: host
      .toLowerCase()
      .replace(/:\d+$/, "")
      .replace(/\.localhost$/, ""),
    method: method.toUpperCase(),
    target: escaped(target.startsWith("/") ? target : `/${target}`),
    headers: headers.filter(({ name }) => name !== "host"),
  };
}

function parseHeader(text: string): Header {
  const [, name, value = ""] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*?)\s*$/.exec(text) ?? [];
  if (name === undefined) {
    throw new Error(`"${text}" is not a header. Write it as 'Name: value'.`);
  }
  return { name: name.toLowerCase(), value };
}

/** What can't go over the wire as it is goes as a browser writes it. */
function escaped(target: string): string {
  return target.replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text));
}

export function pathOf({ target }: ViewerRequest): string {
  return target.split("?", 1)[0] ?? "/";
}

/** Behaviors match the path without dot segments and double slashes; the origin gets it raw. */
export function matchedPath(request: ViewerRequest): string {
  return new URL(pathOf(request).replace(/\/{2,}/g, "/"), "https://viewer").pathname;
}

/** The values of one header, as one. */
export function headerOf({ headers }: ViewerRequest, name: string): string | undefined {
  const values = headers.filter((header) => header.name === name).map(({ value }) => value);
  return values.length === 0 ? undefined : values.join(name === "cookie" ? "; " : ", ");
}

export function headerNames({ headers }: ViewerRequest): string[] {
  return [...new Set(headers.map(({ name }) => name))];
}
