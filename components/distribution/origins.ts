import * as aws from "@pulumi/aws";
import { ApiGatewayOrigin, CustomOrigin, Origin, OriginHeaders } from "../origin";
import { present } from "../present";
import { Behavior, originsOf } from "./behavior";

type OriginArgs = aws.types.input.cloudfront.DistributionOrigin;
type OriginGroupArgs = aws.types.input.cloudfront.DistributionOriginGroup;

// Not 403 and 404: the failover would return the same.
const failoverStatusCodes = [500, 502, 503, 504];

export function distinctOrigins(behaviors: readonly Behavior[]): Origin[] {
  return [...new Map(behaviors.flatMap(originsOf).map((origin): [string, Origin] => [origin.name, origin])).values()];
}

/** The ID of the behavior's origin, or of its origin group if it has a failover. */
export function targetOriginId({ origin, failover }: Behavior): string {
  return failover === undefined ? origin.name : `${origin.name}-else-${failover.name}`;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html */
export function originGroups(behaviors: readonly Behavior[]): OriginGroupArgs[] {
  const withFailover = behaviors.filter(({ failover }) => failover !== undefined);
  return [...new Map(withFailover.map((behavior) => [targetOriginId(behavior), originsOf(behavior)]))].map(
    ([originId, members]) => ({
      originId,
      members: members.map(({ name }) => ({ originId: name })),
      failoverCriteria: { statusCodes: failoverStatusCodes },
    }),
  );
}

export function originArgs(origin: Origin): OriginArgs {
  const { name, domainName, originShieldRegion } = origin;
  return {
    originId: name,
    domainName,
    ...connectionArgs(origin),
    ...(originShieldRegion === undefined ? {} : { originShield: { enabled: true, originShieldRegion } }),
  };
}

function connectionArgs(origin: Origin): Partial<OriginArgs> {
  switch (origin.kind) {
    case "s3":
      return { originAccessControlId: origin.originAccessControlId };
    case "api-gateway":
      return {
        ...requestArgs(origin),
        customOriginConfig: { ...httpsOnly(443), ...present({ originReadTimeout: origin.readTimeout }) },
        ...present({ responseCompletionTimeout: origin.responseCompletionTimeout }),
      };
    case "custom":
      return { ...requestArgs(origin), customOriginConfig: httpsOnly(origin.httpsPort ?? 443) };
  }
}

function requestArgs({ originPath, headers = {} }: ApiGatewayOrigin | CustomOrigin): Partial<OriginArgs> {
  const customHeaders = customHeadersOf(headers);
  return {
    originPath,
    ...(customHeaders.length === 0 ? {} : { customHeaders }),
  };
}

function customHeadersOf(headers: OriginHeaders): aws.types.input.cloudfront.DistributionOriginCustomHeader[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

/** API Gateway requires HTTPS with TLS 1.2 or newer. The same settings apply to other hosts. */
function httpsOnly(httpsPort: number): aws.types.input.cloudfront.DistributionOriginCustomOriginConfig {
  return { httpPort: 80, httpsPort, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] };
}
