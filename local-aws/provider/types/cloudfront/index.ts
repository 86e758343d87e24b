import { awsDistributions, Distribution } from "../../../aws/cloudfront/distribution";
import {
  distributionTenants,
  MultitenantDistribution,
  multitenantDistributions,
  readMultitenant,
  Tenant,
} from "../../../aws/cloudfront/readers/multitenant";
import { NativeDistribution, nativeDistributions, readNative } from "../../../aws/cloudfront/readers/native";
import { Planned, typesOf } from "../../resourceType";
import { cloudFrontZoneId } from "../zones";
import { functionTypes } from "./functions";
import { arn, distributionId, etag } from "./ids";
import { policyTypes } from "./policies";
import { refuseDistribution } from "./distributionErrors";
import { refuseTenantNames } from "./domainNameErrors";
import { refuseQuantities } from "./quantityErrors";

const domainName = ({ token }: Planned): string => `d${token(13, "domain")}.cloudfront.net`;

const awsTypes = typesOf<Distribution>({
  [awsDistributions]: {
    id: distributionId,
    outputs: (_, planned) => ({
      arn: arn(`distribution/${planned.id}`),
      domainName: domainName(planned),
      hostedZoneId: cloudFrontZoneId,
      status: "Deployed",
      etag: etag(planned),
    }),
    refuse: (inputs, { account }, self) => refuseDistribution(inputs, account, self?.id),
  },
});

const multitenantTypes = typesOf<MultitenantDistribution>({
  [multitenantDistributions]: {
    id: distributionId,
    outputs: (_, planned) => ({
      arn: arn(`distribution/${planned.id}`),
      connectionMode: "tenant-only",
      domainName: domainName(planned),
      status: "Deployed",
      etag: etag(planned),
    }),
    refuse: (inputs, { account }, self) => refuseDistribution(readMultitenant(inputs), account, self?.id),
  },
});

const tenantTypes = typesOf<Tenant>({
  [distributionTenants]: {
    namedBy: "name",
    immutable: ["name"],
    id: (_, { token }) => `dt_${token(27)}`,
    outputs: (_, planned) => ({
      arn: arn(`distribution-tenant/${planned.id}`),
      status: "Deployed",
      etag: etag(planned),
    }),
    refuse: (tenant, { account }, self) =>
      account.get(multitenantDistributions, tenant.distributionId) === undefined
        ? "EntityNotFound: The entity was not found."
        : refuseTenantNames(tenant, account, self?.id),
  },
});

/** aws-native speaks CloudFormation: everything under one property, and names chosen by the program. */
const nativeTypes = typesOf<NativeDistribution>({
  [nativeDistributions]: {
    id: distributionId,
    outputs: (_, planned) => ({ awsId: planned.id, domainName: domainName(planned) }),
    refuse: (inputs, { account }, self) =>
      refuseQuantities(inputs) ?? refuseDistribution(readNative(inputs), account, self?.id),
  },
});

export const cloudfrontTypes = {
  ...awsTypes,
  ...functionTypes,
  ...multitenantTypes,
  ...nativeTypes,
  ...policyTypes,
  ...tenantTypes,
};
