import { Account } from "../../../aws/account";
import { Stage } from "../deployed";
import { Authorized } from "../events/call";
import { Refused } from "../refusals";
import { Quota, Throttling } from "../throttling";

interface UsagePlan {
  readonly apiStages?: readonly { readonly apiId: string; readonly stage: string }[];
  readonly throttleSettings?: { readonly rateLimit?: number; readonly burstLimit?: number };
  readonly quotaSettings?: Quota;
}

/**
 * A caller whose key belongs to a usage plan of this stage.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function keyedCaller(
  account: Account,
  { apiId, stageName }: Stage,
  given: string | undefined,
  throttling: Throttling,
): Authorized {
  const key = account
    .list("aws:apigateway/apiKey:ApiKey")
    .find(({ outputs }) => outputs.value === given && outputs.enabled !== false);
  const plan = account
    .list("aws:apigateway/usagePlanKey:UsagePlanKey")
    .filter(({ outputs }) => outputs.keyId === key?.id)
    .map(({ outputs }) => account.get("aws:apigateway/usagePlan:UsagePlan", outputs.usagePlanId as string))
    .find((candidate) =>
      (candidate?.outputs as UsagePlan | undefined)?.apiStages?.some(
        (covered) => covered.apiId === apiId && covered.stage === stageName,
      ),
    );
  if (given === undefined || key === undefined || plan === undefined) {
    throw new Refused("forbidden");
  }
  const { throttleSettings = {}, quotaSettings } = plan.outputs as UsagePlan;
  throttling.takeForKey(plan.id, key.id, throttleSettings, quotaSettings);
  return { identity: { apiKey: given, apiKeyId: key.id } };
}
