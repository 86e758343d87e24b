import { LogEntry } from "./readLog";

/** Why a request failed, as far as the log shows it. */
export interface LogCause {
  readonly cause: string;
  /** What responded. */
  readonly layer: "CloudFront" | "an edge function" | "the origin" | "CloudFront or the origin" | "the viewer";
  /** The rule that checks for the most likely mistake. */
  readonly rule?: string;
}

interface Row extends LogCause {
  readonly when: (entry: LogEntry) => boolean;
}

function detailed(pattern: RegExp): Row["when"] {
  return ({ detailedResultType, resultType }) => pattern.test(detailedResultType) || pattern.test(resultType);
}

function answered(status: number, reachedOrigin: boolean | undefined): Row["when"] {
  return (entry) => entry.status === status && entry.reachedOrigin === reachedOrigin;
}

/**
 * The first row that matches a failed request. The log has no field for a web ACL.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html#BasicDistributionFileFormat
 */
const rows: readonly Row[] = [
  {
    when: ({ status }) => status === 0,
    layer: "the viewer",
    cause: "the viewer closed the connection before CloudFront responded",
  },
  {
    when: detailed(/^(ClientCommError|ClientHungUpRequest)$/),
    layer: "the viewer",
    cause: "the connection to the viewer ended early",
  },
  {
    when: detailed(/^ClientGeoBlocked$/),
    layer: "CloudFront",
    cause: "the geographic restriction excludes the viewer's country",
  },
  {
    when: detailed(/^InvalidRequestMethod$/),
    layer: "CloudFront",
    cause: "allowedMethods of the cache behavior do not include the method",
    rule: "api-gateway-origin-methods",
  },
  { when: detailed(/^InvalidRequest/), layer: "CloudFront", cause: "CloudFront does not accept the request" },
  {
    when: detailed(/^(Function|Lambda)\w*(Error|Exceeded)/),
    layer: "an edge function",
    cause: "a function of the cache behavior failed",
  },
  {
    when: detailed(/^OriginDnsError$/),
    layer: "CloudFront",
    cause: "the domain name of the origin does not resolve",
    rule: "origin-domain-name",
  },
  {
    when: detailed(/^OriginConnectError$/),
    layer: "CloudFront",
    cause:
      "CloudFront cannot connect to the origin: its certificate does not match the forwarded Host, or it does not respond",
    rule: "api-gateway-origin-invocable",
  },
  {
    when: detailed(/^(AbortedOrigin|Origin(CommError|ReadError|WriteError)|SlowReaderOriginError)$/),
    layer: "CloudFront",
    cause: "the connection to the origin ended early, or the origin took too long",
  },
  {
    when: detailed(/^Origin(ContentRangeLengthError|HeaderTooBigError|InvalidResponseError|ZeroSizeObjectError)$/),
    layer: "CloudFront",
    cause: "the response of the origin is not valid",
  },
  {
    when: answered(403, false),
    layer: "CloudFront",
    cause:
      "CloudFront returned 403 without a request to an origin: it does not serve the hostname, it requires a signature, or " +
      "possibly a web ACL blocked the request",
  },
  {
    when: answered(403, true),
    layer: "the origin",
    cause: "the origin returned 403: it rejects the forwarded Host, the path or the credentials",
    rule: "api-gateway-origin-host-header",
  },
  {
    when: answered(403, undefined),
    layer: "CloudFront or the origin",
    cause:
      "403 from CloudFront or from the origin, or possibly from a web ACL; add the field origin-fbl to the log to tell them apart",
    rule: "api-gateway-origin-host-header",
  },
  {
    when: ({ status }) => status === 401,
    layer: "the origin",
    cause: "the origin requires credentials that the request does not have, or that CloudFront does not forward",
    rule: "api-gateway-origin-credentials",
  },
  {
    when: ({ status }) => status === 404,
    layer: "the origin",
    cause: "the origin has nothing at the path, or the request matched another cache behavior",
    rule: "api-gateway-origin-stage-path",
  },
  {
    when: ({ status }) => status === 504,
    layer: "CloudFront",
    cause: "the origin did not respond in time",
    rule: "api-gateway-origin-timeout",
  },
  {
    when: ({ status, reachedOrigin }) => status >= 500 && reachedOrigin !== false,
    layer: "the origin",
    cause: "the origin failed",
  },
];

const other: LogCause = { layer: "CloudFront or the origin", cause: "an error without a known cause" };

/** @returns undefined for a request that did not fail */
export function causeOf(entry: LogEntry): LogCause | undefined {
  const { status } = entry;
  return status >= 400 || status === 0 ? (rows.find(({ when }) => when(entry)) ?? other) : undefined;
}
