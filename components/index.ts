export { DnsRecord } from "./aliasRecords";
export { checkAll, ComponentChecks } from "./checkAll";
export {
  ApiKeyAuthorizer,
  ApiKind,
  apiKinds,
  ApiOrigin,
  ApiOriginArgs,
  Architecture,
  Authorizer,
  checkApiOrigin,
  CustomDomain,
  ExistingFunction,
  FunctionArgs,
  IamAuthorizer,
  JwtAuthorizer,
  OriginVerify,
  Throttling,
  VpcConfig,
} from "./apiOrigin";
export { checkMultiOriginDistribution, MultiOriginDistribution } from "./distribution";
export {
  AccessLogs,
  Domain,
  GeoRestriction,
  GivenCertificate,
  ManagedWebAcl,
  MultiOriginDistributionArgs,
  Route,
} from "./distribution/args";
export {
  ApiBehavior,
  Behavior,
  CachePolicy,
  CustomBehavior,
  Methods,
  StaticBehavior,
  ViewerFunction,
  ViewerFunctionArgs,
} from "./distribution/behavior";
export {
  ApiAuthorizer,
  apiOriginArgs,
  ApiThrottling,
  checkMultiOriginSite,
  Countries,
  distributionArgs,
  ExistingApi,
  ExistingCertificate,
  MultiOriginSite,
  multiOriginSiteArguments,
  MultiOriginSiteArgs,
  Permission,
  staticOriginArgs,
  ViewerCode,
  WafRules,
  WebSocketApi,
} from "./multiOriginSite";
export { ApiGatewayOrigin, CustomOrigin, Origin, OriginAddress, OriginHeaders, S3Origin } from "./origin";
export { checkPathPattern } from "./distribution/checks/pathPattern";
export { problem, Problem, problemLine } from "./problems";
export { withoutStack } from "./rejectArguments";
export { checkStaticOrigin, ExistingBucket, StaticOrigin, StaticOriginArgs } from "./staticOrigin";
