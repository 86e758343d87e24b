/** A resource in a template, with its properties as written. */
export interface LogicalResource {
  readonly id: string;
  /** `AWS::CloudFront::Distribution` */
  readonly type: string;
  readonly properties: unknown;
  readonly condition: unknown;
}

/**
 * The properties that are what `Ref` returns, by type.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const names: ReadonlyMap<string, string> = new Map([
  ["AWS::ApiGateway::DomainName", "DomainName"],
  ["AWS::ApiGateway::Stage", "StageName"],
  ["AWS::ApiGatewayV2::DomainName", "DomainName"],
  ["AWS::ApiGatewayV2::Stage", "StageName"],
  ["AWS::Lambda::Function", "FunctionName"],
  ["AWS::Route53::RecordSet", "Name"],
  ["AWS::S3::Bucket", "BucketName"],
]);

/** What `Ref` returns, if a property shows it. */
export function idOf(
  { type, properties }: LogicalResource,
  valueOf: (written: unknown) => unknown,
): string | undefined {
  const name = names.get(type);
  if (name === undefined || typeof properties !== "object" || properties === null || !Object.hasOwn(properties, name)) {
    return undefined;
  }
  const value = valueOf(Reflect.get(properties, name));
  return typeof value === "string" ? value : undefined;
}
