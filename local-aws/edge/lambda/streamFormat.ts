/** The bytes between the metadata and the payload of a streamed response: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html */
const delimiter = Buffer.alloc(8);

/** Bytes in which the delimiter must be. */
export const longestMetadata = 16 * 1024;

/** A streamed response that begins with its metadata. */
export interface SplitStream {
  readonly metadata: object;
  readonly payload: Buffer;
}

/** What `HttpResponseStream.from` writes before the payload. */
export function metadataBytes(metadata: object): Buffer {
  return Buffer.concat([Buffer.from(JSON.stringify(metadata)), delimiter]);
}

/** Splits the first bytes of a streamed response. Returns undefined if they do not begin with complete metadata. */
export function splitStream(bytes: Buffer): SplitStream | undefined {
  const at = bytes.indexOf(delimiter);
  const metadata = at === -1 ? undefined : parsed(bytes.toString("utf8", 0, at));
  return typeof metadata === "object" && metadata !== null
    ? { metadata, payload: bytes.subarray(at + delimiter.length) }
    : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
