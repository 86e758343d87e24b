import { findCertificate } from "../../aws/acm";
import { Account } from "../../aws/account";
import { CustomOriginConfig, Origin } from "../../aws/cloudfront/distribution";
import { VpcOriginEndpointConfig, vpcOrigins } from "../../aws/cloudfront/vpcOrigin";
import { withoutDotsInBucket } from "../../aws/hostnames";
import { loadBalancers } from "../../aws/loadBalancing";
import { KeyPair } from "../certificates";
import { NotModeled, Port } from "../frontEnd";
import { Address, resolve } from "../network";

/** Where CloudFront connects to for an origin. */
export interface Connection {
  /** Undefined if the origin's name does not resolve. */
  readonly address: Address | undefined;
  readonly port: Port;
}

/** The origin's name selects the certificate and the Host, but not the address of a VPC origin. */
export function connectionTo(account: Account, origin: Origin, viewerSecure: boolean): Connection {
  const { domainName, customOriginConfig, vpcOriginConfig } = origin;
  if (vpcOriginConfig === undefined) {
    return { address: resolve(account, domainName.toLowerCase()), port: portOf(customOriginConfig, viewerSecure) };
  }
  const { vpcOriginId } = vpcOriginConfig;
  return {
    address: { service: "loadBalancer" },
    port: portOf(loadBalancerInVpc(account, vpcOriginId), viewerSecure),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html */
function loadBalancerInVpc(account: Account, vpcOriginId: string): VpcOriginEndpointConfig {
  const endpoint = account.get(vpcOrigins, vpcOriginId)?.outputs.vpcOriginEndpointConfig;
  if (endpoint === undefined || account.get(loadBalancers, endpoint.arn) === undefined) {
    const at = endpoint === undefined ? "" : ` with the endpoint ${endpoint.arn}`;
    throw new NotModeled(`the VPC origin ${vpcOriginId}${at}; it connects only to load balancers of the account`);
  }
  return endpoint;
}

/**
 * An S3 origin uses the viewer's protocol: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-s3-origin.html
 * Other origins have a setting: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginProtocolPolicy
 */
function portOf(settings: Partial<CustomOriginConfig> = {}, viewerSecure: boolean): Port {
  const { originProtocolPolicy = "match-viewer", httpPort = 80, httpsPort = 443 } = settings;
  const secure = originProtocolPolicy === "match-viewer" ? viewerSecure : originProtocolPolicy === "https-only";
  return secure ? { scheme: "https", number: httpsPort } : { scheme: "http", number: httpPort };
}

/**
 * The hostname that the origin's certificate must match. S3's wildcard matches no bucket with a dot in its name, but CloudFront
 * reads such a bucket as an S3 origin: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function certificateName({ domainName, customOriginConfig }: Origin): string {
  return customOriginConfig === undefined ? withoutDotsInBucket(domainName) : domainName;
}

/** The certificate that CloudFront presents to an origin with mutual TLS. Only an imported certificate has a key here. */
export function clientCertificate(account: Account, { customOriginConfig }: Origin): KeyPair | undefined {
  const arn = customOriginConfig?.originMtlsConfig?.clientCertificateArn;
  if (arn === undefined) {
    return undefined;
  }
  const { certificateBody, certificateChain = "", privateKey } = findCertificate(account, arn) ?? {};
  if (certificateBody === undefined || privateKey === undefined) {
    throw new NotModeled(
      `the client certificate ${arn}; it presents only certificates with privateKey and certificateBody`,
    );
  }
  return { cert: `${certificateBody}\n${certificateChain}`, key: privateKey };
}
