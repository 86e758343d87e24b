import type { ServerResponse } from "node:http";
import { commonHeaders, elementsOf, xml } from "./errors";
import { S3Object } from "./object";

const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
const maxKeys = 1000;

/**
 * Lists the first keys of a bucket. Prefixes, delimiters and further pages are not modeled.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
 */
export function sendListing(bucket: string, objects: readonly S3Object[], response: ServerResponse): void {
  const listed = [...objects].sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, maxKeys);
  const about = { Name: bucket, Prefix: "", Marker: "", MaxKeys: String(maxKeys) };
  const body = xml(
    `ListBucketResult ${namespace}`,
    elementsOf({ ...about, IsTruncated: String(listed.length < objects.length) }) + listed.map(contents).join(""),
  );
  response.writeHead(200, {
    ...commonHeaders(),
    "content-type": "application/xml",
    "content-length": Buffer.byteLength(body),
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

function contents({ key, lastModified, etag, content }: S3Object): string {
  const elements = { Key: key, LastModified: lastModified.toISOString(), ETag: etag, Size: String(content.length) };
  return `<Contents>${elementsOf({ ...elements, StorageClass: "STANDARD" })}</Contents>`;
}
