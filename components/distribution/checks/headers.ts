import { OriginKind } from "../../origin";
import { problem, Problem } from "../../problems";

/** https://www.rfc-editor.org/rfc/rfc9110#name-tokens, but for `*`, which stands for all headers, Host among them. */
const headerName = /^[A-Za-z0-9!#$%&'+.^_`|~-]+$/;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html */
const notSelectable = ["connection", "proxy-authorization", "te", "upgrade"];

/** What tells one user from another. */
const credentials = ["authorization", "proxy-authorization", "x-api-key"];

const hostBreaksApi = "leave it out: API Gateway finds the API by Host and answers 403 to the distribution's own name";

/** What to do about the viewer's Host in a cache key, which then reaches the origin. */
const hostInKey: Readonly<Record<OriginKind, string | undefined>> = {
  "api-gateway": hostBreaksApi,
  s3: "leave it out: S3 finds the bucket by Host and answers 403 to any other",
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
        ? "write one header's name, or leave forwardHeaders out to forward all but Host"
        : "write one header's name",
    );
  }
  if (lower === "cookie") {
    return wrong(
      inKey === undefined
        ? "leave it out: every cookie is forwarded"
        : "leave it out, and write the cookies' names in cache.cookies: otherwise one user would get another's answer",
    );
  }
  if (inKey !== undefined && credentials.includes(lower) && !holds(inKey, lower)) {
    return wrong(`write it in cache.headers as well, or leave it out: otherwise one user would get another's answer`);
  }
  return notSelectable.includes(lower) ? wrong("leave it out: CloudFront does not forward it") : [];
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
    return wrong("write one header's name");
  }
  if (lower === "accept-encoding") {
    return wrong("leave it out: it is in the key already, as far as compression goes");
  }
  if (lower === "cookie") {
    return wrong("leave it out, and write the cookies' names in cache.cookies");
  }
  return notSelectable.includes(lower) ? wrong("leave it out: CloudFront does not take it into a cache key") : [];
}

/**
 * Headers that CloudFront sets itself on the way to an origin.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist
 */
export function checkCustomHeader(name: string, path: string): Problem[] {
  if (!headerName.test(name)) {
    return [problem(path, name, "write a header's name")];
  }
  return forbidden.test(name) ? [problem(path, name, "leave it out: CloudFront does not let it be set")] : [];
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
