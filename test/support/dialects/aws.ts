import { Properties } from "../../../policy-pack/program/readValue";
import { Declared, operate } from "../declared";
import { apiProperties } from "./native";
import { asNative } from "./written";

/** The answers of the AWS CLI after the deployment of a program, each with the name of a file. */
export function awsAnswers(program: Declared): readonly { readonly file: string; readonly content: Properties }[] {
  return operate(asNative(program), () => false).flatMap(({ declared, outputs }) => {
    const kind = declared.type.replace(/^.*:/, "");
    switch (kind) {
      case "Distribution": {
        const { id, arn, domainName, distributionConfig } = outputs;
        const Distribution = {
          Id: id,
          ARN: arn,
          DomainName: domainName,
          DistributionConfig: apiProperties(distributionConfig),
        };
        return [{ file: "distribution", content: { Distribution } }];
      }
      case "CachePolicy":
      case "OriginRequestPolicy": {
        const config = apiProperties(withoutItems(outputs));
        return [{ file: declared.name, content: { [kind]: { Id: outputs.id, [`${kind}Config`]: config } } }];
      }
      default:
        return [];
    }
  });
}

/** The lists of a policy of `aws` as aws-native has them. */
export function withoutItems(config: unknown): unknown {
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    return config;
  }
  const { items } = config as { items?: unknown };
  return Array.isArray(items)
    ? (items as unknown[])
    : Object.fromEntries(Object.entries(config).map(([key, inner]) => [key, withoutItems(inner)]));
}
