import assert from "node:assert/strict";
import { JsonObject } from "../../local-aws/aws/account";
import { AwsError } from "../../local-aws/provider/awsError";
import { Resources } from "../../local-aws/provider/resources";

/** AWS's error for a call, or "accepted". */
export function answerTo(call: () => unknown): string {
  try {
    call();
    return "accepted";
  } catch (error) {
    assert.ok(error instanceof AwsError, String(error));
    return error.message;
  }
}

/** AWS's error for a resource with these inputs, or "accepted"; an accepted resource is deleted again. */
export function answerToResource(resources: Resources, type: string, inputs: JsonObject): string {
  return answerTo(() => {
    const { id } = resources.create(type, inputs);
    resources.delete(type, id, inputs);
  });
}
