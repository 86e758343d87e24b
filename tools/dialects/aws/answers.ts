import { Unknown } from "../../../policy-pack/program/maybe";
import { isObject, Properties } from "../../../policy-pack/program/readValue";
import type { StateResource } from "../../state";
import { itemsOf, nativeProperties } from "./names";

/** A resource of AWS, of which the answer of a command shows the settings. */
export function resource(type: string, kind: string, id: string, props: Properties): StateResource {
  return { type, urn: `${kind}::${id}`, props };
}

/** The answer of one command of the AWS CLI. */
export interface Answer {
  /** The file without its folder and extension. */
  readonly file: string;
  readonly content: Properties;
}

/** Reads what is below a key of an answer. */
type AnswerReader = (value: unknown, answer: Answer) => readonly StateResource[];

/** What `get-…` and `describe-…` return has the settings of one resource, and what `list-…` returns has a list. */
export const cloudFrontAnswers: ReadonlyMap<string, AnswerReader> = new Map<string, AnswerReader>([
  [
    "Distribution",
    (value) => (isObject(value) ? [distribution(textOf(value, "Id"), value, value.DistributionConfig)] : []),
  ],
  ["DistributionConfig", (value, { file }) => [distribution(file, {}, value)]],
  ["DistributionList", eachItem((item) => distribution(textOf(item, "Id"), item, { ...item, ...notInList }))],
  ["CachePolicy", one((item) => policy("CachePolicy", item))],
  ["CachePolicyList", eachItem((item) => policy("CachePolicy", objectIn(item, "CachePolicy")))],
  ["OriginRequestPolicy", one((item) => policy("OriginRequestPolicy", item))],
  ["OriginRequestPolicyList", eachItem((item) => policy("OriginRequestPolicy", objectIn(item, "OriginRequestPolicy")))],
  ["OriginAccessControl", one((item) => accessControl(item, objectIn(item, "OriginAccessControlConfig")))],
  ["OriginAccessControlList", eachItem((item) => accessControl(item, item))],
  ["FunctionSummary", one(edgeFunction)],
  ["FunctionList", eachItem(edgeFunction)],
  ["DistributionTenant", one((item) => tenant(item, item.Parameters))],
  ["DistributionTenantList", (value) => listOf(value).map((item) => tenant(item, unseen("Parameters")))],
  ["FunctionUrl", (_, { content }) => [functionUrl(content)]],
  ["FunctionUrlConfigs", (value) => listOf(value).map(functionUrl)],
  // No rule reads these.
  ["ResponseHeadersPolicy", () => []],
  ["ResponseHeadersPolicyList", () => []],
  ["OriginRequestPolicyConfig", () => []],
  ["CachePolicyConfig", () => []],
]);

/** Settings that `list-distributions` does not return. */
const notInList = { DefaultRootObject: unseen("DefaultRootObject"), Logging: unseen("Logging") };

function unseen(key: string): Unknown {
  return new Unknown(`${key} is not in the list`, undefined, {
    resolution: "Add the answer of the get command to the folder.",
  });
}

function distribution(name: string, { Id, ARN, DomainName }: Properties, config: unknown): StateResource {
  return resource("aws-native:cloudfront:Distribution", "AWS::CloudFront::Distribution", name, {
    id: Id,
    arn: ARN,
    domainName: DomainName,
    distributionConfig: isObject(config) ? nativeProperties(config) : undefined,
  });
}

function policy(kind: "CachePolicy" | "OriginRequestPolicy", item: Properties): StateResource {
  const id = textOf(item, "Id");
  const config = nativeProperties(objectIn(item, `${kind}Config`));
  const property = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}Config`;
  return resource(`aws-native:cloudfront:${kind}`, `AWS::CloudFront::${kind}`, id, { id, [property]: config });
}

function accessControl(item: Properties, { Name, SigningBehavior, SigningProtocol }: Properties): StateResource {
  const id = textOf(item, "Id");
  return resource(
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "AWS::CloudFront::OriginAccessControl",
    id,
    {
      id,
      name: Name,
      signingBehavior: SigningBehavior,
      signingProtocol: SigningProtocol,
      originAccessControlOriginType:
        item.OriginAccessControlOriginType ?? objectIn(item, "OriginAccessControlConfig").OriginAccessControlOriginType,
    },
  );
}

/** `get-function` writes the code to another file, which has the name of the function. */
function edgeFunction(item: Properties): StateResource {
  const name = textOf(item, "Name");
  return resource("aws:cloudfront/function:Function", "AWS::CloudFront::Function", name, {
    name,
    arn: objectIn(item, "FunctionMetadata").FunctionARN,
    runtime: objectIn(item, "FunctionConfig").Runtime,
    code: new Unknown(`the code of function ${name} is not in the folder`, undefined, {
      resolution: `Add it as ${name}.js by aws cloudfront get-function.`,
    }),
  });
}

function tenant(item: Properties, parameters: unknown): StateResource {
  const id = textOf(item, "Id");
  return resource("aws-native:cloudfront:DistributionTenant", "AWS::CloudFront::DistributionTenant", id, {
    id,
    distributionId: item.DistributionId,
    domains: listOf(item.Domains).map(({ Domain }) => Domain),
    parameters: Array.isArray(parameters) ? listOf(parameters).map(nativeProperties) : parameters,
    customizations: nativeProperties(objectIn(item, "Customizations")),
  });
}

function functionUrl({ FunctionUrl, FunctionArn, AuthType }: Properties): StateResource {
  return resource("aws-native:lambda:Url", "AWS::Lambda::Url", String(FunctionUrl), {
    functionUrl: FunctionUrl,
    functionArn: FunctionArn,
    targetFunctionArn: FunctionArn,
    authType: AuthType,
  });
}

function one(read: (item: Properties) => StateResource): AnswerReader {
  return (value) => (isObject(value) ? [read(value)] : []);
}

function eachItem(read: (item: Properties) => StateResource): AnswerReader {
  return (value) => itemsOf(value).filter(isObject).map(read);
}

function listOf(value: unknown): readonly Properties[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isObject) : itemsOf(value).filter(isObject);
}

function objectIn(from: Properties, key: string): Properties {
  const value = from[key];
  return isObject(value) ? value : {};
}

function textOf(from: Properties, key: string): string {
  const value = from[key];
  return typeof value === "string" ? value : `without ${key}`;
}
