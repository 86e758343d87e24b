import { Json } from "../../../aws/account";

/**
 * The API's answer to a list whose `quantity` is not the number of its `items`, as aws-native passes them on.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html#API_CreateDistribution_Errors
 */
export function refuseQuantities(inputs: Json | undefined): string | undefined {
  return isConsistent(inputs)
    ? undefined
    : "InconsistentQuantities: The value of Quantity and the size of Items don't match.";
}

function isConsistent(value: Json | undefined): boolean {
  if (typeof value !== "object" || value === null) {
    return true;
  }
  if (!Array.isArray(value) && Array.isArray(value.items) && typeof value.quantity === "number") {
    return value.quantity === value.items.length && value.items.every(isConsistent);
  }
  return Object.values(value).every(isConsistent);
}
