import * as pulumi from "@pulumi/pulumi";

/** An API Gateway API. A route to it has no way to forward the viewer's Host. Produced by `ApiOrigin.origin`. */
export interface ApiGatewayOrigin extends OriginAddress {
  readonly kind: "api-gateway";
  /** What is put before the request's path, `/stage` for the default endpoint of a REST API. @default none */
  readonly originPath?: pulumi.Input<string>;
}

/** A private bucket behind an origin access control. Produced by `StaticOrigin.origin`. */
export interface S3Origin extends OriginAddress {
  readonly kind: "s3";
  readonly originAccessControlId: pulumi.Input<string>;
}

/** What every kind of origin has. */
export interface OriginAddress {
  /** The origin's id in the distribution. */
  readonly name: string;
  /** The DNS name CloudFront connects to, and sends as Host. */
  readonly domainName: pulumi.Input<string>;
  /** What must exist before requests may come here, for instance a base path mapping and its DNS record. @default none */
  readonly dependsOn?: readonly pulumi.Resource[];
}

export type Origin = ApiGatewayOrigin | S3Origin;
