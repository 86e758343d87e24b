/** Whether a Lambda authorizer's policy allows a call: at least one statement allows it and none denies it. */
export function allows(policyDocument: unknown, methodArn: string): boolean {
  const { Statement: statements = [] } = (policyDocument ?? {}) as { Statement?: readonly Statement[] };
  const applying = statements.filter(({ Resource }) => [Resource].flat().some((pattern) => covers(pattern, methodArn)));
  return applying.some(({ Effect }) => Effect === "Allow") && applying.every(({ Effect }) => Effect === "Allow");
}

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Resource: string | readonly string[];
}

function covers(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^$()|[\]{}\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(value);
}
