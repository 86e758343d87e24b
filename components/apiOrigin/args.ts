import * as pulumi from "@pulumi/pulumi";
import { FunctionArgs } from "./functionArgs";

export const apiKinds = ["http", "rest-regional", "rest-edge"] as const;
export type ApiKind = (typeof apiKinds)[number];

/** The properties of `FunctionArgs` are those of the function for all paths and methods that have no route. */
export interface ApiOriginArgs extends FunctionArgs {
  /**
   * `http`: an HTTP API. `rest-regional`: a REST API with a regional endpoint. `rest-edge`: a REST API with an edge-optimized
   * endpoint, which AWS serves through its own CloudFront distribution; its custom domain is available about 40 minutes after
   * its creation.
   *
   * A change creates another API. With a custom domain, a change between `http` and `rest-regional` keeps the domain, and its
   * requests fail for some seconds. A change to or from `rest-edge` deletes the domain and creates it again: its requests fail
   * for minutes, and for up to 40 minutes if the new domain is edge-optimized.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
   * @default "http"
   */
  readonly kind?: ApiKind;
  /** A custom domain, with certificate, mapping and DNS records. @default the default endpoint */
  readonly customDomain?: CustomDomain;
  /**
   * Whether to disable `https://{id}.execute-api.{region}.amazonaws.com`. On a live API, add the custom domain first and
   * disable the endpoint in a later update. Otherwise requests fail until CloudFront has the new origin everywhere.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
   * @default true with `customDomain`, otherwise false
   */
  readonly closeDefaultEndpoint?: boolean;
  /**
   * Other functions, by method and path, for instance `{ "POST /orders": { entry: "api/createOrder.ts" } }`. The path can have
   * variables, `/orders/{id}`, and a greedy one at its end, `/files/{path+}`. The method `ANY` matches all methods.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
   * @default one function for all paths and methods
   */
  readonly routes?: Readonly<Record<string, FunctionArgs>>;
  /**
   * Whether X-Ray traces the functions and, for a REST API, the stage. HTTP APIs have no X-Ray traces. At a low rate,
   * traces cost more than the requests.
   * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
   * @default false
   */
  readonly tracing?: boolean;
  /**
   * Whether the functions stream their responses, only for REST APIs. Their handlers use `awslambda.streamifyResponse`. Then
   * `timeout` is at most 900 seconds, and CloudFront waits at most 120 seconds for the next part; an edge-optimized endpoint
   * waits 30 seconds. API Gateway does not compress a stream, and a route to this API cannot have a `cache`.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
   * @default false
   */
  readonly streaming?: boolean;
  /**
   * Days that CloudWatch keeps the function's logs and the access logs: one of the numbers that it supports. 0 keeps them
   * forever.
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
   * @default 30
   */
  readonly logRetentionInDays?: number;
  /** The limits above which the API returns 429. @default 1000 requests a second, bursts of 500 */
  readonly throttling?: Throttling;
  /**
   * Whether the API writes one JSON line per request to its own log group. For a REST API, API Gateway needs a role, which is
   * one setting for all APIs of an account in a region. So this component does not create it; your program can:
   * `new aws.apigateway.Account("account", { cloudwatchRoleArn })`. `apigateway.amazonaws.com` must be able to assume the role,
   * and the role needs the managed policy `AmazonAPIGatewayPushToCloudWatchLogs`.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   * @default true for an HTTP API, false for a REST API
   */
  readonly accessLogs?: boolean;
  /** How API Gateway authorizes each request. @default no authorization */
  readonly authorizer?: Authorizer;
  /**
   * Lets only CloudFront call the API: CloudFront adds a secret header, and the function returns 403 without it. On a live
   * API, begin with `enforced: false` and enforce in a later update. To remove it, do the same in reverse order. An existing
   * `function` cannot check the secret, so it excludes this argument.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
   * @default none: clients can bypass CloudFront
   */
  readonly originVerify?: OriginVerify;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html */
export interface CustomDomain {
  /** Fully qualified, lower case, without a trailing dot. */
  readonly name: string;
  /** The ID of the public hosted zone that contains `name`. */
  readonly hostedZoneId: pulumi.Input<string>;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
export interface Throttling {
  /** The average number of requests per second. @default 1000 */
  readonly rateLimit?: number;
  /** The maximum number of concurrent requests, a whole number. @default 500 */
  readonly burstLimit?: number;
}

export type Authorizer = JwtAuthorizer | IamAuthorizer | ApiKeyAuthorizer;

/**
 * Only for HTTP APIs. The viewer sends `Authorization: Bearer {token}`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export interface JwtAuthorizer {
  /** The kind of authorizer. */
  readonly kind: "jwt";
  /** The HTTPS URL of the issuer: the token's `iss`, and the location of the OpenID configuration. */
  readonly issuer: pulumi.Input<string>;
  /** The token's `aud` or `client_id` must be one of these. */
  readonly audience: readonly pulumi.Input<string>[];
}

/**
 * The viewer signs requests for the API's hostname, which CloudFront sends as Host, and for the path that the API receives.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
 */
export interface IamAuthorizer {
  /** The kind of authorizer. */
  readonly kind: "iam";
}

/**
 * Only for REST APIs. The viewer sends `x-api-key`. A key meters callers; it does not authenticate them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export interface ApiKeyAuthorizer {
  /** The kind of authorizer. */
  readonly kind: "api-key";
}

export interface OriginVerify {
  /**
   * Increment it to rotate the secret without downtime. The function accepts two secrets. A rotation replaces the
   * one that is not in use, and CloudFront then sends it. Never decrement it or skip a number: that replaces the secret in
   * use, and the function returns 403 until CloudFront has the new one everywhere.
   * @default 0
   */
  readonly rotation?: number;
  /** Whether the function requires the header. If false, CloudFront sends it and the function ignores it. @default true */
  readonly enforced?: boolean;
}
