import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

/** A function of the API: bundled from `entry`, or an existing `function`. All other properties need `entry`. */
export interface FunctionArgs {
  /**
   * The path of the function's entry, a TypeScript or JavaScript file that exports `handler`. esbuild bundles it.
   * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
   * @default none: requires `function`
   */
  readonly entry?: string;
  /**
   * An existing function of any runtime or a container image, instead of `entry`: an `aws.lambda.Function`, an
   * `aws.lambda.Alias`, or an object with the ARN. The component creates no role and no log group for it.
   * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
   * @default none: requires `entry`
   */
  readonly function?: ExistingFunction;
  /**
   * The function's memory in MiB, 128 to 10240. More memory also means more CPU.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   * @default 256
   */
  readonly memorySize?: number;
  /**
   * The function's timeout in seconds, at most 30 for an HTTP API and 29 for a REST API: API Gateway waits no longer.
   * With `streaming`, at most 900.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
   * @default 10
   */
  readonly timeout?: number;
  /**
   * The function's environment variables. Your own `NODE_OPTIONS` replaces `--enable-source-maps`.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
   * @default only NODE_OPTIONS
   */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * What the function may do, as statements of an IAM policy without `Principal`, for instance
   * `{ Effect: "Allow", Action: ["dynamodb:GetItem"], Resource: table.arn }`.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
   * @default the function can only write to its log group
   */
  readonly policies?: readonly iam.PolicyStatement[];
  /**
   * The Node.js runtime. esbuild compiles for its version.
   * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
   * @default "nodejs24.x"
   */
  readonly runtime?: string;
  /**
   * The processor architecture: `arm64` or `x86_64`.
   * https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html
   * @default "arm64"
   */
  readonly architecture?: Architecture;
  /**
   * The ARNs of layer versions, at most five.
   * https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html
   * @default none
   */
  readonly layers?: readonly pulumi.Input<string>[];
  /**
   * The VPC that the function connects to. Its role can then manage network interfaces.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   * @default none
   */
  readonly vpcConfig?: VpcConfig;
  /**
   * The number of instances that are reserved for the function, which is also the most that run at once. 0 stops it.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   * @default only the account's limit
   */
  readonly reservedConcurrency?: number;
}

export const architectures = ["arm64", "x86_64"] as const;
export type Architecture = (typeof architectures)[number];

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
export interface ExistingFunction {
  /** The ARN of the function, of a version or of an alias. */
  readonly arn: pulumi.Input<string>;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html */
export interface VpcConfig {
  /** The IDs of the subnets. A function has no access to the internet from a public subnet. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The IDs of the security groups. */
  readonly securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
}
