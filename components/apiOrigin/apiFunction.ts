import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { unprotected } from "../protection";
import { shortName } from "../shortName";
import { ExistingFunction } from "./functionArgs";
import { LambdaFunction } from "./lambdaFunction";
import { RouteKey } from "./routeKey";

/** A function that the API invokes. */
export interface ApiFunction {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly invokeArn: pulumi.Output<string>;
  /** The URI of an integration that streams the response. */
  readonly streamingInvokeArn: pulumi.Output<string>;
  /** The function and qualifier that a permission names. */
  readonly invoked: Pick<lambda.PermissionArgs, "function" | "qualifier">;
  /** Undefined for an existing function. */
  readonly role?: iam.Role;
  /** Resources that must exist before the function serves requests. */
  readonly ready: readonly pulumi.Resource[];
}

/** A route to a function. */
export interface ApiRoute extends RouteKey {
  /** The prefix of the names of its resources. */
  readonly name: string;
  readonly function: ApiFunction;
  /** The timeout in seconds, if the function streams its responses. */
  readonly streamTimeout?: number;
}

export function createdFunction({ function: fn, role }: LambdaFunction): ApiFunction {
  const { name, arn, invokeArn } = fn;
  return {
    name,
    arn,
    invokeArn,
    streamingInvokeArn: streamingInvokeArn(arn),
    invoked: { function: name },
    role,
    ready: [fn],
  };
}

export function existingFunction({ arn: input }: ExistingFunction): ApiFunction {
  const arn = pulumi.output(input);
  return {
    name: arn.apply((text) => text.split(":")[6] ?? ""),
    arn,
    invokeArn: arn.apply((text) => integrationUri(text, "2015-03-31", "invocations")),
    streamingInvokeArn: streamingInvokeArn(arn),
    invoked: {
      function: arn.apply((text) => text.split(":").slice(0, 7).join(":")),
      qualifier: arn.apply((text) => text.split(":")[7]),
    },
    ready: [],
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html */
function streamingInvokeArn(arn: pulumi.Output<string>): pulumi.Output<string> {
  return arn.apply((text) => integrationUri(text, "2021-11-15", "response-streaming-invocations"));
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html#apigw-PutIntegration-request-uri */
function integrationUri(functionArn: string, version: string, action: string): string {
  const [, partition = "", , region = ""] = functionArn.split(":");
  return `arn:${partition}:apigateway:${region}:lambda:path/${version}/functions/${functionArn}/${action}`;
}

/** Allows API Gateway to invoke the function for requests to these ARNs. */
export function permitInvocation(
  name: string,
  { invoked }: ApiFunction,
  sourceArn: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): lambda.Permission {
  return new lambda.Permission(
    shortName("lambdaPermission", `${name}-permission`),
    { action: "lambda:InvokeFunction", ...invoked, principal: "apigateway.amazonaws.com", sourceArn },
    unprotected(opts),
  );
}
