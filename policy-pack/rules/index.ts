import { apiGatewayOriginClientCertificate } from "./apiGatewayOriginClientCertificate";
import { apiGatewayOriginCredentials } from "./apiGatewayOriginCredentials";
import { apiGatewayOriginEndpointEnabled } from "./apiGatewayOriginEndpointEnabled";
import { apiGatewayOriginHostHeader } from "./apiGatewayOriginHostHeader";
import { apiGatewayOriginHttpsOnly } from "./apiGatewayOriginHttpsOnly";
import { apiGatewayOriginInvocable } from "./apiGatewayOriginInvocable";
import { apiGatewayOriginMethods } from "./apiGatewayOriginMethods";
import { apiGatewayOriginQueryStrings } from "./apiGatewayOriginQueryStrings";
import { apiGatewayOriginRoute } from "./apiGatewayOriginRoute";
import { apiGatewayOriginSharedCache } from "./apiGatewayOriginSharedCache";
import { apiGatewayOriginStagePath } from "./apiGatewayOriginStagePath";
import { apiGatewayOriginTimeout } from "./apiGatewayOriginTimeout";
import { behaviorCacheSettings } from "./behaviorCacheSettings";
import { behaviorLegacyHeadersUnstated } from "./behaviorLegacyHeadersUnstated";
import { behaviorPathShadowed } from "./behaviorPathShadowed";
import { behaviorTargetOrigin } from "./behaviorTargetOrigin";
import { errorPagesMaskApi } from "./errorPagesMaskApi";
import { lambdaUrlOriginHostHeader } from "./lambdaUrlOriginHostHeader";
import { lambdaUrlOriginPermission } from "./lambdaUrlOriginPermission";
import { lambdaUrlOriginSignedBody } from "./lambdaUrlOriginSignedBody";
import { originDomainName } from "./originDomainName";
import { rejectedByCloudFront } from "./rejectedByCloudFront";
import { Rule } from "../findings/rule";
import { s3OriginAccessControl } from "./s3OriginAccessControl";
import { s3OriginHostHeader } from "./s3OriginHostHeader";
import { s3WebsiteOriginProtocol } from "./s3WebsiteOriginProtocol";
import { viewerTransport } from "./viewerTransport";

export const rules: readonly Rule[] = [
  apiGatewayOriginHostHeader,
  apiGatewayOriginHttpsOnly,
  apiGatewayOriginStagePath,
  apiGatewayOriginEndpointEnabled,
  apiGatewayOriginInvocable,
  apiGatewayOriginClientCertificate,
  apiGatewayOriginRoute,
  apiGatewayOriginMethods,
  apiGatewayOriginCredentials,
  apiGatewayOriginQueryStrings,
  apiGatewayOriginTimeout,
  apiGatewayOriginSharedCache,
  lambdaUrlOriginHostHeader,
  lambdaUrlOriginSignedBody,
  lambdaUrlOriginPermission,
  s3OriginHostHeader,
  s3OriginAccessControl,
  s3WebsiteOriginProtocol,
  originDomainName,
  behaviorTargetOrigin,
  behaviorCacheSettings,
  behaviorLegacyHeadersUnstated,
  behaviorPathShadowed,
  rejectedByCloudFront,
  errorPagesMaskApi,
  viewerTransport,
];
