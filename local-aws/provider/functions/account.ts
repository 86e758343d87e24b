import { accountId, Json } from "../../aws/account";
import { AwsError } from "../awsError";
import { ProviderFunction } from "./providerFunction";

/** Functions about the account, its regions and its partition. */
export const accountFunctions: Readonly<Record<string, ProviderFunction>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    accountId,
    arn: `arn:aws:iam::${accountId}:user/local`,
    id: accountId,
    userId: "AIDALOCAL",
  }),
  "aws:index/getPartition:getPartition": () => ({
    dnsSuffix: "amazonaws.com",
    id: "aws",
    partition: "aws",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:index/getRegion:getRegion": (args, { region }) => {
    const selected = text(args.name ?? args.id ?? region);
    return {
      id: selected,
      name: selected,
      region: selected,
      endpoint: `ec2.${selected}.amazonaws.com`,
      description: selected,
    };
  },
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ excludeNames = [], excludeZoneIds = [] }, { region }) => {
    const zones = ["a", "b", "c"]
      .map((letter, at) => ({ name: `${region}${letter}`, zoneId: `${shortName(region)}-az${at + 1}` }))
      .filter(({ name }) => !(excludeNames as string[]).includes(name))
      .filter(({ zoneId }) => !(excludeZoneIds as string[]).includes(zoneId));
    return {
      id: region,
      region,
      names: zones.map(({ name }) => name),
      zoneIds: zones.map(({ zoneId }) => zoneId),
      groupNames: [region],
    };
  },
  "aws:index/getServicePrincipal:getServicePrincipal": (args, { region }) => {
    const serviceName = text(args.serviceName);
    const name = `${serviceName}.amazonaws.com`;
    return { id: `${serviceName}.${region}.amazonaws.com`, name, region, serviceName, suffix: "amazonaws.com" };
  },
  "aws:index/getArn:getArn": (args) => {
    const arn = text(args.arn);
    const [prefix, partition, service, region, account, ...resource] = arn.split(":");
    if (prefix !== "arn" || resource.length === 0) {
      throw new AwsError(`"${arn}" is not a valid ARN: use arn:partition:service:region:account:resource.`);
    }
    return { id: arn, arn, partition, service, region, account, resource: resource.join(":") };
  },
};

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `eu-west-1` is `euw1` in the IDs of zones. https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html */
function shortName(region: string): string {
  const [area = "", direction = "", number = ""] = region.split("-");
  return `${area}${direction.replace(/north|south|east|west|central/g, ([letter = ""]) => letter)}${number}`;
}
