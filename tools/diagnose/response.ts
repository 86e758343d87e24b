import { ViewerRequest } from "../explain/viewerRequest";

/** A response with its request. */
export interface ReceivedResponse {
  readonly request: ViewerRequest;
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first 64 KiB of the body. */
  readonly body: string;
}

/** A layer that can write a response. */
export type Layer =
  | "the viewer's CloudFront edge"
  | "a second CloudFront edge, after the viewer's"
  | "AWS WAF"
  | "API Gateway"
  | "API Gateway or its Lambda function"
  | "S3"
  | "Lambda"
  | "a Lambda function URL"
  | "an edge function"
  | "a CloudFront Function"
  | "Lambda@Edge"
  | "the origin";

/** Headers that show who responded. They contain nothing about the viewer or the session. */
const shown = [
  "server",
  "via",
  "x-cache",
  "x-amz-cf-id",
  "x-amzn-errortype",
  "x-amzn-requestid",
  "apigw-requestid",
  "content-type",
  "age",
  "location",
  "x-amz-bucket-region",
];

export function shownHeaders({ headers }: ReceivedResponse): Record<string, string> {
  return Object.fromEntries(shown.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}
