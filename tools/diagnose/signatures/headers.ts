import { ReceivedResponse } from "../response";

/** The header with the error type of a REST API or of Lambda. An HTTP API does not send it. */
export function errorType(type: string): Readonly<Record<string, RegExp>> {
  return { "x-amzn-errortype": new RegExp(`^(${type})\\b`) };
}

/** Whether API Gateway passed the response on: REST APIs and HTTP APIs send different headers. */
export function hasGatewayId({ headers }: ReceivedResponse): boolean {
  return "x-amz-apigw-id" in headers || "apigw-requestid" in headers;
}
