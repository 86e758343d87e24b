import assert from "node:assert/strict";
import { JsonObject } from "../../local-aws/aws/account";
import { AwsError } from "../../local-aws/provider/awsError";
import { Resources } from "../../local-aws/provider/resources";

/** What AWS says to a call, or that it took it. */
export function answerTo(call: () => unknown): string {
  try {
    call();
    return "accepted";
  } catch (error) {
    assert.ok(error instanceof AwsError, String(error));
    return error.message;
  }
}

/** What AWS says to a resource with these inputs. One that it takes is gone again afterwards. */
export function answerToResource(resources: Resources, type: string, inputs: JsonObject): string {
  return answerTo(() => {
    const { id } = resources.create(type, inputs);
    resources.delete(type, id, inputs);
  });
}
