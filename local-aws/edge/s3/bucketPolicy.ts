interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A request as a bucket policy sees it. */
export interface PolicyRequest {
  readonly action: "s3:GetObject" | "s3:ListBucket";
  readonly resource: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  /** The distribution that signed; absent: anonymous. */
  readonly sourceArn?: string;
}

/** Whether a policy allows it: some statement does and none denies. Only the elements used here are understood. */
export function allows(policy: string | undefined, request: PolicyRequest): boolean {
  if (policy === undefined) {
    return false;
  }
  const { Statement: statements } = JSON.parse(policy) as { Statement: readonly Statement[] };
  const applying = statements.filter((statement) => applies(statement, request));
  return applying.some(({ Effect }) => Effect === "Allow") && applying.every(({ Effect }) => Effect === "Allow");
}

function applies({ Principal, Action, Resource, Condition = {} }: Statement, request: PolicyRequest): boolean {
  return (
    coversPrincipal(Principal, request) &&
    listOf(Action).some((action) => covers(action, request.action)) &&
    listOf(Resource).some((resource) => covers(resource, request.resource)) &&
    Object.entries(Condition).every(([operator, operands]) => holds(operator, operands, request))
  );
}

function coversPrincipal(principal: unknown, { sourceArn }: PolicyRequest): boolean {
  const service = (principal as { Service?: string }).Service;
  return principal === "*" || (service === "cloudfront.amazonaws.com" && sourceArn !== undefined);
}

function holds(
  operator: string,
  operands: Readonly<Record<string, string | readonly string[]>>,
  request: PolicyRequest,
): boolean {
  const facts: Readonly<Record<string, string | undefined>> = {
    "AWS:SourceArn": request.sourceArn,
    "aws:SecureTransport": String(request.secure),
  };
  if (!["StringEquals", "Bool"].includes(operator)) {
    throw new Error(`the local S3 does not know the condition operator ${operator}`);
  }
  return Object.entries(operands).every(([key, allowed]) => listOf(allowed).some((value) => value === facts[key]));
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

function covers(pattern: string, value: string): boolean {
  return pattern.endsWith("*") ? value.startsWith(pattern.slice(0, -1)) : pattern === value;
}
