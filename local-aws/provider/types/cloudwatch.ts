import { accountId } from "../../aws/account";
import { resourceType } from "../resourceType";
import { inUseError } from "./errors";

interface SourceInputs {
  readonly name: string;
  readonly resourceArn: string;
}

interface DestinationInputs {
  readonly name: string;
  readonly deliveryDestinationConfiguration?: { readonly destinationResourceArn?: string };
}

interface DeliveryInputs {
  readonly deliverySourceName: string;
  readonly deliveryDestinationArn: string;
}

const source = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
const destination = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination";
const delivery = "aws:cloudwatch/logDelivery:LogDelivery";

// The code is AWS's; its message is not documented.
const conflict = (part: string): string => `ConflictException: A delivery still uses this delivery ${part}.`;

const arn = (region: string, path: string): string => `arn:aws:logs:${region}:${accountId}:${path}`;

/** Log groups, and the delivery of other services' logs. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html */
export const cloudwatchTypes = {
  "aws:cloudwatch/logGroup:LogGroup": resourceType<{ readonly name: string }>({
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name,
    outputs: ({ name }, { region }) => ({ arn: arn(region, `log-group:${name}`) }),
    unique: {
      by: ({ name }) => name,
      error: () => "ResourceAlreadyExistsException: The specified log group already exists",
    },
  }),
  [source]: resourceType<SourceInputs>({
    namedBy: "name",
    immutable: ["name", "resourceArn", "logType"],
    id: ({ name }) => name,
    outputs: ({ name, resourceArn }, { region }) => ({
      arn: arn(region, `delivery-source:${name}`),
      service: resourceArn.split(":")[2],
    }),
    deleteError: inUseError([delivery], conflict("source")),
    // CloudFront delivers its logs from us-east-1 only. The code is AWS's; its message is not documented.
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
    inputError: ({ resourceArn }, { region }) =>
      resourceArn.startsWith("arn:aws:cloudfront:") && region !== "us-east-1"
        ? `ValidationException: The delivery source of a CloudFront distribution must be in us-east-1, not in ${region}.`
        : undefined,
  }),
  [destination]: resourceType<DestinationInputs>({
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name,
    outputs: ({ name, deliveryDestinationConfiguration }, { region }) => ({
      arn: arn(region, `delivery-destination:${name}`),
      deliveryDestinationType: destinationType(deliveryDestinationConfiguration?.destinationResourceArn),
    }),
    deleteError: inUseError([delivery], conflict("destination")),
  }),
  [delivery]: resourceType<DeliveryInputs>({
    immutable: ["deliverySourceName", "deliveryDestinationArn"],
    id: (_, { token }) => token(16),
    outputs: (_, { id, region }) => ({ arn: arn(region, `delivery:${id}`) }),
    inputError: ({ deliverySourceName, deliveryDestinationArn }, { account }) =>
      account.get(source, deliverySourceName) === undefined ||
      !account.list(destination).some(({ outputs }) => outputs.arn === deliveryDestinationArn)
        ? "ResourceNotFoundException: The specified resource does not exist."
        : undefined,
  }),
};

function destinationType(resourceArn = ""): string {
  const service = resourceArn.split(":")[2];
  return service === "s3" ? "S3" : service === "firehose" ? "FH" : service === "logs" ? "CWL" : "XRAY";
}
