import * as apigateway from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";

/** A key for one stage. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html */
export function apiKey(name: string, stage: apigateway.Stage, opts: pulumi.CustomResourceOptions): apigateway.ApiKey {
  const key = new apigateway.ApiKey(`${name}-api-key`, {}, opts);
  const plan = new apigateway.UsagePlan(
    `${name}-usage-plan`,
    { apiStages: [{ apiId: stage.restApi, stage: stage.stageName }] },
    opts,
  );
  new apigateway.UsagePlanKey(
    `${name}-usage-plan-key`,
    { keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id },
    opts,
  );
  return key;
}
