import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { EdgeResponse, headerOf, isBuffered } from "./response";
import { acceptedEncoding, ViewerRequest } from "./forwarding";
import { Route } from "./routes";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
const smallest = 1000;
const largest = 10_000_000;
const compressibleStatuses = new Set([200, 403, 404]);
const compressibleTypes = new Set(
  (
    "application/dash+xml application/eot application/font application/font-sfnt application/javascript application/json " +
    "application/opentype application/otf application/pdf application/pkcs7-mime application/protobuf application/rss+xml " +
    "application/truetype application/ttf application/vnd.apple.mpegurl application/vnd.mapbox-vector-tile " +
    "application/vnd.ms-fontobject application/wasm application/xhtml+xml application/xml application/x-font-opentype " +
    "application/x-font-truetype application/x-font-ttf application/x-httpd-cgi application/x-javascript " +
    "application/x-mpegurl application/x-opentype application/x-otf application/x-perl application/x-ttf font/eot font/opentype " +
    "font/otf font/ttf image/svg+xml text/css text/csv text/html text/javascript text/js text/plain text/richtext " +
    "text/tab-separated-values text/xml text/x-component text/x-java-source text/x-script vnd.apple.mpegurl"
  ).split(" "),
);

const compressBy = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/** Compresses a response if the behavior, its cache policy, the viewer and the response allow it. Prefers Brotli. */
export async function compressed(
  response: EdgeResponse,
  { behavior, settings }: Route,
  viewer: ViewerRequest,
): Promise<EdgeResponse> {
  const accepted = acceptedEncoding(viewer.headers["accept-encoding"], settings.forwarding.encodings)?.split(",") ?? [];
  const encoding = (["br", "gzip"] as const).find((candidate) => accepted.includes(candidate));
  if (
    encoding === undefined ||
    behavior.compress !== true ||
    !isBuffered(response) ||
    !isCompressible(response, response.body)
  ) {
    return response;
  }
  const { status, headers, body } = response;
  const etag = headerOf(headers, "etag");
  return {
    status,
    headers: {
      ...headers,
      "content-encoding": encoding,
      vary: [headerOf(headers, "vary"), "Accept-Encoding"].filter((name) => name !== undefined).join(", "),
      // Compression changes the bytes of the same object.
      ...(etag === undefined || etag.startsWith("W/") ? {} : { etag: `W/${etag}` }),
    },
    body: await compressBy[encoding](body),
  };
}

function isCompressible({ status, headers }: EdgeResponse, body: Buffer): boolean {
  const type = (headerOf(headers, "content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return (
    compressibleStatuses.has(status) &&
    headers["content-encoding"] === undefined &&
    body.length >= smallest &&
    body.length <= largest &&
    compressibleTypes.has(type)
  );
}
