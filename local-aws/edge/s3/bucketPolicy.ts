import { NotModeled } from "../frontEnd";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The properties of a request that a bucket policy can refer to. */
export interface PolicyRequest {
  readonly action: "s3:GetObject" | "s3:ListBucket";
  readonly resource: string;
  /** Whether the client uses TLS. */
  readonly secure: boolean;
  /** The ARN of the distribution that signed the request. Undefined for an anonymous request. */
  readonly sourceArn?: string;
}

/** Whether a policy allows the request: at least one statement allows it and none denies it. */
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
    Object.entries(Condition).every(([operator, operands]) => isMet(operator, operands, request))
  );
}

function coversPrincipal(principal: unknown, { sourceArn }: PolicyRequest): boolean {
  const service = (principal as { Service?: string }).Service;
  return principal === "*" || (service === "cloudfront.amazonaws.com" && sourceArn !== undefined);
}

function isMet(
  operator: string,
  operands: Readonly<Record<string, string | readonly string[]>>,
  request: PolicyRequest,
): boolean {
  const values: Readonly<Record<string, string | undefined>> = {
    "AWS:SourceArn": request.sourceArn,
    "aws:SecureTransport": String(request.secure),
  };
  if (!["StringEquals", "Bool"].includes(operator)) {
    throw new NotModeled(`the condition operator ${operator} of a bucket policy`);
  }
  return Object.entries(operands).every(([key, allowed]) => listOf(allowed).some((value) => value === values[key]));
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

function covers(pattern: string, value: string): boolean {
  return pattern.endsWith("*") ? value.startsWith(pattern.slice(0, -1)) : pattern === value;
}
