import { Account, StoredResource } from "../../aws/account";
import { readSnapshot, SnapshotResource } from "../../aws/apigateway/restSnapshot";

/** The resources by which a stage answers: an API's, as they are or as they were when they were deployed. */
export interface Definition {
  list(type: string): readonly SnapshotResource[];
  get(type: string, id: string): SnapshotResource | undefined;
}

/**
 * A REST API's stage serves the snapshot of its deployment. A stage that was put into the account without one serves the
 * API as it is.
 */
export function restDefinition(account: Account, { outputs }: StoredResource): Definition {
  const deployment = account.get("aws:apigateway/deployment:Deployment", outputs.deployment as string);
  if (deployment?.kept === undefined) {
    return account;
  }
  const resources = readSnapshot(deployment.kept);
  return {
    list: (type) => resources.filter((resource) => resource.type === type),
    get: (type, id) => resources.find((resource) => resource.type === type && resource.id === id),
  };
}
