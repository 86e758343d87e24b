import { Account } from "../../aws/account";
import { httpApis } from "../../aws/apigateway/http";
import { ApiReader, ListReader } from "../../aws/apigateway/importedParts";
import { restDeployments, RestStage } from "../../aws/apigateway/rest";
import { ResourceReader } from "../../aws/resource";

/** The resources that a stage serves: those of the API now, or those of its deployment. */
export type Definition = ResourceReader;

/**
 * A REST API's stage serves the snapshot of its deployment. A stage without a deployment, which only tests create, serves the
 * current API.
 */
export function restDefinition(account: Account, { deployment = "" }: RestStage): Definition {
  const snapshot = account.get(restDeployments, deployment)?.internal;
  return snapshot === undefined ? account : new ListReader(snapshot.resources);
}

/**
 * Each stage of an HTTP API is assumed to deploy automatically:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
 */
export function httpDefinition(account: Account, apiId: string): Definition {
  return new ApiReader(account, account.get(httpApis, apiId)?.internal);
}
