import { accountId } from "../../../account";
import { awsDistribution, readAws } from "../../../edge/cloudfront/readers/aws";
import {
  distributionTenant,
  multitenantDistribution,
  readMultitenant,
  Tenant,
} from "../../../edge/cloudfront/readers/multitenant";
import { nativeDistribution, readNative } from "../../../edge/cloudfront/readers/native";
import {
  awsCachePolicy,
  awsOriginRequestPolicy,
  nativeCachePolicy,
  nativeOriginRequestPolicy,
} from "../../../edge/cloudfront/readers/policies";
import { Planned, ResourceType, typesOf } from "../../resourceType";
import { cloudFrontZoneId } from "../zones";
import { refuseDistribution } from "./refuseDistribution";
import { refuseTenantNames } from "./refuseNames";
import { refuseCachePolicy, refuseOriginRequestPolicy } from "./refusePolicy";

const distributionId = (_: unknown, { token }: Planned): string => `E${token(13).toUpperCase()}`;
const policyId = (_: unknown, { token }: Planned): string =>
  token(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
const domainName = ({ token }: Planned): string => `d${token(13, "domain")}.cloudfront.net`;
const etag = ({ token }: Planned): string => `E${token(13, "etag").toUpperCase()}`;
const arn = (path: string): string => `arn:aws:cloudfront::${accountId}:${path}`;

const policy = (kind: string): ResourceType => ({
  namedBy: "name",
  id: policyId,
  outputs: (_, planned) => ({ arn: arn(`${kind}/${planned.id}`), etag: etag(planned) }),
});

const awsTypes = typesOf({
  [awsDistribution]: {
    id: distributionId,
    outputs: (_, planned) => ({
      arn: arn(`distribution/${planned.id}`),
      domainName: domainName(planned),
      hostedZoneId: cloudFrontZoneId,
      status: "Deployed",
      etag: etag(planned),
    }),
    refuse: (inputs, account, self) => refuseDistribution(readAws(inputs), account, self?.id),
  },
  [multitenantDistribution]: {
    id: distributionId,
    outputs: (_, planned) => ({
      arn: arn(`distribution/${planned.id}`),
      connectionMode: "tenant-only",
      domainName: domainName(planned),
      status: "Deployed",
      etag: etag(planned),
    }),
    refuse: (inputs, account, self) => refuseDistribution(readMultitenant(inputs), account, self?.id),
  },
  [awsCachePolicy]: { ...policy("cache-policy"), refuse: refuseCachePolicy },
  [awsOriginRequestPolicy]: { ...policy("origin-request-policy"), refuse: refuseOriginRequestPolicy },
  "aws:cloudfront/originAccessControl:OriginAccessControl": {
    namedBy: "name",
    id: distributionId,
    outputs: (_, planned) => ({ etag: etag(planned) }),
  },
});

const functionTypes = typesOf<{ readonly name: string }>({
  "aws:cloudfront/function:Function": {
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name,
    outputs: ({ name }, planned) => ({
      arn: arn(`function/${name}`),
      etag: etag(planned),
      liveStageEtag: etag(planned),
      status: "UNASSOCIATED",
    }),
  },
});

const tenantTypes = typesOf<Tenant>({
  [distributionTenant]: {
    namedBy: "name",
    immutable: ["name"],
    id: (_, { token }) => `dt_${token(27)}`,
    outputs: (_, planned) => ({
      arn: arn(`distribution-tenant/${planned.id}`),
      status: "Deployed",
      etag: etag(planned),
    }),
    refuse: (tenant, account, self) =>
      account.get(multitenantDistribution, tenant.distributionId) === undefined
        ? "EntityNotFound: The entity was not found."
        : refuseTenantNames(tenant, account, self?.id),
  },
});

/** aws-native speaks CloudFormation: everything under one property, and names chosen by the program. */
const nativeTypes = typesOf({
  [nativeDistribution]: {
    id: distributionId,
    outputs: (_, planned) => ({ awsId: planned.id, domainName: domainName(planned) }),
    refuse: (inputs, account, self) => refuseDistribution(readNative(inputs), account, self?.id),
  },
  [nativeCachePolicy]: {
    id: policyId,
    outputs: (_, { id }) => ({ awsId: id, lastModifiedTime: "2026-01-01T00:00:00Z" }),
    refuse: refuseCachePolicy,
  },
  [nativeOriginRequestPolicy]: {
    id: policyId,
    outputs: (_, { id }) => ({ awsId: id, lastModifiedTime: "2026-01-01T00:00:00Z" }),
    refuse: refuseOriginRequestPolicy,
  },
});

export const cloudfrontTypes = { ...awsTypes, ...functionTypes, ...tenantTypes, ...nativeTypes };
