import type { IncomingMessage, ServerResponse } from "node:http";
import { Account, StoredResource } from "../../account";
import { answer, FrontEnd, hostOf, isHttp, isHttps, isSecure, Port } from "../frontEnd";
import { signer } from "../originAccess";
import { allows, PolicyRequest } from "./bucketPolicy";

/** A region's REST endpoint: a bucket is named by the host. https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export class S3 implements FrontEnd {
  constructor(
    private readonly account: Account,
    private readonly region: string,
  ) {}

  listensOn(port: Port): boolean {
    return isHttp(port) || isHttps(port);
  }

  /** The same for every server name, a foreign one too. */
  certificateNames(): readonly string[] {
    return [`*.s3.${this.region}.amazonaws.com`, `s3.${this.region}.amazonaws.com`, "*.s3.amazonaws.com"];
  }

  handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bucket = this.bucketByHost(hostOf(request));
    if (bucket === undefined) {
      return refuse(response, 403, "AccessDenied", "Access Denied");
    }
    const signedBy = signer(request);
    if (signedBy === "invalid") {
      return refuse(response, 403, "SignatureDoesNotMatch", "The request signature we calculated does not match.");
    }
    const by = { secure: isSecure(request), ...(signedBy === "anonymous" ? {} : signedBy) };
    return this.serve(bucket, by, request, response);
  }

  private serve(
    bucket: StoredResource,
    by: Pick<PolicyRequest, "secure" | "sourceArn">,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return refuse(response, 405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
    }
    const key = decodeURIComponent((request.url ?? "/").split("?", 1)[0]?.slice(1) ?? "");
    const arn = bucket.outputs.arn as string;
    if (!this.permits(bucket, { action: "s3:GetObject", resource: `${arn}/${key}`, ...by })) {
      return refuse(response, 403, "AccessDenied", "Access Denied");
    }
    const object = this.account.get("aws:s3/bucketObjectv2:BucketObjectv2", `${bucket.id}/${key}`);
    if (object === undefined) {
      // Who may not list must not learn whether a key exists.
      return this.permits(bucket, { action: "s3:ListBucket", resource: arn, ...by })
        ? refuse(response, 404, "NoSuchKey", "The specified key does not exist.")
        : refuse(response, 403, "AccessDenied", "Access Denied");
    }
    return this.send(object, response);
  }

  private send({ outputs, files }: StoredResource, response: ServerResponse): Promise<void> {
    const headers = {
      "content-type": (outputs.contentType as string | undefined) ?? "binary/octet-stream",
      etag: `"${outputs.etag as string}"`,
      server: "AmazonS3",
      ...(outputs.cacheControl === undefined ? {} : { "cache-control": outputs.cacheControl as string }),
    };
    answer(response, 200, headers, this.account.readBlob(files?.[""] ?? ""));
    return Promise.resolve();
  }

  private permits(bucket: StoredResource, request: PolicyRequest): boolean {
    const policy = this.account.get("aws:s3/bucketPolicy:BucketPolicy", bucket.id);
    return allows(policy?.outputs.policy as string | undefined, request);
  }

  private bucketByHost(host: string): StoredResource | undefined {
    return this.account
      .list("aws:s3/bucket:Bucket")
      .find(({ outputs }) => [outputs.bucketDomainName, outputs.bucketRegionalDomainName].includes(host));
  }
}

function refuse(response: ServerResponse, status: number, code: string, message: string): Promise<void> {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  answer(response, status, { "content-type": "application/xml", server: "AmazonS3" }, body);
  return Promise.resolve();
}
