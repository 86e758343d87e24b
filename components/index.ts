export { DnsRecord } from "./aliasRecords";
export { ApiKind, apiKinds, ApiOrigin, ApiOriginArgs, checkApiOrigin, CustomDomain } from "./apiOrigin";
export { ApiBehavior, Behavior, StaticBehavior } from "./distribution/cacheBehavior";
export {
  checkMultiOriginDistribution,
  Domain,
  MultiOriginDistribution,
  MultiOriginDistributionArgs,
  Route,
} from "./distribution";
export { ApiGatewayOrigin, CustomOrigin, Origin, OriginAddress, OriginHeaders, S3Origin } from "./origin";
export { checkPathPattern } from "./distribution/pathPattern";
export { problem, Problem, problemLine, withoutStack } from "./problems";
export { checkStaticOrigin, StaticOrigin, StaticOriginArgs } from "./staticOrigin";
