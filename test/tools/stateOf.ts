import { Account } from "../../local-aws/aws/account";
import { State } from "../../tools/state";
import { toResource } from "../support/agreement";

const types = [
  "aws:cloudfront/distribution:Distribution",
  "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
  "aws:cloudfront/distributionTenant:DistributionTenant",
  "aws-native:cloudfront:Distribution",
  "aws:cloudfront/cachePolicy:CachePolicy",
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
  "aws-native:cloudfront:CachePolicy",
  "aws-native:cloudfront:OriginRequestPolicy",
  "aws:cloudfront/originAccessControl:OriginAccessControl",
  "aws:cloudfront/function:Function",
  "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive",
  "aws:apigateway/restApi:RestApi",
  "aws:apigateway/resource:Resource",
  "aws:apigateway/method:Method",
  "aws:apigateway/integration:Integration",
  "aws:apigateway/authorizer:Authorizer",
  "aws:apigateway/stage:Stage",
  "aws:apigateway/domainName:DomainName",
  "aws:apigateway/basePathMapping:BasePathMapping",
  "aws:apigatewayv2/api:Api",
  "aws:apigatewayv2/route:Route",
  "aws:apigatewayv2/integration:Integration",
  "aws:apigatewayv2/authorizer:Authorizer",
  "aws:apigatewayv2/stage:Stage",
  "aws:apigatewayv2/domainName:DomainName",
  "aws:apigatewayv2/apiMapping:ApiMapping",
  "aws:s3/bucket:Bucket",
  "aws:lambda/function:Function",
  "aws:lambda/functionUrl:FunctionUrl",
  "aws:lambda/permission:Permission",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:route53/record:Record",
];

/** The resources of an account, in the form in which the tools read the state of a stack. */
export function stateOf(account: Account): State {
  return {
    resources: types.flatMap((type) => account.list(type).map(({ id, outputs }) => toResource(type, id, outputs))),
  };
}
