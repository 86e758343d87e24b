import { OriginKind } from "../../origin";
import { problem, Problem } from "../../problems";

/** https://www.rfc-editor.org/rfc/rfc9110#name-tokens, but for `*`, which stands for all headers, Host among them. */
const headerName = /^[A-Za-z0-9!#$%&'+.^_`|~-]+$/;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html */
const notSelectable = ["connection", "proxy-authorization", "te", "upgrade"];

/** What tells one user from another. */
const credentials = ["authorization", "proxy-authorization", "x-api-key"];

const hostBreaksApi = "remove it: API Gateway routes by Host, and returns 403 for the viewer's Host";

/** What to do about the viewer's Host in a cache key, which then reaches the origin. */
const hostInKey: Readonly<Record<OriginKind, string | undefined>> = {
  "api-gateway": hostBreaksApi,
  s3: "remove it: S3 finds the bucket by Host, and returns 403 for the viewer's Host",
  custom: undefined,
};

/** Headers that reach an API, beside those in the cache key where there is one. */
export function checkForwardedHeader(name: string, path: string, inKey: readonly string[] | undefined): Problem[] {
  const wrong = (instead: string): Problem[] => [problem(path, name, instead)];
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
  if (inKey !== undefined && credentials.includes(lower) && !holds(inKey, lower)) {
    return wrong("add it to cache.headers or remove it: otherwise users would share cached responses");
  }
  return notSelectable.includes(lower) ? wrong("remove it: CloudFront does not forward it") : [];
}

/** Headers in a cache key. They reach the origin, where only a custom one can do with the viewer's Host. */
export function checkKeyHeader(name: string, path: string, origin: OriginKind): Problem[] {
  const wrong = (instead: string): Problem[] => [problem(path, name, instead)];
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
 * Headers that CloudFront sets itself on the way to an origin.
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

function holds(names: readonly string[], lower: string): boolean {
  return names.some((name) => name.toLowerCase() === lower);
}
