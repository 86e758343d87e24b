import { webAclType } from "../cloudfront/refusals/webAcls";
import { recordType } from "../program/dnsRecords";
import { Unknown } from "../program/maybe";
import { isObject, Properties } from "../program/readValue";

const recordSet = "AWS::Route53::RecordSet";

/** Types that the pack reads only as types of the `aws` provider. */
const awsTypes: ReadonlyMap<string, string> = new Map([
  [recordSet, recordType],
  ["AWS::WAFv2::WebACL", webAclType],
]);

/** The type of aws-native for a type of CloudFormation. A type of another owner keeps its name. */
export function nativeType(type: string): string {
  if (type.startsWith("Custom::")) {
    return "aws-native:cloudformation:CustomResource";
  }
  const [provider, service = "", name] = type.split("::");
  return provider === "AWS" && name !== undefined
    ? (awsTypes.get(type) ?? `aws-native:${service.toLowerCase()}:${name}`)
    : type;
}

/** Properties whose keys are data and not the names of properties: documents, and maps. */
const documents: ReadonlySet<string> = new Set(["Body", "PolicyDocument", "TemplateBody", "Variables"]);

/** The ID that AWS generates, which is `awsId` for aws-native because each resource of Pulumi has an `id`. */
const generatedId = "Id";

/** The properties of a resource with the names of its type's provider. */
export function nativeProperties(type: string, properties: Properties): Properties {
  const { [generatedId]: awsId, ...others } = properties;
  const native = {
    ...Object.fromEntries(Object.entries(others).map(([key, value]) => [nativeName(key), nativeValue(key, value)])),
    ...(awsId === undefined ? {} : { awsId }),
  };
  return type === recordSet ? recordProperties(native) : native;
}

/** The `aws` provider has a list of aliases, and other names. */
function recordProperties({ aliasTarget, resourceRecords, ...others }: Properties): Properties {
  const alias =
    isObject(aliasTarget) && !(aliasTarget instanceof Unknown) ? { name: aliasTarget.dnsName } : aliasTarget;
  return {
    ...others,
    ...(alias === undefined ? {} : { aliases: [alias] }),
    ...(resourceRecords === undefined ? {} : { records: resourceRecords }),
  };
}

function nativeValue(key: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => nativeValue("", item));
  }
  if (!isObject(value) || value instanceof Unknown) {
    return typeof value === "string" ? typed(key, value) : value;
  }
  return documents.has(key) || key === "Parameters"
    ? value
    : Object.fromEntries(Object.entries(value).map(([name, inner]) => [nativeName(name), nativeValue(name, inner)]));
}

/** `WebACLId` is `webAclId`, `HTTPSPort` is `httpsPort`, and `CNAMEs` is `cnames`. */
function nativeName(name: string): string {
  const words = name.replace(/[A-Z]{2,}s(?=[A-Z]|$)/g, lowered).replace(/[A-Z]+(?=[A-Z][a-z]|[^A-Za-z]|$)/g, lowered);
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function lowered(run: string): string {
  return run.charAt(0) + run.slice(1).toLowerCase();
}

/** CloudFormation accepts a string where a property is a number or a truth value. */
const numbers = /(Port|TTL|Ttl|^ErrorCode)$/;
const truths =
  /^(ApiKeyRequired|CloudFrontDefaultCertificate|DisableExecuteApiEndpoint|EnableAcceptEncoding\w+|QueryString)$/;

function typed(key: string, value: string): unknown {
  if (truths.test(key) && /^(true|false)$/i.test(value)) {
    return value.toLowerCase() === "true";
  }
  return numbers.test(key) && /^\d{1,15}$/.test(value) ? Number(value) : value;
}
