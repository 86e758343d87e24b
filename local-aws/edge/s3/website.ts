import type { IncomingMessage, ServerResponse } from "node:http";
import { bucketHostname, websiteHostname } from "../../aws/hostnames";
import { Account, StoredResource } from "../../aws/account";
import { Bucket, bucketObjects, buckets, Website, WebsiteRule, websiteOf } from "../../aws/s3";
import { FrontEnd, hostOf, isHttp, Port } from "../frontEnd";
import { keyOf } from "./key";
import { objectOf, S3Object, sendObject } from "./object";
import { permits } from "./permissions";
import { sendErrorDocument, sendErrorPage, sendRedirect, statusOf, WebsiteError } from "./websiteResponses";

/** The bucket and the key of a request. */
interface Page {
  readonly bucket: StoredResource<Bucket>;
  readonly website: Website;
  readonly key: string;
}

/**
 * The website endpoints of a region. They support only HTTP and anonymous requests, and route by Host: a Host that is no
 * endpoint is the name of a bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
 */
export class S3Website implements FrontEnd {
  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-s3-origin.html */
  readonly ignoresOtherPorts = true;

  constructor(
    private readonly account: Account,
    private readonly region: string,
  ) {}

  listensOn(port: Port): boolean {
    return isHttp(port);
  }

  certificateNames(): readonly string[] {
    return [];
  }

  handle(request: IncomingMessage, response: ServerResponse): undefined {
    const host = hostOf(request);
    const name = websiteHostname.parse(host)?.id ?? host;
    const bucket = this.account.get(buckets, name);
    const website = websiteOf(this.account, name);
    const key = keyOf(request.url ?? "/");
    if (bucket === undefined) {
      sendErrorPage(response, "NoSuchBucket", { BucketName: name });
    } else if (bucket.outputs.bucketRegionalDomainName !== bucketHostname.of(name, this.region)) {
      sendErrorPage(response, "IncorrectEndpoint");
    } else if (website === undefined) {
      sendErrorPage(response, "NoSuchWebsiteConfiguration", { BucketName: name });
    } else if (request.method !== "GET" && request.method !== "HEAD") {
      sendErrorPage(response, "MethodNotAllowed", { Method: request.method ?? "" });
    } else if (key === undefined) {
      sendErrorPage(response, "InvalidURI", { URI: request.url ?? "" });
    } else {
      this.serve({ bucket, website, key }, request, response);
    }
  }

  private serve(page: Page, request: IncomingMessage, response: ServerResponse): void {
    const { website, key } = page;
    const rule = ruleFor(website, key, undefined);
    if (website.redirectAllRequestsTo !== undefined) {
      sendRedirect(response, 301, request.url ?? "/", website.redirectAllRequestsTo);
    } else if (rule !== undefined) {
      redirectByRule(rule, key, response);
    } else {
      this.sendPage(page, request, response);
    }
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/IndexDocumentSupport.html */
  private sendPage(page: Page, request: IncomingMessage, response: ServerResponse): void {
    const { website, key } = page;
    const suffix = website.indexDocument?.suffix ?? "";
    const isFolder = key === "" || key.endsWith("/");
    const found = this.object(page, isFolder ? `${key}${suffix}` : key);
    if (typeof found !== "string") {
      sendObject(found, request, response);
    } else if (!isFolder && typeof this.object(page, `${key}/${suffix}`) !== "string") {
      sendRedirect(response, 302, `/${encodeURI(key)}/`);
    } else {
      this.sendError(page, found, request, response);
    }
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/CustomErrorDocSupport.html */
  private sendError(page: Page, error: WebsiteError, request: IncomingMessage, response: ServerResponse): void {
    const { website, key } = page;
    const rule = ruleFor(website, key, error);
    const document = website.errorDocument === undefined ? error : this.object(page, website.errorDocument.key);
    if (rule !== undefined) {
      redirectByRule(rule, key, response);
    } else if (typeof document === "string") {
      sendErrorPage(response, error, { Key: key });
    } else {
      sendErrorDocument(response, error, document);
    }
  }

  /** The object, or the error if the bucket has none or does not permit everyone to read it. */
  private object({ bucket }: Page, key: string): S3Object | "AccessDenied" | "NoSuchKey" {
    const { arn } = bucket.outputs;
    const anyone = { secure: false };
    const stored = this.account.get(bucketObjects, `${bucket.id}/${key}`);
    if (!permits(this.account, bucket, { action: "s3:GetObject", resource: `${arn}/${key}`, ...anyone })) {
      return "AccessDenied";
    }
    if (stored !== undefined) {
      return objectOf(this.account, key, stored);
    }
    const mayList = permits(this.account, bucket, { action: "s3:ListBucket", resource: arn, ...anyone });
    return mayList ? "NoSuchKey" : "AccessDenied";
  }
}

/** The first redirection rule for a key, or for an error with that key. https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html */
function ruleFor({ routingRules = [] }: Website, key: string, error: WebsiteError | undefined) {
  const status = error === undefined ? undefined : String(statusOf(error));
  return routingRules.find(
    ({ condition: { keyPrefixEquals = "", httpErrorCodeReturnedEquals } = {} }) =>
      key.startsWith(keyPrefixEquals) && status === httpErrorCodeReturnedEquals,
  );
}

function redirectByRule(
  { condition = {}, redirect: target }: WebsiteRule,
  key: string,
  response: ServerResponse,
): void {
  const { httpRedirectCode = "301", replaceKeyPrefixWith, replaceKeyWith } = target;
  const rest = key.slice(condition.keyPrefixEquals?.length ?? 0);
  const replaced = replaceKeyPrefixWith === undefined ? key : `${replaceKeyPrefixWith}${rest}`;
  sendRedirect(response, Number(httpRedirectCode), `/${encodeURI(replaceKeyWith ?? replaced)}`, target);
}
