import * as pulumi from "@pulumi/pulumi";

/** An API Gateway API. A route to it cannot forward the viewer's Host. `ApiOrigin.origin` is one. */
export interface ApiGatewayOrigin extends OriginAddress {
  /** The kind of origin. */
  readonly kind: "api-gateway";
  /**
   * The path that CloudFront adds in front of the request's path: `/stage` for the default endpoint of a REST API.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginPath
   * @default none
   */
  readonly originPath?: pulumi.Input<string>;
  /**
   * For a WebSocket API: the only path that it accepts, `/stage` for its default endpoint, or `/` for a custom domain whose
   * mapping has no key. A CloudFront Function sends each request of the route to this path. Not together with `originPath`.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api.html
   * @default none: a REST or HTTP API
   */
  readonly webSocketPath?: string;
  /** Whether the API streams its responses. A route to it cannot have a `cache`. @default false */
  readonly streaming?: boolean;
  /**
   * Seconds that CloudFront waits for the first part of a response and for each next one, 1 to 120.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout
   * @default 30, CloudFront's own default
   */
  readonly readTimeout?: number;
  /**
   * Seconds that CloudFront waits for the complete response, not less than `readTimeout`.
   * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html
   * @default no maximum
   */
  readonly responseCompletionTimeout?: number;
  /** Headers that CloudFront adds, by name. They replace viewer headers of the same name. @default none */
  readonly headers?: OriginHeaders;
}

/** A private bucket with an origin access control. `StaticOrigin.origin` is one. */
export interface S3Origin extends OriginAddress {
  /** The kind of origin. */
  readonly kind: "s3";
  /**
   * The ID of the origin access control that CloudFront signs its requests with.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
   */
  readonly originAccessControlId: pulumi.Input<string>;
  /** The keys of the files, e.g. `docs/index.html`. `notFoundPage` requires them. @default unknown */
  readonly files?: readonly string[];
}

/** Any other HTTPS host, for instance a load balancer. */
export interface CustomOrigin extends OriginAddress {
  /** The kind of origin. */
  readonly kind: "custom";
  /**
   * The path that CloudFront adds in front of the request's path, with a leading and without a trailing slash.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginPath
   * @default none
   */
  readonly originPath?: pulumi.Input<string>;
  /**
   * The HTTPS port that CloudFront connects to: 80, 443, or 1024 to 65535.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesHTTPSPort
   * @default 443
   */
  readonly httpsPort?: number;
  /** Headers that CloudFront adds, by name. They replace viewer headers of the same name. @default none */
  readonly headers?: OriginHeaders;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html */
export type OriginHeaders = Readonly<Record<string, pulumi.Input<string>>>;

/** The properties of every kind of origin. */
export interface OriginAddress {
  /** The origin's ID in the distribution. */
  readonly name: string;
  /**
   * The hostname that CloudFront connects to and sends as Host.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesDomainName
   */
  readonly domainName: pulumi.Input<string>;
  /**
   * The region of Origin Shield, an additional cache in front of this origin, e.g. `eu-west-1`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html
   * @default no Origin Shield
   */
  readonly originShieldRegion?: string;
  /** Resources that must exist before requests arrive, e.g. a base path mapping and its DNS record. @default none */
  readonly dependsOn?: readonly pulumi.Resource[];
}

export type Origin = ApiGatewayOrigin | S3Origin | CustomOrigin;

export type OriginKind = Origin["kind"];
