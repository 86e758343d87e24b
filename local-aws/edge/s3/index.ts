import type { IncomingMessage, ServerResponse } from "node:http";
import { Account, StoredResource } from "../../aws/account";
import { Bucket, bucketObjects, bucketPolicies, buckets, publicAccessBlocks } from "../../aws/s3";
import { FrontEnd, hostOf, isHttp, isHttps, isSecure, Port } from "../frontEnd";
import { signer } from "../originAccess";
import { allows, PolicyRequest } from "./bucketPolicy";
import { refuse } from "./errors";
import { sendListing } from "./listing";
import { objectOf, sendObject } from "./object";

type Caller = Pick<PolicyRequest, "secure" | "sourceArn">;

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
    this.answer(request, response);
    return Promise.resolve();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const bucket = this.bucketByHost(hostOf(request));
    const signedBy = signer(request);
    if (bucket === undefined) {
      refuse(response, "AccessDenied");
    } else if (signedBy === "invalid") {
      const isSignature = request.headers.authorization?.startsWith("AWS") === true;
      refuse(response, isSignature ? "SignatureDoesNotMatch" : "InvalidArgument");
    } else if (request.method !== "GET" && request.method !== "HEAD") {
      refuse(response, "MethodNotAllowed", { Method: request.method ?? "" });
    } else {
      const by = { secure: isSecure(request), ...(signedBy === "anonymous" ? {} : signedBy) };
      this.read(bucket, by, request, response);
    }
  }

  private read(bucket: StoredResource<Bucket>, by: Caller, request: IncomingMessage, response: ServerResponse): void {
    const key = keyOf(request.url ?? "/");
    if (key === undefined) {
      refuse(response, "InvalidURI", { URI: request.url ?? "" });
    } else if (key === "") {
      this.list(bucket, by, response);
    } else {
      this.get(bucket, key, by, request, response);
    }
  }

  private get(
    bucket: StoredResource<Bucket>,
    key: string,
    by: Caller,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    if (!this.permits(bucket, { action: "s3:GetObject", resource: `${bucket.outputs.arn}/${key}`, ...by })) {
      refuse(response, "AccessDenied");
      return;
    }
    const stored = this.account.get(bucketObjects, `${bucket.id}/${key}`);
    if (stored !== undefined) {
      sendObject(objectOf(this.account, key, stored), request, response);
    } else if (this.mayList(bucket, by)) {
      refuse(response, "NoSuchKey", { Key: key });
    } else {
      // Who may not list must not learn whether a key exists.
      refuse(response, "AccessDenied");
    }
  }

  private list(bucket: StoredResource<Bucket>, by: Caller, response: ServerResponse): void {
    if (!this.mayList(bucket, by)) {
      refuse(response, "AccessDenied");
      return;
    }
    const prefix = `${bucket.id}/`;
    const held = this.account.list(bucketObjects).filter(({ id }) => id.startsWith(prefix));
    const listed = held.map((stored) => objectOf(this.account, stored.id.slice(prefix.length), stored));
    sendListing(bucket.id, listed, response);
  }

  private mayList(bucket: StoredResource<Bucket>, by: Caller): boolean {
    return this.permits(bucket, { action: "s3:ListBucket", resource: bucket.outputs.arn, ...by });
  }

  private permits(bucket: StoredResource<Bucket>, request: PolicyRequest): boolean {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    const block = this.account.get(publicAccessBlocks, bucket.id);
    if (request.sourceArn === undefined && block?.outputs.restrictPublicBuckets === true) {
      return false;
    }
    const policy = this.account.get(bucketPolicies, bucket.id);
    return allows(policy?.outputs.policy, request);
  }

  private bucketByHost(host: string): StoredResource<Bucket> | undefined {
    return this.account
      .list(buckets)
      .find(({ outputs }) => [outputs.bucketDomainName, outputs.bucketRegionalDomainName].includes(host));
  }
}

/**
 * The key that a path names, dots and all: a key is no path, so nothing leads out of the bucket. S3 reads `+` as a space.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
function keyOf(url: string): string | undefined {
  try {
    return decodeURIComponent((url.split("?", 1)[0] ?? "").slice(1).replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
