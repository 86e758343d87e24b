import { both, map, Maybe, Resource, Tristate } from "../../program/maybe";
import { readObject, readString } from "../../program/readValue";
import { certificateRegion } from "./certificates";
import { Refusal } from "./refusal";
import { isRegional } from "./webAcls";

/** What a tenant has in place of the settings of its multi-tenant distribution. */
export interface TenantSubject {
  readonly certificateArn: Maybe<string | undefined>;
  readonly webAclArn: Maybe<string | undefined>;
  /** `override`, or `disable` for no web ACL. */
  readonly webAclAction: Maybe<string | undefined>;
}

export function readTenant({ props }: Resource): TenantSubject {
  const customizations = readObject(props, "customizations");
  const webAcl = readObject(customizations, "webAcl");
  return {
    certificateArn: readString(readObject(customizations, "certificate"), "arn"),
    webAclArn: readString(webAcl, "arn"),
    webAclAction: readString(webAcl, "action"),
  };
}

// The pages have the requirements. We conclude the errors from those of distributions.
export const tenantRefusals: readonly Refusal<TenantSubject>[] = [
  {
    error:
      "InvalidArgument: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/managed-cloudfront-certificates.html",
    part: "certificate",
    isRefused: ({ certificateArn }) => isElsewhere(certificateArn),
    problem: () =>
      'CloudFront rejects customizations.certificate, because it is not in us-east-1. Set region: "us-east-1" on the certificate.',
  },
  {
    error: "InvalidArgument: Web ACL is not accessible by the requester.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html",
    part: "web ACL",
    isRefused: ({ webAclArn, webAclAction }) =>
      both(
        map(webAclAction, (action) => action !== "disable"),
        isRegional(webAclArn),
      ),
    problem: () =>
      'CloudFront rejects customizations.webAcl, because its scope is REGIONAL. Create the web ACL with scope: "CLOUDFRONT" and region: "us-east-1".',
  },
];

function isElsewhere(arn: Maybe<string | undefined>): Tristate {
  return map(certificateRegion(arn), (region) => region !== undefined && region !== "us-east-1");
}
