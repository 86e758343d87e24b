import { createHash } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { Account, StoredResource } from "../../aws/account";
import { BucketObject, contentOf, ObjectWrite } from "../../aws/s3";
import { hasCurrentVersion, isForVersion, readRange } from "../conditional";
import { commonHeaders, sendError } from "./errors";

/** An object with its metadata. */
export interface S3Object {
  readonly key: string;
  readonly content: Buffer;
  readonly etag: string;
  readonly lastModified: Date;
  readonly headers: OutgoingHttpHeaders;
}

export function objectOf(account: Account, key: string, stored: StoredResource<BucketObject, ObjectWrite>): S3Object {
  const { outputs, internal } = stored;
  const {
    cacheControl,
    contentDisposition,
    contentEncoding,
    contentLanguage,
    contentType,
    etag,
    metadata = {},
  } = outputs;
  const content = contentOf(account, stored);
  const settings = {
    "cache-control": cacheControl,
    "content-disposition": contentDisposition,
    "content-encoding": contentEncoding,
    "content-language": contentLanguage,
  };
  return {
    key,
    content,
    etag: `"${etag === undefined || etag === "" ? createHash("md5").update(content).digest("hex") : etag}"`,
    lastModified: toTheSecond(internal?.lastModified),
    headers: {
      "content-type": contentType ?? "binary/octet-stream",
      ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
      ...Object.fromEntries(
        Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name.toLowerCase()}`, value]),
      ),
    },
  };
}

/** Rounds down to a second, the precision of HTTP dates. An object that a test put into the account has no date. */
function toTheSecond(date = "2026-01-01T00:00:00Z"): Date {
  return new Date(Math.floor(Date.parse(date) / 1000) * 1000);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export function sendObject(object: S3Object, request: IncomingMessage, response: ServerResponse): void {
  const { content, etag, lastModified } = object;
  const validators = { etag, "last-modified": lastModified.toUTCString() };
  if (!isForVersion(request.headers, validators)) {
    sendError(response, "PreconditionFailed");
    return;
  }
  if (hasCurrentVersion(request.headers, validators)) {
    response.writeHead(304, { ...commonHeaders(), ...validators });
    response.end();
    return;
  }
  const range = readRange(request.headers.range, content.length);
  if (range === "unsatisfiable") {
    const details = { RangeRequested: String(request.headers.range), ActualObjectSize: String(content.length) };
    sendError(response, "InvalidRange", details, { "content-range": `bytes */${content.length}` });
    return;
  }
  const part = range === undefined ? content : content.subarray(range.first, range.last + 1);
  response.writeHead(range === undefined ? 200 : 206, {
    ...commonHeaders(),
    ...object.headers,
    ...validators,
    "accept-ranges": "bytes",
    "x-amz-server-side-encryption": "AES256",
    "content-length": part.length,
    ...(range && { "content-range": `bytes ${range.first}-${range.last}/${content.length}` }),
  });
  response.end(request.method === "HEAD" ? undefined : part);
}
