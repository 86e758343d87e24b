import { Account } from "../../../aws/account";
import { findCertificate } from "../../../aws/acm";
import { restDomains } from "../../../aws/apigateway/rest";
import { awsDistributions, Distribution } from "../../../aws/cloudfront/distribution";
import { distributionTenants, tenantNames } from "../../../aws/cloudfront/readers/multitenant";
import { nativeAliases, nativeDistributions } from "../../../aws/cloudfront/readers/native";
import { isIssued } from "../certificates";

/** The API's error for a viewer certificate that is not issued. The tables that the policy pack reads have the other errors. */
export function certificateError({ viewerCertificate }: Distribution, account: Account): string | undefined {
  const certificate = findCertificate(account, viewerCertificate?.acmCertificateArn);
  return certificate === undefined || isIssued(account, certificate)
    ? undefined
    : "InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";
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
