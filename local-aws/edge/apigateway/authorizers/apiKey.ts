import { Account } from "../../../aws/account";
import { apiKeys, usagePlanKeys, usagePlans } from "../../../aws/apigateway/rest";
import { Stage } from "../stages";
import { Authorized } from "../events/call";
import { GatewayError } from "../gatewayResponses";
import { Throttling } from "../throttling";

/**
 * Identifies a caller by an API key, which must belong to a usage plan of the stage.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function keyedCaller(
  account: Account,
  { apiId, stageName }: Stage,
  value: string | undefined,
  throttling: Throttling,
): Authorized {
  const key = account.list(apiKeys).find(({ outputs }) => outputs.value === value && outputs.enabled !== false);
  const plan = account
    .list(usagePlanKeys)
    .filter(({ outputs }) => outputs.keyId === key?.id)
    .map(({ outputs }) => account.get(usagePlans, outputs.usagePlanId))
    .find((candidate) =>
      candidate?.outputs.apiStages?.some((covered) => covered.apiId === apiId && covered.stage === stageName),
    );
  if (value === undefined || key === undefined || plan === undefined) {
    throw new GatewayError("forbidden");
  }
  throttling.takeForKey(plan.id, key.id, plan.outputs.throttleSettings ?? {});
  return { identity: { apiKey: value, apiKeyId: key.id } };
}
