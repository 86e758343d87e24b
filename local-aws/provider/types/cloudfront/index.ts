import { awsDistributions, Distribution } from "../../../aws/cloudfront/distribution";
import { distributionHostname } from "../../../aws/hostnames";
import {
  distributionTenants,
  MultitenantDistribution,
  multitenantDistributions,
  readMultitenant,
  Tenant,
} from "../../../aws/cloudfront/readers/multitenant";
import { NativeDistribution, nativeDistributions, readNative } from "../../../aws/cloudfront/readers/native";
import { vpcOrigins } from "../../../aws/cloudfront/vpcOrigin";
import { PlannedResource, resourceType } from "../../resourceType";
import { cloudFrontArn, cloudFrontEtag, cloudFrontId } from "../ids";
import { cloudFrontZoneId } from "../zones";
import { distributionError } from "./distributionErrors";
import { tenantNameError } from "./domainNameErrors";
import { functionTypes } from "./functions";
import { policyTypes } from "./policies";
import { quantityError } from "./quantityErrors";
import { tableError, tenantError } from "./refusalTables";

const domainName = ({ token }: PlannedResource): string => distributionHostname(`d${token(13, "domain")}`);

export const cloudfrontTypes = {
  [awsDistributions]: resourceType<Distribution>({
    id: cloudFrontId,
    outputs: (_, planned) => ({
      arn: cloudFrontArn(`distribution/${planned.id}`),
      domainName: domainName(planned),
      hostedZoneId: cloudFrontZoneId,
      status: "Deployed",
      etag: cloudFrontEtag(planned),
    }),
    inputError: (inputs, { account }, existing) =>
      distributionError(inputs, account, existing?.id, () => tableError(awsDistributions, inputs, account)),
  }),
  [multitenantDistributions]: resourceType<MultitenantDistribution>({
    id: cloudFrontId,
    outputs: (_, planned) => ({
      arn: cloudFrontArn(`distribution/${planned.id}`),
      connectionMode: "tenant-only",
      domainName: domainName(planned),
      status: "Deployed",
      etag: cloudFrontEtag(planned),
    }),
    inputError: (inputs, { account }, existing) =>
      distributionError(readMultitenant(inputs), account, existing?.id, () =>
        tableError(multitenantDistributions, inputs, account),
      ),
  }),
  [distributionTenants]: resourceType<Tenant>({
    namedBy: "name",
    immutable: ["name"],
    id: (_, { token }) => `dt_${token(27)}`,
    outputs: (_, planned) => ({
      arn: cloudFrontArn(`distribution-tenant/${planned.id}`),
      status: "Deployed",
      etag: cloudFrontEtag(planned),
    }),
    inputError: (tenant, { account }, existing) =>
      account.get(multitenantDistributions, tenant.distributionId) === undefined
        ? "EntityNotFound: The entity was not found."
        : (tenantNameError(tenant, account, existing?.id) ?? tenantError(tenant)),
  }),
  [nativeDistributions]: resourceType<NativeDistribution>({
    id: cloudFrontId,
    outputs: (_, planned) => ({ awsId: planned.id, domainName: domainName(planned) }),
    inputError: (inputs, { account }, existing) =>
      quantityError(inputs) ??
      distributionError(readNative(inputs), account, existing?.id, () =>
        tableError(nativeDistributions, inputs, account),
      ),
  }),
  [vpcOrigins]: resourceType({
    id: (_, { token }) => `vo_${token(22)}`,
    outputs: (_, planned) => ({ arn: cloudFrontArn(`vpcorigin/${planned.id}`), etag: cloudFrontEtag(planned) }),
  }),
  ...functionTypes,
  ...policyTypes,
};
