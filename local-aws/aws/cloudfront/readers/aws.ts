import { JsonObject } from "../../account";
import { Distribution } from "../distribution";

export const awsDistribution = "aws:cloudfront/distribution:Distribution";

/** `aws.cloudfront.Distribution`: the model is of its shape. */
export function readAws(properties: JsonObject): Distribution {
  return properties as unknown as Distribution;
}
