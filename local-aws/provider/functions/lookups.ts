import type { Json, JsonObject, StoredResource } from "../../aws/account";
import { certificates } from "../../aws/acm";
import { hostedZones } from "../../aws/route53";
import { buckets } from "../../aws/s3";
import type { AwsContext } from "../resourceType";

/** How a function finds a resource. */
export interface Lookup {
  /** The resource type's token. */
  readonly type: string;
  /** The resource's properties by the arguments with other names. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** The inputs of the resource that a program expects to exist. */
  readonly assumed?: (args: JsonObject) => JsonObject;
  /** AWS's error, if it is known. */
  readonly notFound?: (args: JsonObject) => string;
}

const named: Readonly<Record<string, Lookup>> = {
  "aws:acm/getCertificate:getCertificate": {
    type: certificates,
    renamed: { domain: "domainName" },
    assumed: ({ domain }) => ({ domainName: domain, validationMethod: "DNS" }),
  },
  "aws:lambda/getFunction:getFunction": {
    type: "aws:lambda/function:Function",
    renamed: { functionName: "name" },
  },
  "aws:route53/getZone:getZone": {
    type: hostedZones,
    assumed: ({ name, zoneId }) => ({ name: name ?? "hosted-zone.invalid", zoneId }),
    notFound: ({ name, zoneId }) => `no matching Route 53 Hosted Zone found: ${JSON.stringify(name ?? zoneId)}`,
  },
  "aws:s3/getBucket:getBucket": { type: buckets, assumed: ({ bucket }) => ({ bucket }) },
};

/** `aws:dynamodb/getTable:getTable` finds resources of the type `aws:dynamodb/table:Table`. */
export function lookupOf(token: string): Lookup | undefined {
  const [, module = "", name = ""] = /^aws:(\w+)\/get(\w+):get\w+$/.exec(token) ?? [];
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return named[token] ?? (name === "" ? undefined : { type: `aws:${module}/${file}:${name}` });
}

/** The resource of the region that has the arguments: those that are strings, and the tags. */
export function findResource(
  { type, renamed = {} }: Lookup,
  { tags = {}, ...args }: JsonObject,
  { account, region }: AwsContext,
): StoredResource | undefined {
  const expected = Object.entries(args).filter(([name, value]) => name !== "region" && typeof value === "string");
  const matches = ({ outputs }: StoredResource): boolean =>
    isIn(region, outputs.arn) &&
    expected.every(([name, value]) => withoutDot(outputs[renamed[name] ?? name]) === withoutDot(value)) &&
    Object.entries(tags as JsonObject).every(
      ([key, value]) => (outputs.tags as JsonObject | undefined)?.[key] === value,
    );
  return account.list(type).find(matches);
}

/** The ARN of a global resource has no region. */
function isIn(region: string, arn: Json | undefined): boolean {
  const [, , , of = ""] = typeof arn === "string" ? arn.split(":") : [];
  return of === "" || of === region;
}

/** The name of a hosted zone may end with a dot. */
function withoutDot(value: Json | undefined): Json | undefined {
  return typeof value === "string" ? value.replace(/\.$/, "") : value;
}
