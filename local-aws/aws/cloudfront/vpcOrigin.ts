import { typeToken } from "../resource";
import { CustomOriginConfig } from "./distribution";

export interface VpcOriginEndpointConfig extends Pick<
  CustomOriginConfig,
  "httpPort" | "httpsPort" | "originProtocolPolicy"
> {
  /** A load balancer or an instance. */
  readonly arn: string;
}

export const vpcOrigins = typeToken<{ readonly vpcOriginEndpointConfig: VpcOriginEndpointConfig }>(
  "aws:cloudfront/vpcOrigin:VpcOrigin",
);
