import { Account } from "../account";
import { Resource, ResourceReader, TypeToken } from "../resource";
import { restApis, restAuthorizers, restIntegrations, restMethods, restResources, RestSnapshot } from "./rest";

const copied: readonly string[] = [restApis, restAuthorizers, restIntegrations, restMethods, restResources];

/**
 * Copies a REST API for a deployment. A stage serves the copy that its deployment made, without later changes:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
 */
export function takeSnapshot(account: Account, restApiId: string): RestSnapshot {
  const resources = copied
    .flatMap((type) => account.list(type))
    .filter(({ id, outputs }) => id === restApiId || outputs.restApi === restApiId);
  return { resources: resources.map(({ type, id, outputs }) => ({ type, id, outputs })) };
}

/** The resources in a snapshot. */
export class SnapshotReader implements ResourceReader {
  constructor(private readonly snapshot: RestSnapshot) {}

  get<Outputs>(type: TypeToken<Outputs>, id: string): Resource<Outputs> | undefined {
    return this.list(type).find((resource) => resource.id === id);
  }

  list<Outputs>(type: TypeToken<Outputs>): Resource<Outputs>[];
  list(type: string): Resource[] {
    return this.snapshot.resources.filter((resource) => resource.type === type);
  }
}
