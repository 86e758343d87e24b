import {
  childPath,
  Checks,
  boolean,
  input,
  firstOf,
  isObject,
  listOf,
  object,
  oneOf,
  optional,
  stringThat,
  valueThat,
  wholeNumber,
} from "../../checks";
import { Problem } from "../../problems";
import { AccessLogs, GeoRestriction, ManagedWebAcl, MultiOriginDistributionArgs } from "../args";
import { Readable } from "./readable";

const countries = listOf(
  stringThat((country) => /^[A-Z]{2}$/.test(country), 'use a country code of two capital letters, such as "DE"'),
  'use a list of at least one country code, such as ["DE"]',
  { atLeast: 1 },
);

/** A web ACL of WAF Classic has an ID, which CloudFront still accepts. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
const webAclArn = stringThat(
  (arn) =>
    /^arn:aws[\w-]*:wafv2:us-east-1:\d{12}:global\/webacl\/.+$/.test(arn) ||
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(arn),
  "use the ARN of a web ACL with scope CLOUDFRONT: arn:aws:wafv2:us-east-1:…:global/webacl/…",
);

export const settings: Checks<Omit<MultiOriginDistributionArgs, "defaultRoute" | "routes" | "domain">> = {
  priceClass: optional(oneOf(["PriceClass_100", "PriceClass_200", "PriceClass_All"])),
  webAclArn: optional(input(webAclArn)),
  managedWebAcl: optional(
    object<ManagedWebAcl>({
      // https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
      rateLimit: optional(wholeNumber({ from: 10, to: 2_000_000_000 }, "requests in 5 minutes")),
      countOnly: optional(boolean),
    }),
  ),
  headerQuota: optional(wholeNumber({ from: 1 }, "headers")),
  accessLogs: optional(
    object<AccessLogs>({
      retentionInDays: optional(wholeNumber({ from: 1 }, "days")),
      forceDestroy: optional(boolean),
    }),
  ),
  geoRestriction: optional(
    firstOf(
      object<GeoRestriction>({ allow: optional(countries), deny: optional(countries) }),
      valueThat(
        (value) => isObject(value) && (value.allow === undefined) !== (value.deny === undefined),
        "set either allow or deny to a list of country codes",
      ),
    ),
  ),
};

export function checkWebAcl({ value: { webAclArn, managedWebAcl }, path }: Readable["settings"]): Problem[] {
  return webAclArn === undefined || managedWebAcl === undefined
    ? []
    : [
        {
          propertyPath: childPath(path, "managedWebAcl"),
          reason: "a distribution has one web ACL; remove managedWebAcl or webAclArn",
        },
      ];
}
