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
import { cloudFrontArn, cloudFrontEtag, cloudFrontId, fixedTime } from "../ids";
import { cloudFrontZoneId } from "../zones";
import { distributionError } from "./distributionErrors";
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
      callerReference: planned.token(20, "caller"),
      inProgressValidationBatches: 0,
      lastModifiedTime: fixedTime,
      trustedKeyGroups: [{ enabled: false, items: [] }],
      trustedSigners: [{ enabled: false, items: [] }],
    }),
    inputError: (inputs, { account }, existing) =>
      distributionError(inputs, account, () => tableError(awsDistributions, inputs, account, existing?.id)),
  }),
  [multitenantDistributions]: resourceType<MultitenantDistribution>({
    id: cloudFrontId,
    outputs: (_, planned) => ({
      arn: cloudFrontArn(`distribution/${planned.id}`),
      connectionMode: "tenant-only",
      domainName: domainName(planned),
      status: "Deployed",
      etag: cloudFrontEtag(planned),
      callerReference: planned.token(20, "caller"),
      inProgressInvalidationBatches: 0,
      lastModifiedTime: fixedTime,
    }),
    inputError: (inputs, { account }, existing) =>
      distributionError(readMultitenant(inputs), account, () =>
        tableError(multitenantDistributions, inputs, account, existing?.id),
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
        : tenantError(tenant, account, existing?.id),
  }),
  [nativeDistributions]: resourceType<NativeDistribution>({
    id: cloudFrontId,
    outputs: (_, planned) => ({ awsId: planned.id, domainName: domainName(planned) }),
    inputError: (inputs, { account }, existing) =>
      quantityError(inputs) ??
      distributionError(readNative(inputs), account, () =>
        tableError(nativeDistributions, inputs, account, existing?.id),
      ),
  }),
  [vpcOrigins]: resourceType({
    id: (_, { token }) => `vo_${token(22)}`,
    outputs: (_, planned) => ({ arn: cloudFrontArn(`vpcorigin/${planned.id}`), etag: cloudFrontEtag(planned) }),
  }),
  ...functionTypes,
  ...policyTypes,
};
