import { Account } from "../../../aws/account";
import { certificateNames, findCertificate } from "../../../aws/acm";
import { restDomains } from "../../../aws/apigateway/rest";
import { awsDistributions, Distribution } from "../../../aws/cloudfront/distribution";
import { distributionTenants, Tenant, tenantNames } from "../../../aws/cloudfront/readers/multitenant";
import { nativeAliases, nativeDistributions } from "../../../aws/cloudfront/readers/native";
import { covers, isIssued } from "../certificates";
import { ApiError, firstError } from "../errors";

interface Subject {
  readonly viewerCertificate: Distribution["viewerCertificate"] | undefined;
  readonly aliases: readonly string[];
  readonly account: Account;
  readonly ownId: string | undefined;
}

const alreadyExists =
  "CNAMEAlreadyExists: One or more of the CNAMEs you provided are already associated with a different resource.";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements
const errors: readonly ApiError<Subject>[] = [
  {
    error: alreadyExists,
    when: ({ aliases, account, ownId }) => aliases.some((alias) => isInUse(account, alias, ownId)),
  },
  {
    error:
      "InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
    when: ({ viewerCertificate: { acmCertificateArn } = {}, account }) => {
      const certificate = findCertificate(account, acmCertificateArn);
      return certificate !== undefined && !isIssued(account, certificate);
    },
  },
  {
    error:
      "InvalidViewerCertificate: The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add.",
    when: ({ aliases, viewerCertificate, account }) => {
      const certificate = findCertificate(account, viewerCertificate?.acmCertificateArn);
      const names = certificate === undefined ? aliases : certificateNames(certificate);
      return !aliases.every((alias) => names.some((name) => covers(name, alias)));
    },
  },
];

export function domainNameError(
  { aliases = [], viewerCertificate }: Distribution,
  account: Account,
  ownId: string | undefined,
): string | undefined {
  return firstError(errors, { aliases, viewerCertificate, account, ownId });
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistributionTenant.html */
export function tenantNameError(tenant: Tenant, account: Account, ownId: string | undefined): string | undefined {
  return tenantNames(tenant).some((name) => isInUse(account, name, ownId)) ? alreadyExists : undefined;
}

/** Whether a name already routes to a distribution, a tenant or an edge-optimized API. */
export function isInUse(account: Account, name: string, ownId?: string): boolean {
  return namesInUse(account).some((inUse) => inUse.id !== ownId && inUse.names.includes(name));
}

function namesInUse(account: Account): { readonly id: string; readonly names: readonly string[] }[] {
  return [
    ...account.list(awsDistributions).map(({ id, outputs }) => ({ id, names: outputs.aliases ?? [] })),
    ...account.list(nativeDistributions).map(({ id, outputs }) => ({ id, names: nativeAliases(outputs) })),
    ...account.list(distributionTenants).map(({ id, outputs }) => ({ id, names: tenantNames(outputs) })),
    ...account
      .list(restDomains)
      .filter(({ outputs }) => outputs.cloudfrontDomainName !== undefined)
      .map(({ id }) => ({ id, names: [id] })),
  ];
}
