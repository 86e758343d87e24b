import { EventTooLarge, FunctionError, Functions, FunctionThrottled } from "../lambda";
import { MalformedResponse } from "./functionResponse";
import { GatewayError } from "./gatewayResponses";

/** Invokes the function of an integration. It keeps running after the timeout, as on AWS. @param timeout milliseconds */
export async function invokeFunction(
  functions: Functions,
  functionArn: string,
  timeout: number,
  event: object,
): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new GatewayError("timedOut"));
    }, timeout);
  });
  try {
    return await Promise.race([functions.invoke(functionArn, event), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** API Gateway's error for a failed invocation. Other errors stay as they are. */
export function gatewayErrorOf(error: unknown): unknown {
  if (error instanceof FunctionError || error instanceof MalformedResponse) {
    return new GatewayError("functionFailed");
  }
  if (error instanceof FunctionThrottled) {
    return new GatewayError("notInvoked");
  }
  return error instanceof EventTooLarge ? new GatewayError("tooLargeForLambda") : error;
}
