import { createHash } from "node:crypto";
import type { JsonObject } from "../../aws/account";
import { AwsError } from "../awsError";
import { ProviderFunction } from "./providerFunction";

interface Args {
  readonly policyId?: string;
  readonly version?: string;
  readonly statements?: readonly StatementArgs[];
  readonly sourceJson?: string;
  readonly overrideJson?: string;
  readonly sourcePolicyDocuments?: readonly string[];
  readonly overridePolicyDocuments?: readonly string[];
}

interface StatementArgs {
  readonly sid?: string;
  readonly effect?: string;
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly principals?: readonly PrincipalArgs[];
  readonly notPrincipals?: readonly PrincipalArgs[];
  readonly conditions?: readonly ConditionArgs[];
}

interface PrincipalArgs {
  readonly type: string;
  readonly identifiers: readonly string[];
}

interface ConditionArgs {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement?: readonly Statement[];
}

interface Statement {
  readonly Sid?: string;
  readonly [element: string]: unknown;
}

/**
 * Renders a policy document as the aws provider does, except for the order in lists.
 * https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/
 */
export const policyDocumentFunctions: Readonly<Record<string, ProviderFunction>> = {
  "aws:iam/getPolicyDocument:getPolicyDocument": (args: Args & JsonObject) => {
    const document = render(args);
    const json = JSON.stringify(document, undefined, 2);
    const id = createHash("sha256").update(json).digest("hex").slice(0, 10);
    return { id, json, minifiedJson: JSON.stringify(document), version: document.Version };
  },
};

/** Overrides replace the document's statements with the same Sid, which replace those of the sources. */
function render(args: Args): PolicyDocument {
  const { sourceJson, overrideJson, sourcePolicyDocuments = [], overridePolicyDocuments = [] } = args;
  const sources = [sourceJson, ...sourcePolicyDocuments].filter(isWritten).map(parse);
  const overrides = [overrideJson, ...overridePolicyDocuments].filter(isWritten).map(parse);
  rejectSharedSids(sources.flatMap(({ Statement = [] }) => Statement));
  const own = ownDocument(args);
  rejectSharedSids(own.Statement ?? []);
  return [...sources, own, ...overrides].reduce(merge);
}

function isWritten(json: string | undefined): json is string {
  return json !== undefined && json !== "";
}

function ownDocument({ policyId, version = "2012-10-17", statements }: Args): PolicyDocument {
  return {
    Version: version,
    ...(policyId === undefined ? {} : { Id: policyId }),
    ...(statements === undefined ? {} : { Statement: statements.map(statement) }),
  };
}

function statement(args: StatementArgs): Statement {
  const { sid = "", effect = "Allow", conditions = [] } = args;
  return {
    ...(sid === "" ? {} : { Sid: sid }),
    Effect: effect,
    ...list("Action", args.actions),
    ...list("NotAction", args.notActions),
    ...list("Resource", args.resources),
    ...list("NotResource", args.notResources),
    ...principals("Principal", args.principals),
    ...principals("NotPrincipal", args.notPrincipals),
    ...(conditions.length === 0 ? {} : { Condition: conditionsOf(conditions) }),
  };
}

function list(name: string, values: readonly string[] = []): object {
  return values.length === 0 ? {} : { [name]: oneOrMore(values) };
}

function principals(name: string, blocks: readonly PrincipalArgs[] = []): object {
  const byType = new Map<string, string[]>();
  for (const { type, identifiers } of blocks) {
    byType.set(type, [...(byType.get(type) ?? []), ...identifiers]);
  }
  const rendered = Object.fromEntries([...byType].map(([type, identifiers]) => [type, oneOrMore(identifiers)]));
  const isEveryone = byType.size === 1 && rendered["*"] === "*";
  return byType.size === 0 ? {} : { [name]: isEveryone ? "*" : rendered };
}

/** Values of the same test and variable are one list. */
function conditionsOf(conditions: readonly ConditionArgs[]): object {
  const byTest = new Map<string, Map<string, string[]>>();
  for (const { test, variable, values } of conditions) {
    const variables = byTest.get(test) ?? new Map<string, string[]>();
    const name = withVariables(variable);
    byTest.set(test, variables.set(name, [...(variables.get(name) ?? []), ...values]));
  }
  return Object.fromEntries(
    [...byTest].map(([test, variables]) => [
      test,
      Object.fromEntries([...variables].map(([variable, values]) => [variable, oneOrMore(values)])),
    ]),
  );
}

function oneOrMore(values: readonly string[]): string | readonly string[] {
  const [first = "", ...others] = values.map(withVariables);
  return others.length === 0 ? first : [first, ...others];
}

/** The provider writes `&{` for a policy variable, because other languages interpolate `${`. */
function withVariables(text: string): string {
  return text.replaceAll("&{", "${");
}

function merge(document: PolicyDocument, other: PolicyDocument): PolicyDocument {
  const statements = [...(document.Statement ?? [])];
  for (const added of other.Statement ?? []) {
    const at = added.Sid === undefined ? -1 : statements.findIndex(({ Sid }) => Sid === added.Sid);
    statements.splice(at < 0 ? statements.length : at, at < 0 ? 0 : 1, added);
  }
  return { ...document, ...other, ...(statements.length === 0 ? {} : { Statement: statements }) };
}

function parse(json: string): PolicyDocument {
  try {
    const { Statement: written = [], ...document } = JSON.parse(json) as {
      readonly Statement?: Statement | readonly Statement[];
    };
    return { ...document, Statement: [written].flat() };
  } catch (error) {
    throw new AwsError(`A policy document is not valid JSON: ${String(error)}. Received: ${json}`);
  }
}

function rejectSharedSids(statements: readonly Statement[]): void {
  const sids = statements.map(({ Sid }) => Sid).filter((sid) => sid !== undefined && sid !== "");
  const shared = sids.find((sid, at) => sids.indexOf(sid) !== at);
  if (shared !== undefined) {
    throw new AwsError(`duplicate Sid (${shared}). Remove the Sid or ensure the Sid is unique.`);
  }
}
