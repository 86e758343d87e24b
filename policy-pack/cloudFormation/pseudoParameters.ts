import { map, Maybe, Unknown } from "../program/maybe";
import { noValue } from "./scope";

/** Where a template is deployed, as far as it is known. */
export interface Place {
  readonly region?: Maybe<string | undefined>;
  readonly accountId?: Maybe<string | undefined>;
  readonly stackName?: Maybe<string | undefined>;
}

const unknownPlace = (name: string): Unknown =>
  new Unknown(`${name} is not known here`, undefined, { resolution: "Set a literal value." });

/**
 * The value of a pseudo parameter; undefined for another name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
export function pseudoParameter(name: string, { region, accountId, stackName }: Place): unknown {
  switch (name) {
    case "AWS::NoValue":
      return noValue;
    case "AWS::Region":
      return region ?? unknownPlace(name);
    case "AWS::AccountId":
      return accountId ?? unknownPlace(name);
    case "AWS::StackName":
      return stackName ?? unknownPlace(name);
    case "AWS::Partition":
      return map(region ?? unknownPlace(name), partition);
    case "AWS::URLSuffix":
      return map(region ?? unknownPlace(name), (known) =>
        known.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com",
      );
    default:
      return name.startsWith("AWS::") ? unknownPlace(name) : undefined;
  }
}

function partition(region: string): string {
  if (region.startsWith("cn-")) {
    return "aws-cn";
  }
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
