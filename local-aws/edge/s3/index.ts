import type { IncomingMessage, ServerResponse } from "node:http";
import { bucketHostname, globalBucketHostname } from "../../aws/hostnames";
import { Account, StoredResource } from "../../aws/account";
import { Bucket, bucketObjects, buckets } from "../../aws/s3";
import { FrontEnd, hostOf, isHttp, isHttps, isSecure, Port } from "../frontEnd";
import { signer } from "../originAccess";
import { PolicyRequest } from "./bucketPolicy";
import { sendError } from "./errors";
import { keyOf } from "./key";
import { sendListing } from "./listing";
import { objectOf, sendObject } from "./object";
import { permits } from "./permissions";

type Caller = Pick<PolicyRequest, "secure" | "sourceArn">;

/** The REST endpoint of a region. The host contains the bucket's name. https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export class S3 implements FrontEnd {
  constructor(
    private readonly account: Account,
    private readonly region: string,
  ) {}

  listensOn(port: Port): boolean {
    return isHttp(port) || isHttps(port);
  }

  /** The same certificate for every server name. */
  certificateNames(): readonly string[] {
    const wildcard = bucketHostname.of("*", this.region);
    return [wildcard, wildcard.replace("*.", ""), globalBucketHostname("*")];
  }

  handle(request: IncomingMessage, response: ServerResponse): undefined {
    const bucket = this.bucketByHost(hostOf(request));
    const signedBy = signer(request);
    if (bucket === undefined) {
      sendError(response, "AccessDenied");
    } else if (signedBy === "invalid") {
      const isSignature = request.headers.authorization?.startsWith("AWS") === true;
      sendError(response, isSignature ? "SignatureDoesNotMatch" : "InvalidArgument");
    } else if (request.method !== "GET" && request.method !== "HEAD") {
      sendError(response, "MethodNotAllowed", { Method: request.method ?? "" });
    } else {
      const caller = { secure: isSecure(request), ...(signedBy === "anonymous" ? {} : signedBy) };
      this.read(bucket, caller, request, response);
    }
  }

  private read(
    bucket: StoredResource<Bucket>,
    caller: Caller,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const key = keyOf(request.url ?? "/");
    if (key === undefined) {
      sendError(response, "InvalidURI", { URI: request.url ?? "" });
    } else if (key === "") {
      this.list(bucket, caller, response);
    } else {
      this.get(bucket, key, caller, request, response);
    }
  }

  private get(
    bucket: StoredResource<Bucket>,
    key: string,
    caller: Caller,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    if (
      !permits(this.account, bucket, { action: "s3:GetObject", resource: `${bucket.outputs.arn}/${key}`, ...caller })
    ) {
      sendError(response, "AccessDenied");
      return;
    }
    const stored = this.account.get(bucketObjects, `${bucket.id}/${key}`);
    if (stored !== undefined) {
      sendObject(objectOf(this.account, key, stored), request, response);
    } else if (this.mayList(bucket, caller)) {
      sendError(response, "NoSuchKey", { Key: key });
    } else {
      // Without permission to list, a caller must not learn whether a key exists.
      sendError(response, "AccessDenied");
    }
  }

  private list(bucket: StoredResource<Bucket>, caller: Caller, response: ServerResponse): void {
    if (!this.mayList(bucket, caller)) {
      sendError(response, "AccessDenied");
      return;
    }
    const prefix = `${bucket.id}/`;
    const stored = this.account.list(bucketObjects).filter(({ id }) => id.startsWith(prefix));
    const listed = stored.map((object) => objectOf(this.account, object.id.slice(prefix.length), object));
    sendListing(bucket.id, listed, response);
  }

  private mayList(bucket: StoredResource<Bucket>, caller: Caller): boolean {
    return permits(this.account, bucket, { action: "s3:ListBucket", resource: bucket.outputs.arn, ...caller });
  }

  private bucketByHost(host: string): StoredResource<Bucket> | undefined {
    return this.account
      .list(buckets)
      .find(({ outputs }) => [outputs.bucketDomainName, outputs.bucketRegionalDomainName].includes(host));
  }
}
