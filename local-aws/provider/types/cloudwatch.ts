import { accountId } from "../../aws/account";
import { typesOf } from "../resourceType";
import { refusedWhileUsedBy } from "./inUse";

interface Inputs {
  readonly name: string;
  readonly resourceArn: string;
  readonly deliverySourceName: string;
  readonly deliveryDestinationArn: string;
  readonly deliveryDestinationConfiguration?: { readonly destinationResourceArn?: string };
}

const source = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
const destination = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination";
const delivery = "aws:cloudwatch/logDelivery:LogDelivery";

// The code is AWS's, the sentence is not known.
const inUse = (what: string): string => `ConflictException: A delivery still uses this delivery ${what}.`;

const arn = (region: string, path: string): string => `arn:aws:logs:${region}:${accountId}:${path}`;

/** CloudWatch Logs: groups, and the delivery of other services' logs. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html */
export const loggingTypes = typesOf<Inputs>({
  "aws:cloudwatch/logGroup:LogGroup": {
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name,
    outputs: ({ name }, { region }) => ({ arn: arn(region, `log-group:${name}`) }),
    unique: {
      by: ({ name }) => name,
      error: () => "ResourceAlreadyExistsException: The specified log group already exists",
    },
  },
  [source]: {
    namedBy: "name",
    immutable: ["name", "resourceArn", "logType"],
    id: ({ name }) => name,
    outputs: ({ name, resourceArn }, { region }) => ({
      arn: arn(region, `delivery-source:${name}`),
      service: resourceArn.split(":")[2],
    }),
    refuseDelete: refusedWhileUsedBy([delivery], inUse("source")),
    // CloudFront's logs are delivered from there alone; the code is AWS's, the sentence is not known.
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
    refuse: ({ resourceArn }, { region }) =>
      resourceArn.startsWith("arn:aws:cloudfront:") && region !== "us-east-1"
        ? `ValidationException: The delivery source of a CloudFront distribution must be made in us-east-1, not in ${region}.`
        : undefined,
  },
  [destination]: {
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name,
    outputs: ({ name, deliveryDestinationConfiguration }, { region }) => ({
      arn: arn(region, `delivery-destination:${name}`),
      deliveryDestinationType: destinationType(deliveryDestinationConfiguration?.destinationResourceArn),
    }),
    refuseDelete: refusedWhileUsedBy([delivery], inUse("destination")),
  },
  [delivery]: {
    immutable: ["deliverySourceName", "deliveryDestinationArn"],
    id: (_, { token }) => token(16),
    outputs: (_, { id, region }) => ({ arn: arn(region, `delivery:${id}`) }),
    refuse: ({ deliverySourceName, deliveryDestinationArn }, { account }) =>
      account.get(source, deliverySourceName) === undefined ||
      !account.list(destination).some(({ outputs }) => outputs.arn === deliveryDestinationArn)
        ? "ResourceNotFoundException: The specified resource does not exist."
        : undefined,
  },
});

function destinationType(resourceArn = ""): string {
  const service = resourceArn.split(":")[2];
  return service === "s3" ? "S3" : service === "firehose" ? "FH" : service === "logs" ? "CWL" : "XRAY";
}
