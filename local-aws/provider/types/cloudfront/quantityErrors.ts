/**
 * The API's error for a list whose `quantity` differs from the number of its `items`. aws-native passes both on.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html#API_CreateDistribution_Errors
 */
export function quantityError(inputs: object): string | undefined {
  return isConsistent(inputs)
    ? undefined
    : "InconsistentQuantities: The value of Quantity and the size of Items don't match.";
}

function isConsistent(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return true;
  }
  const { quantity, items } = value as { quantity?: unknown; items?: unknown };
  if (Array.isArray(items) && typeof quantity === "number") {
    return quantity === items.length && items.every(isConsistent);
  }
  return Object.values(value).every(isConsistent);
}
