import { matchesPath } from "../cloudfront/pathPattern";
import { distributionTypes } from "../cloudfront/readers/distribution";
import { both, either, isKnown, map, Maybe, Tristate, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { readString } from "../program/readValue";
import { ifConfigured } from "../apigateway/resources";
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
function allows(permission: Resource, property: string, action: Action, invocation: Invocation): Tristate {
  const { url, by } = invocation;
  const { props } = permission;
  return both(
    map(readString(props, "action"), (known) => covers(known ?? "", action)),
    map(readString(props, "principal"), (known) => isPrincipal(known ?? "", by)),
    isFunction(readString(props, property), invocation.function),
    isInRegion(permission, invocation.function),
    isSameQualifier(readString(props, "qualifier"), url.qualifier),
    action === "lambda:InvokeFunction" ? true : fitsAuthType(readString(props, "functionUrlAuthType"), by),
    isInOrganization(readString(props, "principalOrgId"), by),
    isFromDistribution(readString(props, "sourceArn"), invocation),
  );
}

function covers(written: string, action: Action): boolean {
  return ["*", "lambda:*", action.toLowerCase()].includes(written.toLowerCase());
}

function isPrincipal(written: string, by: Invocation["by"]): Tristate {
  if (written === "*" || by === "everyone") {
    return written === "*";
  }
  const isOfOtherPartition = /^cloudfront\./.test(written) && written !== "cloudfront.amazonaws.com";
  return isOfOtherPartition
    ? new Unknown(`${written} may not be CloudFront`, undefined, {
        resolution: 'Set principal: "cloudfront.amazonaws.com".',
      })
    : written === "cloudfront.amazonaws.com";
}

/** The regions of both resources, if the program sets them: others are the provider's. */
function isInRegion(permission: Resource, invoked: Resource): Tristate {
  const [granted, used] = [permission, invoked].map(({ props }) => ifConfigured(readString(props, "region")));
  if (granted === undefined || granted === used) {
    return true;
  }
  return isKnown(granted) && isKnown(used) && used !== undefined
    ? false
    : new Unknown("a permission and the function may be in different regions", undefined, {
        resolution: "Set the same region on both.",
      });
}

/**
 * Viewers belong to no organization. A service belongs to none either, but not every page documents it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
 */
function isInOrganization(organization: Maybe<string | undefined>, by: Invocation["by"]): Tristate {
  if (organization === undefined) {
    return true;
  }
  return by === "everyone"
    ? false
    : new Unknown("a permission with principalOrgId may not be one for CloudFront", undefined, {
        resolution: "Remove principalOrgId.",
      });
}

/** A permission is one of the function or of one alias. Without a certain match, it may still be the right one. */
function isSameQualifier(granted: Maybe<string | undefined>, used: Maybe<string | undefined>): Tristate {
  return isKnown(granted) && isKnown(used) && granted === used
    ? true
    : new Unknown("a permission and the function URL may have different qualifiers", undefined, {
        resolution: "Set the same qualifier on both.",
      });
}

function fitsAuthType(authType: Maybe<string | undefined>, by: Invocation["by"]): Tristate {
  return map(authType, (known) => known === undefined || known === (by === "cloudfront" ? "AWS_IAM" : "NONE"));
}

function isFromDistribution(sourceArn: Maybe<string | undefined>, { distribution }: Invocation): Tristate {
  if (sourceArn === undefined) {
    return true;
  }
  if (sourceArn instanceof Unknown) {
    return isOutputOf(distribution.urn, sourceArn);
  }
  // An ARN of a condition has the wildcards of a path pattern.
  const { arn } = distribution;
  if (isKnown(arn) && arn !== undefined) {
    return matchesPath(sourceArn, arn);
  }
  return /^arn:(aws|\*):cloudfront:.*:distribution\/\*$/.test(sourceArn)
    ? true
    : (arn ?? new Unknown("the ARN of the distribution is unknown"));
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
