import { apiTypes } from "../../../../policy-pack/apigateway/resources";
import { Distribution } from "../../../../policy-pack/cloudfront/model";
import { readDistribution } from "../../../../policy-pack/cloudfront/readers/distribution";
import { distributionRefusals } from "../../../../policy-pack/cloudfront/refusals/distributions";
import { loggingRefusals, logBucketTypes, ownershipTypes } from "../../../../policy-pack/cloudfront/refusals/logging";
import { legacyRefusals } from "../../../../policy-pack/cloudfront/refusals/policies";
import { refusalError } from "../../../../policy-pack/cloudfront/refusals/refusal";
import { webAclType } from "../../../../policy-pack/cloudfront/refusals/webAcls";
import { isKnown } from "../../../../policy-pack/program/maybe";
import { indexProgram } from "../../../../policy-pack/program/programIndex";
import { Resource } from "../../../../policy-pack/program/resource";
import { Account } from "../../../aws/account";

/** The API's error by the tables that the policy pack reads too. Here everything is known. */
export function tableError(type: string, inputs: object, account: Account): string | undefined {
  const distribution = readDistribution(type, { ...inputs });
  if (distribution === undefined) {
    return undefined;
  }
  const subject = { distribution, program: indexProgram(resourcesOf(account)) };
  // A bucket without ownership controls accepts ACLs only if it is older than April 2023. Here every bucket is new.
  const newBucket = loggingRefusals.find(({ isRefused }) => isRefused(subject) !== false)?.error;
  return refusalError(distributionRefusals, subject) ?? legacyError(distribution) ?? newBucket;
}

function legacyError({ behaviors }: Distribution): string | undefined {
  const settings = (isKnown(behaviors) ? behaviors : []).map(({ legacy }) => legacy).filter(isKnown);
  return settings
    .map((legacy) => (legacy === undefined ? undefined : refusalError(legacyRefusals, legacy)))
    .find((error) => error !== undefined);
}

function resourcesOf(account: Account): Resource[] {
  return [...apiTypes, ...logBucketTypes, ...ownershipTypes, webAclType].flatMap((type) =>
    account.list(type).map(({ id, outputs }) => ({ type, urn: id, props: { ...outputs, id } })),
  );
}
