import { OriginKind } from "../../origin";
import { problem, Problem } from "../../problems";

/** https://www.rfc-editor.org/rfc/rfc9110#name-tokens, except `*`: CloudFront reads it as all headers, including Host. */
const headerName = /^[A-Za-z0-9!#$%&'+.^_`|~-]+$/;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html */
const notSelectable = ["connection", "proxy-authorization", "te", "upgrade"];

/** The headers that identify users. */
const credentials = ["authorization", "proxy-authorization", "x-api-key"];

const hostBreaksApi = "remove it: API Gateway routes by Host, and returns 403 for the viewer's Host";

/** How to fix `Host` in a cache key, which forwards the viewer's Host to the origin. Undefined: `Host` is valid. */
const hostInKey: Readonly<Record<OriginKind, string | undefined>> = {
  "api-gateway": hostBreaksApi,
  s3: "remove it: S3 finds the bucket by Host, and returns 403 for the viewer's Host",
  custom: undefined,
};

/** @param inKey the headers in the cache key, or undefined without `cache` */
export function checkForwardedHeader(name: string, path: string, inKey: readonly string[] | undefined): Problem[] {
  const wrong = (fix: string): Problem[] => [problem(path, name, fix)];
  const lower = name.toLowerCase();
  if (lower === "host") {
    return wrong(hostBreaksApi);
  }
  if (!headerName.test(name)) {
    return wrong(
      inKey === undefined
        ? "use the name of one header, or remove forwardHeaders to forward all headers except Host"
        : "use the name of one header",
    );
  }
  if (lower === "cookie") {
    return wrong(
      inKey === undefined
        ? "remove it: CloudFront forwards all cookies"
        : "remove it, and list the cookies in cache.cookies: otherwise users would share cached responses",
    );
  }
  if (inKey !== undefined && credentials.includes(lower) && !includesHeader(inKey, lower)) {
    return wrong("list it in cache.headers instead, or remove it: otherwise users would share cached responses");
  }
  return notSelectable.includes(lower) ? wrong("remove it: CloudFront does not forward it") : [];
}

/** Checks a header in a cache key. CloudFront also forwards it to the origin. */
export function checkKeyHeader(name: string, path: string, origin: OriginKind): Problem[] {
  const wrong = (fix: string): Problem[] => [problem(path, name, fix)];
  const lower = name.toLowerCase();
  const wrongHost = hostInKey[origin];
  if (lower === "host" && wrongHost !== undefined) {
    return wrong(wrongHost);
  }
  if (!headerName.test(name) || name === "*") {
    return wrong("use the name of one header");
  }
  if (lower === "accept-encoding") {
    return wrong("remove it: compression already adds it to the cache key");
  }
  if (lower === "cookie") {
    return wrong("remove it, and list the cookies in cache.cookies");
  }
  return notSelectable.includes(lower) ? wrong("remove it: CloudFront does not allow it in a cache key") : [];
}

/**
 * Checks a custom header, which CloudFront adds to requests to an origin.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist
 */
export function checkCustomHeader(name: string, path: string): Problem[] {
  if (!headerName.test(name)) {
    return [problem(path, name, "use the name of a header")];
  }
  return forbidden.test(name)
    ? [problem(path, name, "remove it: CloudFront does not allow it as a custom header")]
    : [];
}

const forbidden = new RegExp(
  `^(${[
    "cache-control|connection|content-length|cookie|host|max-forwards|pragma|range|request-range",
    "te|trailer|transfer-encoding|upgrade|via|x-real-ip",
    "(if-match|if-modified-since|if-none-match|if-range|if-unmodified-since)",
    "(proxy-|x-amz-|x-edge-).*",
  ].join("|")})$`,
  "i",
);

function includesHeader(names: readonly string[], lower: string): boolean {
  return names.some((name) => name.toLowerCase() === lower);
}
