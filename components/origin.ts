import * as pulumi from "@pulumi/pulumi";

/** An API Gateway API. A route to it has no way to forward the viewer's Host. Produced by `ApiOrigin.origin`. */
export interface ApiGatewayOrigin extends OriginAddress {
  /** Tells it from the other kinds. */
  readonly kind: "api-gateway";
  /**
   * What is put before the request's path, `/stage` for the default endpoint of a REST API.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginPath
   * @default none
   */
  readonly originPath?: pulumi.Input<string>;
  /** Headers that CloudFront sets itself, over the viewer's: name to value. @default none */
  readonly headers?: OriginHeaders;
}

/** A private bucket behind an origin access control. Produced by `StaticOrigin.origin`. */
export interface S3Origin extends OriginAddress {
  /** Tells it from the other kinds. */
  readonly kind: "s3";
  /**
   * By which CloudFront signs its requests.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
   */
  readonly originAccessControlId: pulumi.Input<string>;
  /** The keys of its files, e.g. `docs/index.html`. A 404 page needs them. @default not known */
  readonly files?: readonly string[];
}

/** Any other HTTPS host, for instance a load balancer. */
export interface CustomOrigin extends OriginAddress {
  /** Tells it from the other kinds. */
  readonly kind: "custom";
  /**
   * What is put before the request's path, with a leading and without a trailing slash.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginPath
   * @default none
   */
  readonly originPath?: pulumi.Input<string>;
  /**
   * The port that CloudFront connects to: 80, 443, or one from 1024 to 65535.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesHTTPSPort
   * @default 443
   */
  readonly httpsPort?: number;
  /** Headers that CloudFront sets itself, over the viewer's: name to value. @default none */
  readonly headers?: OriginHeaders;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html */
export type OriginHeaders = Readonly<Record<string, pulumi.Input<string>>>;

/** What every kind of origin has. */
export interface OriginAddress {
  /** The origin's id in the distribution. */
  readonly name: string;
  /**
   * The DNS name CloudFront connects to, and sends as Host.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesDomainName
   */
  readonly domainName: pulumi.Input<string>;
  /**
   * The region of an additional cache in front of this origin, e.g. `eu-west-1`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html
   * @default no Origin Shield
   */
  readonly originShieldRegion?: string;
  /** What must exist before requests may come here, for instance a base path mapping and its DNS record. @default none */
  readonly dependsOn?: readonly pulumi.Resource[];
}

export type Origin = ApiGatewayOrigin | S3Origin | CustomOrigin;

export type OriginKind = Origin["kind"];
