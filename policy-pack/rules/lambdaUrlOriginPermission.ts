import { alwaysSigns } from "../cloudfront/accessControls";
import { distributionTypes } from "../cloudfront/readers/distribution";
import { Origin } from "../cloudfront/model";
import { functionsAt, FunctionUrl, functionUrlsAt } from "../lambda/functionUrls";
import { Action, Invocation, isAllowed, requiredActions } from "../lambda/permissions";
import { both, inCommon, isKnown, isSet, map, Maybe, not, Tristate, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { readString } from "../program/readValue";
import { isBeingCreated } from "../program/references";
import { resourceName } from "../program/resource";
import { checkRoutes, CheckResult } from "../findings/checkBehaviors";
import { listOf } from "../findings/message";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";

const bothActions = listOf(requiredActions);

export const lambdaUrlOriginPermission: Rule = {
  name: "lambda-url-origin-permission",
  displayName: "CloudFront may invoke the function of a signed Lambda function URL",
  description: `The policy of a Lambda function must allow CloudFront ${bothActions}, if an origin access control signs requests to its URL.`,
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "lambda"],
  remediationSteps: `Add an aws.lambda.Permission for each of ${bothActions}, with principal "cloudfront.amazonaws.com" and the distribution's ARN as sourceArn.`,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html#oac-permission-to-access-lambda",
  failingRequest:
    "any request of the behavior: the function URL returns 403, because CloudFront may not invoke the function",
  decidedFrom: "preview",
  check: (distribution) => checkRoutes("lambda-url", distribution, check),
};

function check(route: Route): CheckResult {
  const { origin, program } = route;
  const urls = functionUrlsAt(origin.domainName, program);
  const [first = unseen(origin), ...others] = urls.map((url) => checkUrl(url, route));
  const names = urls.map(({ resource }) => resourceName(resource)).join(" or ");
  return {
    fails: inCommon(
      [first, ...others].map(({ fails }) => fails),
      `its origin may be ${names}, and not all of them lack a permission`,
    ),
    problem: first.problem,
    dependsOn: ["origin", "signature"],
  };
}

type Result = Pick<CheckResult, "fails" | "problem">;

function unseen({ accessControlId }: Origin): Result {
  return {
    fails: both(
      isSet(accessControlId),
      new Unknown("the function URL is not part of this program", undefined, {
        resolution: "Check the function's policy.",
      }),
    ),
    problem: "",
  };
}

function checkUrl(url: FunctionUrl, route: Route): Result {
  const invocation = invocationOf(url, route);
  if (!isKnown(invocation) || invocation === undefined) {
    return { fails: invocation ?? false, problem: "" };
  }
  const isGranted = requiredActions.map((action) => isAllowed(action, invocation, route.program));
  const missing = requiredActions.filter((_, at) => isGranted[at] === false);
  const isDenied = missing.length === 0 ? not(both(...isGranted)) : isCertain(missing, invocation, route.program);
  return { fails: both(isDenied, signs(invocation, route)), problem: problemOf(missing, invocation) };
}

/** The request that the distribution sends to a function URL; undefined if everyone may invoke the function. */
function invocationOf(url: FunctionUrl, { origin, urn, program }: Route): Maybe<Invocation | undefined> {
  return map(url.authType, (authType) => {
    const isPublic = authType === "NONE";
    if (isPublic && url.addsPublicPermissions) {
      return undefined;
    }
    if (!isPublic && origin.accessControlId === undefined) {
      return new Unknown(
        "the function URL requires AWS_IAM, and without originAccessControlId only viewers can sign",
        undefined,
        { resolution: "Set originAccessControlId to an origin access control for lambda." },
      );
    }
    const [invoked, ...others] = functionsAt(url.function, program);
    if (invoked === undefined || others.length > 0) {
      return new Unknown("the function is not part of this program", undefined, {
        resolution: "Check the function's policy.",
      });
    }
    return {
      url,
      function: invoked,
      by: isPublic ? "everyone" : "cloudfront",
      distribution: { urn, arn: arnOf(urn, program) },
    };
  });
}

function arnOf(urn: string | undefined, program: ProgramIndex): Invocation["distribution"]["arn"] {
  const resources = [...distributionTypes].flatMap((type) => program.ofType(type));
  return readString(resources.find((resource) => resource.urn === urn)?.props, "arn");
}

function signs({ by }: Invocation, { origin: { accessControlId }, program }: Route): Tristate {
  if (by === "everyone") {
    return true;
  }
  return accessControlId === undefined ? false : alwaysSigns(accessControlId, program);
}

/** Only this program can have added permissions of a function that does not exist yet. */
function isCertain(missing: readonly Action[], invocation: Invocation, { creators }: ProgramIndex): Tristate {
  const [creator] = creators;
  if (creator !== undefined) {
    return new Unknown(`${resourceName(creator)} can add a permission of the function`, undefined, {
      resolution: "Check the function's policy after deployment.",
    });
  }
  return isBeingCreated(invocation.function)
    ? true
    : new Unknown(
        `no permission of this program allows ${listOf(missing)}, but another program can have one`,
        undefined,
        {
          resolution: "Add an aws.lambda.Permission for each, or check the function's policy.",
        },
      );
}

function problemOf([action = requiredActions[0], ...others]: readonly Action[], { by }: Invocation): string {
  const grantee =
    by === "cloudfront"
      ? 'function: fn.name, principal: "cloudfront.amazonaws.com", sourceArn: distribution.arn'
      : `functionName: fn.arn, principal: "*", ${publicCondition[action]}`;
  const more = others.length === 0 ? "" : `, and one for ${listOf(others)}`;
  const type = by === "cloudfront" ? "aws.lambda.Permission" : "aws_native.lambda.Permission";
  return `no permission allows ${listOf([action, ...others])}: 403. Add new ${type}("url", { action: "${action}", ${grantee} })${more}.`;
}

/** The conditions of public permissions: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html#urls-auth-none */
const publicCondition: Readonly<Record<Action, string>> = {
  "lambda:InvokeFunctionUrl": 'functionUrlAuthType: "NONE"',
  "lambda:InvokeFunction": "invokedViaFunctionUrl: true",
};
