import { Resource } from "./maybe";

/** Providers whose resources output only what their documentation lists, except for the types of `carriers`. */
const knownProviders = /^(aws|aws-native|aws-apigateway|awsx|docker|docker-build|random|tls|pulumi:providers):/;

/** Types that create or change other resources, of any kind: the program does not show which. */
const creators = [
  /^aws(-native)?:(cloudcontrol|cloudformation)[/:]/,
  /^aws:lambda\/invocation:/,
  /^aws:serverlessrepository\//,
  /^aws-native:index:ExtensionResource/,
];

/** Types whose outputs can carry any value: another stack's output, a parameter, a secret or a function's result. */
const carriers = [
  ...creators,
  /^aws(-native)?:(appconfig|secretsmanager|servicecatalog|ssm)[/:]/,
  /^aws:dynamodb\/tableItem:/,
  /^random:index\/randomShuffle:/,
];

/** An origin can depend on these types, but none of them outputs a part of its domain name. */
const nameless = [
  /^pulumi:providers:/,
  // A remote component has no outputs besides those of its children, which the engine lists too.
  /^aws-apigateway:/,
  /^aws:acm\/certificate(Validation)?:/,
  /^aws-native:certificatemanager:Certificate$/,
  /^aws:apigateway\/(account|apiKey|authorizer|clientCertificate|usagePlan|usagePlanKey):/,
  /^aws:apigatewayv2\/authorizer:/,
  /^aws:cloudfront\/(function|keyGroup|originAccess\w+|publicKey|vpcOrigin|\w+Policy):/,
  /^aws-native:cloudfront:(Function|KeyGroup|\w*OriginAccess\w+|PublicKey|VpcOrigin|\w+Policy)$/,
  /^aws(-native)?:iam[/:]/,
  /^aws:lambda\/(alias|function|permission):/,
  /^aws-native:lambda:(Alias|Function|Permission)$/,
  /^random:index\/random(Bytes|Password):/,
  /^tls:/,
];

/** Random values are values of headers. Without an unknown header, they can be parts of a domain name. */
const headerValues = /^random:index\/random(Id|Integer|String|Uuid\w*):/;

/**
 * Whether the outputs of a resource can be any value, including the ID or name of another resource. A provider that is not
 * known here, such as a dynamic provider or an organization's own, can output anything.
 */
export function canOutputAnything({ type }: Resource): boolean {
  return !knownProviders.test(type) || carriers.some((carrier) => carrier.test(type));
}

/**
 * Whether a resource can create or change other resources, such as the permissions of a function: a script, a dynamic
 * provider, a stack of CloudFormation. A component only groups the resources of the program.
 */
export function canCreateOthers({ type, isComponent }: Pick<Resource, "type" | "isComponent">): boolean {
  return isComponent !== true && (!knownProviders.test(type) || creators.some((creator) => creator.test(type)));
}

/**
 * Whether an output of a resource can be a part of an origin's domain name.
 * @param hasHeader whether CloudFront adds a header to requests, whose unknown value can come from the resource too
 */
export function canNameOrigin({ type }: Resource, hasHeader: boolean): boolean {
  return !nameless.some((one) => one.test(type)) && !(hasHeader && headerValues.test(type));
}
