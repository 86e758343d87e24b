import { matchesPath } from "../cloudfront/pathPattern";
import { distributionTypes } from "../cloudfront/readers/distribution";
import { both, either, isKnown, map, Maybe, Tristate, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { readString } from "../program/readValue";
import { Resource } from "../program/resource";
import { FunctionUrl, isFunction } from "./functionUrls";

/** For each type of permissions, the property with the function's name or ARN. */
const functionProperties = {
  "aws:lambda/permission:Permission": "function",
  "aws-native:lambda:Permission": "functionName",
} as const;

export const permissionTypes: readonly string[] = Object.keys(functionProperties);

/** A function URL requires both. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
export const requiredActions = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"] as const;
export type Action = (typeof requiredActions)[number];

/** A request through a function URL. */
export interface Invocation {
  readonly url: FunctionUrl;
  readonly function: Resource;
  /** CloudFront with its signature, or everyone. */
  readonly by: "cloudfront" | "everyone";
  /** The distribution that sends the request. */
  readonly distribution: { readonly urn: string | undefined; readonly arn: Maybe<string | undefined> };
}

/** Whether a permission of the program allows an action. Another program can have permissions of the same function. */
export function isAllowed(action: Action, invocation: Invocation, program: ProgramIndex): Tristate {
  const permissions = Object.entries(functionProperties).flatMap(([type, property]) =>
    program.ofType(type).map((permission) => allows(permission, property, action, invocation)),
  );
  return either(...permissions);
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
function allows({ props }: Resource, property: string, action: Action, invocation: Invocation): Tristate {
  const { url, by } = invocation;
  return both(
    map(readString(props, "action"), (known) => covers(known ?? "", action)),
    map(readString(props, "principal"), (known) => isPrincipal(known ?? "", by)),
    isFunction(readString(props, property), invocation.function),
    isSameQualifier(readString(props, "qualifier"), url.qualifier),
    action === "lambda:InvokeFunction" ? true : fitsAuthType(readString(props, "functionUrlAuthType"), by),
    isFromDistribution(readString(props, "sourceArn"), invocation),
  );
}

function covers(written: string, action: Action): boolean {
  return ["*", "lambda:*", action.toLowerCase()].includes(written.toLowerCase());
}

function isPrincipal(written: string, by: Invocation["by"]): boolean {
  return written === "*" || (by === "cloudfront" && /^cloudfront\./.test(written));
}

/** A permission is one of the function or of one alias. Without a certain match, it may still be the right one. */
function isSameQualifier(granted: Maybe<string | undefined>, used: Maybe<string | undefined>): Tristate {
  return isKnown(granted) && isKnown(used) && granted === used
    ? true
    : new Unknown("a permission and the function URL may have different qualifiers");
}

function fitsAuthType(authType: Maybe<string | undefined>, by: Invocation["by"]): Tristate {
  return map(authType, (known) => known === undefined || known === (by === "cloudfront" ? "AWS_IAM" : "NONE"));
}

function isFromDistribution(sourceArn: Maybe<string | undefined>, { distribution }: Invocation): Tristate {
  if (sourceArn === undefined || (isKnown(sourceArn) && /^arn:[^:]*:cloudfront:.*:distribution\/\*$/.test(sourceArn))) {
    return true;
  }
  if (sourceArn instanceof Unknown) {
    return isOutputOf(distribution.urn, sourceArn);
  }
  // An ARN of a condition has the wildcards of a path pattern.
  return map(distribution.arn, (arn) =>
    arn === undefined ? new Unknown("the ARN of the distribution is unknown") : matchesPath(sourceArn, arn),
  );
}

/** Whether an unknown ARN is the one of a distribution. */
function isOutputOf(urn: string | undefined, arn: Unknown): Tristate {
  const sources = arn.candidates;
  if (sources.length === 0 || !sources.every(({ type }) => distributionTypes.has(type))) {
    return arn;
  }
  const own = sources.filter((source) => urn === undefined || source.urn === urn);
  return own.length === sources.length ? true : own.length === 0 ? false : arn;
}
