import { ViewerRequest } from "../explain/viewerRequest";

/** What came back for a request. */
export interface Answer {
  readonly request: ViewerRequest;
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its beginning. */
  readonly body: string;
}

/** Who may have written an answer. */
export type Layer =
  | "the viewer's CloudFront edge"
  | "another CloudFront edge behind the first one"
  | "AWS WAF"
  | "API Gateway"
  | "API Gateway, or the function behind it"
  | "S3"
  | "Lambda"
  | "a Lambda function URL"
  | "an edge function"
  | "the origin";

// Nothing of a viewer's or of a session's.
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
];

export function shownHeaders({ headers }: Answer): Record<string, string> {
  return Object.fromEntries(shown.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}
