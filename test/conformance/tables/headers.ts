import { originRequest } from "../../../local-aws/edge/cloudfront/forwarding";
import { guide, Row } from "../../support/conformance";

const section = 6;
const custom = guide("RequestAndResponseBehaviorCustomOrigin#request-custom-headers-behavior");

/** What CloudFront does with a viewer's header that no setting selects. */
export interface HeaderRow extends Row {
  readonly name: string;
  /** `other`: only legacy settings forward the header. */
  readonly expected: "removed" | "forwarded" | "other";
}

const lists: readonly (readonly [HeaderRow["expected"], names: string])[] = [
  ["removed", "Accept Accept-Charset Accept-Encoding Accept-Language Connection Cookie Expect Proxy-Authorization"],
  ["removed", "Proxy-Authenticate"],
  [
    "removed",
    "Proxy-Connection Referer TE Trailer Upgrade X-Edge-Result-Type X-Forwarded-Proto X-HTTP-Method-Override",
  ],
  ["removed", "X-Real-IP"],
  ["forwarded", "Cache-Control Content-Language Content-MD5 Content-Type Date From If-Match If-Modified-Since"],
  ["forwarded", "If-None-Match If-Range If-Unmodified-Since Max-Forwards Origin Pragma Range Request-Range Warning"],
  ["other", "X-Custom X-Api-Key Proxy-Custom CloudFront-Viewer-Country"],
];

export const headerRows: readonly HeaderRow[] = lists.flatMap(([expected, names]) =>
  names.split(" ").map((name) => ({
    section,
    row: `${name}, not configured`,
    pages: [custom] as const,
    name,
    expected,
  })),
);

/** A behavior that forwards nothing. */
const nothing = {
  legacy: false,
  headers: [{ kind: "none" }],
  cookies: [{ kind: "none" }],
  queryStrings: [{ kind: "none" }],
  cachesOptions: false,
  encodings: [],
} as const satisfies Parameters<typeof originRequest>[1];

/** The headers of the origin request. */
export function sent(
  headers: Record<string, string>,
  forwarding: Partial<Parameters<typeof originRequest>[1]> = {},
  method = "GET",
) {
  const viewer = { method, url: "/", headers, address: "192.0.2.1" };
  const origin = { originId: "o", domainName: "origin.example.com" };
  return originRequest(viewer, { ...nothing, ...forwarding }, origin, "E1").headers;
}

export interface SentRow extends Row {
  readonly given: Record<string, string>;
  readonly forwarding?: Parameters<typeof sent>[1];
  readonly method?: string;
  readonly expected: Readonly<Record<string, string | undefined>>;
}

const address = guide("RequestAndResponseBehaviorCustomOrigin#RequestCustomIPAddresses");
const compression = guide("ServingCompressedFiles");
const authorization = guide("add-origin-custom-headers#add-origin-custom-headers-forward-authorization");
const both = { encodings: ["br", "gzip"] } as const;

export const sentRows: readonly SentRow[] = [
  {
    section,
    row: "Host and User-Agent, not configured",
    pages: [custom],
    given: { host: "www.example.com", "user-agent": "curl/8" },
    expected: { host: "origin.example.com", "user-agent": "Amazon CloudFront" },
  },
  {
    section,
    row: "X-Forwarded-For gets the viewer's address",
    pages: [address],
    given: { "x-forwarded-for": "198.51.100.1" },
    expected: { "x-forwarded-for": "198.51.100.1, 192.0.2.1" },
  },
  {
    section,
    row: "X-Forwarded-For if the viewer sent none",
    pages: [address],
    given: {},
    expected: { "x-forwarded-for": "192.0.2.1" },
  },
  {
    section,
    row: "Via contains the distribution",
    pages: [custom],
    given: { via: "1.1 proxy" },
    expected: { via: "1.1 proxy, 1.1 E1.cloudfront.net (CloudFront)" },
  },
  ...(
    [
      ["Accept-Encoding with both encodings enabled", both, "deflate, gzip, br", "br,gzip"],
      ["Accept-Encoding with only gzip enabled", { encodings: ["gzip"] }, "gzip, br", "gzip"],
      ["Accept-Encoding of a viewer that accepts neither", both, "deflate", "identity"],
      ["Accept-Encoding with both encodings disabled", {}, "gzip, br", undefined],
    ] as const
  ).map(([row, forwarding, given, expected]): SentRow => ({
    section,
    row,
    pages: [compression],
    given: { "accept-encoding": given },
    forwarding,
    expected: { "accept-encoding": expected },
  })),
  ...["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"].map((method): SentRow => ({
    section,
    row: `Authorization of ${method} if OPTIONS is cached`,
    pages: [custom, authorization],
    given: { authorization: "Bearer t" },
    forwarding: { cachesOptions: true },
    method,
    expected: { authorization: ["GET", "HEAD", "OPTIONS"].includes(method) ? undefined : "Bearer t" },
  })),
  {
    section,
    row: "Authorization of OPTIONS if OPTIONS is not cached",
    pages: [custom],
    given: { authorization: "Bearer t" },
    method: "OPTIONS",
    expected: { authorization: "Bearer t" },
  },
  {
    section,
    row: "headers that no setting can select, when a policy selects all headers",
    pages: [custom],
    given: { "proxy-authenticate": "a", "proxy-authorization": "b", "x-forwarded-proto": "http", "x-real-ip": "d" },
    forwarding: { headers: [{ kind: "all" }] },
    expected: {
      "proxy-authenticate": undefined,
      "proxy-authorization": undefined,
      "x-forwarded-proto": undefined,
      "x-real-ip": undefined,
    },
  },
];
