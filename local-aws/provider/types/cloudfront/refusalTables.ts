import { apiTypes } from "../../../../policy-pack/apigateway/resources";
import { accessControlTypes } from "../../../../policy-pack/cloudfront/accessControls";
import { Behavior, Distribution } from "../../../../policy-pack/cloudfront/model";
import { distributionTypes, readDistribution } from "../../../../policy-pack/cloudfront/readers/distribution";
import { accessControlRefusals } from "../../../../policy-pack/cloudfront/refusals/accessControls";
import { aliasRefusals, conflictsOfName } from "../../../../policy-pack/cloudfront/refusals/aliases";
import { behaviorRefusals } from "../../../../policy-pack/cloudfront/refusals/behaviors";
import { certificateTypes } from "../../../../policy-pack/cloudfront/refusals/certificates";
import { distributionRefusals } from "../../../../policy-pack/cloudfront/refusals/distributions";
import { loggingRefusals, ownershipTypes } from "../../../../policy-pack/cloudfront/refusals/logging";
import { legacyRefusals } from "../../../../policy-pack/cloudfront/refusals/policies";
import { refusalError } from "../../../../policy-pack/cloudfront/refusals/refusal";
import { readTenant, tenantRefusals } from "../../../../policy-pack/cloudfront/refusals/tenants";
import { tenantTypes } from "../../../../policy-pack/cloudfront/readers/tenants";
import { webAclType } from "../../../../policy-pack/cloudfront/refusals/webAcls";
import { isKnown } from "../../../../policy-pack/program/maybe";
import { indexProgram } from "../../../../policy-pack/program/programIndex";
import { Resource } from "../../../../policy-pack/program/resource";
import { bucketTypes } from "../../../../policy-pack/s3/buckets";
import { Account } from "../../../aws/account";
import { distributionTenants, Tenant, tenantNames } from "../../../aws/cloudfront/readers/multitenant";

/** The API's error by the tables that the policy pack reads too. Here everything is known. */
export function tableError(
  type: string,
  inputs: object,
  account: Account,
  ownId = "the new distribution",
): string | undefined {
  const distribution = readDistribution(type, { ...inputs });
  if (distribution === undefined) {
    return undefined;
  }
  const subject = { distribution, program: indexProgram(resourcesOf(account)), urn: ownId };
  // A bucket without ownership controls accepts ACLs only if it is older than April 2023. Here every bucket is new, and no
  // other service supports origin access control.
  const certainHere = [...loggingRefusals, ...accessControlRefusals];
  const error = certainHere.find(({ isRefused }) => isRefused(subject) !== false)?.error;
  return refusalError(distributionRefusals, subject) ?? behaviorError(distribution) ?? error;
}

export function tenantError(tenant: Tenant, account: Account, ownId: string | undefined): string | undefined {
  const program = indexProgram(resourcesOf(account));
  const isTaken = tenantNames(tenant).some((name) => conflictsOfName(name, ownId, undefined, program).length > 0);
  const [taken] = aliasRefusals;
  return isTaken
    ? taken?.error
    : refusalError(tenantRefusals, readTenant({ type: distributionTenants, urn: "", props: { ...tenant } }));
}

function behaviorError({ behaviors }: Distribution): string | undefined {
  return (isKnown(behaviors) ? behaviors : [])
    .map((behavior) => refusalError(behaviorRefusals, behavior) ?? legacyError(behavior))
    .find((error) => error !== undefined);
}

function legacyError({ legacy }: Behavior): string | undefined {
  return isKnown(legacy) && legacy !== undefined ? refusalError(legacyRefusals, legacy) : undefined;
}

const readTypes = [
  ...apiTypes,
  ...accessControlTypes,
  ...certificateTypes,
  ...bucketTypes,
  ...ownershipTypes,
  webAclType,
  ...distributionTypes,
  ...tenantTypes,
];

function resourcesOf(account: Account): Resource[] {
  return readTypes.flatMap((type) =>
    account.list(type).map(({ id, outputs }) => ({ type, urn: id, props: { ...outputs, id } })),
  );
}
