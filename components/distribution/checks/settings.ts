import { problem, Problem } from "../../problems";
import { GeoRestriction, ManagedWebAcl } from "../args";
import { Readable } from "./readable";
import { below } from "./shape";

const priceClasses = ["PriceClass_100", "PriceClass_200", "PriceClass_All"];

export function checkSettings({ value, path }: Readable["settings"]): Problem[] {
  const { priceClass, webAclArn, managedWebAcl, accessLogs, geoRestriction } = value;
  const at = (name: string): string => below(path, name);
  return [
    ...(priceClass === undefined || priceClasses.includes(priceClass)
      ? []
      : [problem(at("priceClass"), priceClass, `write ${priceClasses.join(", ")}`)]),
    ...checkWebAclArn(webAclArn, at("webAclArn")),
    ...(webAclArn === undefined || managedWebAcl === undefined
      ? []
      : [
          problem(at("managedWebAcl"), managedWebAcl, "leave it out, or leave webAclArn out: there can be one web ACL"),
        ]),
    ...checkRateLimit(managedWebAcl, at("managedWebAcl.rateLimit")),
    ...checkRetention(accessLogs?.retentionInDays, at("accessLogs.retentionInDays")),
    ...(geoRestriction === undefined ? [] : checkGeoRestriction(geoRestriction, at("geoRestriction"))),
  ];
}

/** One of WAF Classic is an id, and CloudFront still takes it. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
function checkWebAclArn(arn: unknown, path: string): Problem[] {
  const isClassicId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const isGlobal = /^arn:aws[\w-]*:wafv2:us-east-1:\d{12}:global\/webacl\/.+$/;
  return typeof arn !== "string" || isGlobal.test(arn) || isClassicId.test(arn)
    ? []
    : [problem(path, arn, "write the ARN of a web ACL of scope CLOUDFRONT: arn:aws:wafv2:us-east-1:…:global/webacl/…")];
}

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
function checkRateLimit(acl: ManagedWebAcl | undefined, path: string): Problem[] {
  const limit = acl?.rateLimit;
  return limit === undefined || (Number.isInteger(limit) && limit >= 10 && limit <= 2_000_000_000)
    ? []
    : [problem(path, limit, "write a whole number of requests in 5 minutes, from 10 to 2000000000")];
}

function checkRetention(days: number | undefined, path: string): Problem[] {
  return days === undefined || (Number.isSafeInteger(days) && days > 0)
    ? []
    : [problem(path, days, "write a whole number of days, 1 or more")];
}

function checkGeoRestriction(restriction: GeoRestriction, path: string): Problem[] {
  const { allow, deny }: Partial<Record<"allow" | "deny", readonly string[]>> = restriction;
  if (allow !== undefined && deny === undefined) {
    return checkCountries(allow, `${path}.allow`);
  }
  return deny !== undefined && allow === undefined
    ? checkCountries(deny, `${path}.deny`)
    : [problem(path, restriction, "write either allow or deny, a list of countries")];
}

function checkCountries(countries: readonly string[], path: string): Problem[] {
  return countries.length === 0
    ? [problem(path, countries, "write at least one country, or leave geoRestriction out")]
    : countries.flatMap((country, index) =>
        /^[A-Z]{2}$/.test(country)
          ? []
          : [problem(`${path}[${index}]`, country, 'write a country\'s two capital letters, e.g. "DE"')],
      );
}
