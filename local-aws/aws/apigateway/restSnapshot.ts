import { Account, JsonObject, StoredResource } from "../account";

const restApi = "aws:apigateway/restApi:RestApi";
const parts = [
  "aws:apigateway/authorizer:Authorizer",
  "aws:apigateway/integration:Integration",
  "aws:apigateway/method:Method",
  "aws:apigateway/resource:Resource",
];

/**
 * A REST API as it is now. Its stages serve what was there when their deployment was made, and nothing that came later:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
 */
export function takeSnapshot(account: Account, restApiId: string): JsonObject {
  const api = account.get(restApi, restApiId);
  const resources = [
    ...(api === undefined ? [] : [api]),
    ...parts.flatMap((type) => account.list(type).filter(({ outputs }) => outputs.restApi === restApiId)),
  ];
  return { resources: resources.map(({ type, id, outputs }) => ({ type, id, outputs })) };
}

export type SnapshotResource = Pick<StoredResource, "type" | "id" | "outputs">;

export function readSnapshot(snapshot: JsonObject): readonly SnapshotResource[] {
  return snapshot.resources as unknown as readonly SnapshotResource[];
}
