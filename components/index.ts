export { ApiKind, apiKinds, ApiOrigin, ApiOriginArgs, checkApiOrigin, CustomDomain } from "./apiOrigin";
export { ApiBehavior, Behavior, StaticBehavior } from "./cacheBehavior";
export {
  checkMultiOriginDistribution,
  Domain,
  MultiOriginDistribution,
  MultiOriginDistributionArgs,
  Route,
} from "./multiOriginDistribution";
export { ApiGatewayOrigin, Origin, OriginAddress, S3Origin } from "./origin";
export { checkPathPattern } from "./pathPattern";
export { problem, Problem, problemLine, withoutStack } from "./problems";
export { checkStaticOrigin, StaticOrigin, StaticOriginArgs } from "./staticOrigin";
