import * as pulumi from "@pulumi/pulumi";

/** An API of API Gateway that exists. */
export interface ExistingApi {
  /** The hostname of its default endpoint or custom domain. */
  readonly domainName: pulumi.Input<string>;
  /** The path that CloudFront adds: `/stage` for the default endpoint of a REST API. Default: none. */
  readonly originPath?: pulumi.Input<string>;
}

/** A WebSocket API of API Gateway that exists. */
export interface WebSocketApi {
  /** The hostname of its default endpoint or custom domain. */
  readonly domainName: pulumi.Input<string>;
  /**
   * The only path that it accepts: `/stage` for its default endpoint, or `/` for a custom domain whose mapping has no key. A
   * CloudFront Function sends each request of `paths` to this path.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api.html
   */
  readonly webSocketPath: string;
  /** The path patterns that viewers connect to. They precede those of the API and of the site. Default: `/socket`. */
  readonly paths?: string[];
}

/**
 * Code for CloudFront's JavaScript runtime 2.0 that declares `handler`, as a file or as a string. It is merged with the
 * component's own code. Together, they have at most 10,240 bytes.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export interface ViewerCode {
  /** The path of the file. A relative path starts from the program's working directory. Default: none, which requires `code`. */
  readonly file?: string;
  /** The code. Default: none, which requires `file`. */
  readonly code?: string;
}

/** Actions that are allowed on resources. */
export interface Permission {
  /** The actions of IAM, for instance `dynamodb:GetItem`. */
  readonly actions: string[];
  /** The ARNs of the resources. */
  readonly resources: pulumi.Input<string>[];
}

/** How API Gateway authorizes requests. */
export interface ApiAuthorizer {
  /**
   * `jwt` for a token in `Authorization`, only for an HTTP API. `iam` for a signature of the API's hostname and path. `api-key`
   * for a key in `x-api-key`, only for a REST API.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
   */
  readonly kind: string;
  /** The HTTPS URL of the issuer of `jwt`. Default: none, only for the other kinds. */
  readonly issuer?: pulumi.Input<string>;
  /** The values of `aud` or `client_id` that `jwt` accepts. Default: none, only for the other kinds. */
  readonly audience?: pulumi.Input<string>[];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
export interface ApiThrottling {
  /** The average number of requests per second. Default: 1000. */
  readonly rateLimit?: number;
  /** The maximum number of concurrent requests. Default: 500. */
  readonly burstLimit?: number;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
export interface ExistingCertificate {
  /** The ARN of the certificate, in us-east-1. */
  readonly arn: pulumi.Input<string>;
  /** The names that the certificate covers, e.g. `example.com` and `*.example.com`. */
  readonly names: string[];
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
export interface WafRules {
  /** The maximum number of requests from one IP address in 5 minutes, at least 10. Default: 2000. */
  readonly rateLimit?: number;
  /** Whether the rules count requests instead of blocking them. Default: false. */
  readonly countOnly?: boolean;
}

/**
 * ISO 3166-1 country codes, e.g. `DE`, either allowed or denied.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
 */
export interface Countries {
  /** The only countries whose viewers are allowed. Default: none, which requires `deny`. */
  readonly allow?: string[];
  /** The countries whose viewers are denied. Default: none, which requires `allow`. */
  readonly deny?: string[];
}
