import type { JsonObject, StoredResource } from "../../aws/account";
import { certificates } from "../../aws/acm";
import { AwsError } from "../awsError";
import { inertArn } from "../inertTypes";
import { placeholders } from "../placeholders";
import type { AwsContext } from "../resourceType";
import { functionResults } from "../sdk";
import { markIssued } from "../types/certificates";
import { accountFunctions } from "./account";
import { cloudfrontPolicyFunctions } from "./cloudfrontPolicies";
import { findResource, Lookup, lookupOf } from "./lookups";
import { policyDocumentFunctions } from "./policyDocument";
import { ProviderFunction } from "./providerFunction";

/** What functions return for resources that are not in the account. */
export interface Assumptions {
  /** Creates a resource that exists before the program. */
  readonly create: (type: string, inputs: JsonObject) => StoredResource;
  /** Called with what a function assumes, each time. */
  readonly report: (assumption: string) => void;
}

const functions: Readonly<Record<string, ProviderFunction>> = {
  ...accountFunctions,
  ...cloudfrontPolicyFunctions,
  ...policyDocumentFunctions,
};

/**
 * Calls a function of a provider.
 * @param assumptions without them, a resource that is not in the account is an error, as on AWS
 */
export function callFunction(
  token: string,
  args: JsonObject,
  context: AwsContext,
  assumptions?: Assumptions,
): JsonObject {
  const inRegion = { ...context, region: typeof args.region === "string" ? args.region : context.region };
  const implementation = functions[token];
  const results = implementation?.(args, inRegion) ?? lookUp(token, args, inRegion, assumptions);
  return { ...args, ...results };
}

function lookUp(token: string, args: JsonObject, context: AwsContext, assumptions?: Assumptions): JsonObject {
  const lookup = lookupOf(token);
  const found = lookup && findResource(lookup, args, context);
  if (found !== undefined) {
    return resultOf(token, found, context);
  }
  if (assumptions === undefined) {
    throw new AwsError(lookup?.assumed === undefined ? unmodeledError(token) : notFoundError(token, lookup, args));
  }
  return lookup?.assumed === undefined
    ? inertResult(token, context, assumptions)
    : resultOf(token, assume(token, lookup.assumed(args), lookup, context, assumptions), context);
}

function assume(
  token: string,
  inputs: JsonObject,
  { type }: Lookup,
  { account, region }: AwsContext,
  { create, report }: Assumptions,
): StoredResource {
  const created = create(type, { ...inputs, region });
  if (type === certificates) {
    markIssued(account, created.id);
  }
  report(`${token} finds nothing with ${JSON.stringify(inputs)} in this account. The local AWS creates it.`);
  return created;
}

function resultOf(token: string, { id, outputs }: StoredResource, { region }: AwsContext): JsonObject {
  return { ...placeholders("aws", functionResults(token), id), region, ...outputs, id };
}

function inertResult(token: string, { region }: AwsContext, { report }: Assumptions): JsonObject {
  const id = "not-modeled";
  report(`${token} is not modeled: it returns its arguments and placeholders.`);
  const [pkg = ""] = token.split(":");
  return { ...placeholders(pkg, functionResults(token), id), region, id, arn: inertArn(token, region, id) };
}

function notFoundError(token: string, { notFound }: Lookup, args: JsonObject): string {
  return (
    notFound?.(args) ??
    `${token} finds nothing with ${JSON.stringify(args)} in this account. Create the resource in the program.`
  );
}

function unmodeledError(token: string): string {
  const modeled = Object.keys(functions).map((name) => name.split(":").at(-1));
  return (
    `The local AWS does not model the function ${token}, and has no resource that it finds. ` +
    `It models ${modeled.join(", ")}, and functions that find a resource of the account. ` +
    "Add the function to local-aws/provider/functions."
  );
}
