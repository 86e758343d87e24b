import { Account } from "../../aws/account";
import { restDeployments, RestStage } from "../../aws/apigateway/rest";
import { SnapshotReader } from "../../aws/apigateway/restSnapshot";
import { ResourceReader } from "../../aws/resource";

/** The resources that a stage serves: those of the API now, or those of its deployment. */
export type Definition = ResourceReader;

/**
 * A REST API's stage serves the snapshot of its deployment. A stage without a deployment, which only tests create, serves the
 * current API.
 */
export function restDefinition(account: Account, { deployment = "" }: RestStage): Definition {
  const snapshot = account.get(restDeployments, deployment)?.internal;
  return snapshot === undefined ? account : new SnapshotReader(snapshot);
}
