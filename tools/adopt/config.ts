import { Unknown } from "../../policy-pack/program/maybe";
import { isObject, Properties } from "../../policy-pack/program/readValue";
import type { StateResource } from "../state";

/** Names of aws-native and of the CloudFront API that differ in `aws`. */
const names: ReadonlyMap<string, string> = new Map([
  ["cacheBehaviors", "orderedCacheBehaviors"],
  ["cloudFrontDefaultCertificate", "cloudfrontDefaultCertificate"],
  ["headerName", "name"],
  ["headerValue", "value"],
  ["ipv6Enabled", "isIpv6Enabled"],
  ["lambdaFunctionArn", "lambdaArn"],
  ["logging", "loggingConfig"],
  ["originCustomHeaders", "customHeaders"],
]);

/** Lists that aws-native has in `items`. */
const listed = new Set(["originGroups", "members", "statusCodes"]);

/** The settings of a distribution. Its other properties are outputs, or settings of Pulumi. */
const settings = [
  "aliases",
  "anycastIpListId",
  "comment",
  "continuousDeploymentPolicyId",
  "customErrorResponses",
  "defaultCacheBehavior",
  "defaultRootObject",
  "enabled",
  "httpVersion",
  "isIpv6Enabled",
  "loggingConfig",
  "orderedCacheBehaviors",
  "originGroups",
  "origins",
  "priceClass",
  "restrictions",
  "staging",
  "tags",
  "viewerCertificate",
  "webAclId",
];

/**
 * The settings of a distribution with the names of `aws.cloudfront.Distribution`.
 * @throws an error that names the first unknown value
 */
export function configOf({ type, props }: StateResource): Properties {
  const known = props instanceof Unknown ? withoutUnknown(props) : props;
  const all = type === "aws-native:cloudfront:Distribution" ? asAws(known.distributionConfig) : known;
  return isObject(all) ? Object.fromEntries(settings.map((name) => [name, withoutUnknown(all[name])])) : {};
}

function asAws(value: unknown, parent = ""): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => asAws(item, parent));
  }
  if (!isObject(value) || value instanceof Unknown) {
    return value;
  }
  if (listed.has(parent)) {
    return Array.isArray(value.items) ? value.items.map((item) => asAws(item, `${parent}[]`)) : [];
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [nameIn(parent, key), asAws(inner, key)] as const),
  );
}

function nameIn(parent: string, key: string): string {
  if (key === "id" && ["origins", "originGroups[]"].includes(parent)) {
    return "originId";
  }
  return parent === "geoRestriction" && key === "items" ? "locations" : (names.get(key) ?? key);
}

/** @throws an error if a part of the value is unknown */
function withoutUnknown<T>(value: T): Exclude<T, Unknown> {
  const unknown = firstUnknown(value);
  if (unknown !== undefined) {
    throw new Error(`${unknown.reason}. adopt needs its value. ${unknown.resolution}`);
  }
  return value as Exclude<T, Unknown>;
}

function firstUnknown(value: unknown): Unknown | undefined {
  if (value instanceof Unknown) {
    return value;
  }
  const inner = typeof value === "object" && value !== null ? Object.values(value) : [];
  return inner.map(firstUnknown).find((one) => one !== undefined);
}
