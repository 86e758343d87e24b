import { Account } from "../account";
import { restApis, restAuthorizers, restIntegrations, restMethods, restResources, RestSnapshot } from "./rest";

const copied: readonly string[] = [restApis, restAuthorizers, restIntegrations, restMethods, restResources];

/**
 * Copies a REST API for a deployment. A stage serves the copy that its deployment made, without later changes:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
 */
export function takeSnapshot(account: Account, restApiId: string): RestSnapshot {
  const own = copied
    .flatMap((type) => account.list(type))
    .filter(({ id, outputs }) => id === restApiId || outputs.restApi === restApiId)
    .map(({ type, id, outputs }) => ({ type, id, outputs }));
  return { resources: [...own, ...(account.get(restApis, restApiId)?.internal?.parts ?? [])] };
}
