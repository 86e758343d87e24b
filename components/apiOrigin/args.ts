import * as pulumi from "@pulumi/pulumi";

export const apiKinds = ["http", "rest-regional", "rest-edge"] as const;
export type ApiKind = (typeof apiKinds)[number];

export interface ApiOriginArgs {
  /**
   * The function's entry, a TypeScript or JavaScript file that exports `handler`. Bundled by esbuild.
   * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
   */
  readonly entry: string;
  /**
   * An HTTP API, or a REST API whose endpoint is regional or edge-optimized (behind a CloudFront of AWS's own).
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
   * @default "http"
   */
  readonly kind?: ApiKind;
  /** A name of the API's own, with certificate, mapping and DNS records. @default the default endpoint */
  readonly customDomain?: CustomDomain;
  /**
   * Whether `https://{id}.execute-api.{region}.amazonaws.com` stops answering. On a live API add the domain first and
   * close the endpoint in a later `up`, or requests fail until CloudFront knows the new name.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
   * @default true where there is a custom domain
   */
  readonly closeDefaultEndpoint?: boolean;
  /**
   * The function's memory in MiB, 128 to 10240; its share of CPU grows with it.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   * @default 256
   */
  readonly memorySize?: number;
  /**
   * Seconds until the function is stopped; at most 30 for an HTTP API and 29 for a REST API, which wait no longer.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
   * @default 10
   */
  readonly timeout?: number;
  /**
   * The function's environment variables. A `NODE_OPTIONS` of your own takes the place of `--enable-source-maps`.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
   * @default none but NODE_OPTIONS
   */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Days that CloudWatch keeps the function's logs and the access logs, one of the numbers it takes; 0 keeps them for ever.
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
   * @default 30
   */
  readonly logRetentionInDays?: number;
  /** How many requests the API takes before it answers 429. @default 1000 a second, bursts of 500 */
  readonly throttling?: Throttling;
  /**
   * Whether the API writes one JSON line a request to a log group of its own. A REST API can do so only where API Gateway
   * has a role to write by, which is one setting for all APIs of an account in a region, so it is never made here:
   * `new aws.apigateway.Account("account", { cloudwatchRoleArn })`, with a role that `apigateway.amazonaws.com` may
   * assume and that has the managed policy `AmazonAPIGatewayPushToCloudWatchLogs`.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   * @default true for an HTTP API, false for a REST API
   */
  readonly accessLogs?: boolean;
  /** Who may call the API, asked of every request. @default everybody */
  readonly authorizer?: Authorizer;
  /**
   * Makes the API answer requests that come through CloudFront alone: CloudFront sends a secret header, and the function
   * answers 403 without it. On a live API begin with `enforced: false` and enforce in a later `up`; the same way back.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
   * @default whoever finds the API may call it
   */
  readonly originVerify?: OriginVerify;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html */
export interface CustomDomain {
  /** Fully qualified, lower case, without a trailing dot. */
  readonly name: string;
  /** The public hosted zone that answers for `name`. */
  readonly hostedZoneId: pulumi.Input<string>;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
export interface Throttling {
  /** Requests per second, on average. @default 1000 */
  readonly rateLimit?: number;
  /** Requests that may come at once, a whole number. @default 500 */
  readonly burstLimit?: number;
}

export type Authorizer = JwtAuthorizer | IamAuthorizer | ApiKeyAuthorizer;

/**
 * HTTP APIs alone. The viewer sends `Authorization: Bearer {token}`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export interface JwtAuthorizer {
  /** Tells it from the other kinds. */
  readonly kind: "jwt";
  /** The HTTPS URL that the token's `iss` must be, and where the issuer's OpenID configuration is found. */
  readonly issuer: pulumi.Input<string>;
  /** The token's `aud` or `client_id` must be one of these. */
  readonly audience: readonly pulumi.Input<string>[];
}

/**
 * The viewer signs for the API's own host, which CloudFront sends as Host, and for the path that the API sees.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
 */
export interface IamAuthorizer {
  /** Tells it from the other kinds. */
  readonly kind: "iam";
}

/**
 * REST APIs alone. The viewer sends `x-api-key`. A key meters callers; it is no proof of who they are.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export interface ApiKeyAuthorizer {
  /** Tells it from the other kinds. */
  readonly kind: "api-key";
}

export interface OriginVerify {
  /**
   * Counted up by one to change the secret, without an outage: of two secrets that the function accepts, the one that
   * CloudFront does not send is made anew, and sent from then on. Never count down or leave a number out: the secret
   * that CloudFront sends would be replaced, and requests answered 403 until CloudFront has the new one everywhere.
   * @default 0
   */
  readonly rotation?: number;
  /** Whether the function asks for the header; `false` sends it and lets everybody in. @default true */
  readonly enforced?: boolean;
}
