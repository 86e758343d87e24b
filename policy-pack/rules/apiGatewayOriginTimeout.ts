import { Api, ApiRoute } from "../apigateway/apis";
import { Integration, invokedFunction } from "../apigateway/integrations";
import { knownRoutesFor, routedApi } from "../apigateway/routes";
import { Origin } from "../cloudfront/model";
import { functionsAt } from "../lambda/functionUrls";
import { either, isKnown, map, Maybe, Tristate, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { readNumber } from "../program/readValue";
import { checkApiRoutes, CheckResult } from "../findings/checkBehaviors";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";

/** Seconds. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout */
const readTimeout = { default: 30, longest: 120 };
/** Seconds. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const integrationTimeout: Readonly<Record<Api["kind"], number>> = { rest: 29, http: 30 };
/** Seconds. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html#lambda-CreateFunction-request-Timeout */
const functionTimeout = 3;

export const apiGatewayOriginTimeout: Rule = {
  name: "api-gateway-origin-timeout",
  displayName: "CloudFront waits as long as the API may take",
  description: "The timeouts of an API Gateway origin should not be shorter than the time that the API may take.",
  level: "advisory",
  severity: "medium",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps:
    "Set originReadTimeout, and for a streamed response responseCompletionTimeout, to the timeout of the function. Or shorten that one.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout",
  failingRequest:
    "a request that takes longer than CloudFront waits: CloudFront returns 504, or ends a streamed response, while the function continues",
  decidedFrom: "program",
  check: (distribution) => checkApiRoutes(distribution, check),
};

function check({ behavior, apiEndpoint, origin, program, isInGroup }: Route): CheckResult | undefined {
  const routed = routedApi(apiEndpoint, origin.originPath, behavior.pathPattern);
  // In an origin group, a short timeout can be intended: the other origin responds.
  if (!isKnown(routed) || routed === undefined || isInGroup) {
    return undefined;
  }
  const routes = knownRoutesFor(routed, behavior.pathPattern);
  const results = isKnown(routes) ? routes.map((route) => compare(route, routed.api.kind, origin, program)) : [];
  return {
    fails: either(...results.map(({ fails }) => fails)),
    problem: results.find(({ fails }) => fails === true)?.problem ?? "",
    dependsOn: ["origin", "path"],
  };
}

type Result = Pick<CheckResult, "fails" | "problem">;
const fits: Result = { fails: false, problem: "" };

/** Compares the time that a route may take with the time that CloudFront waits. */
function compare({ integration }: ApiRoute, kind: Api["kind"], origin: Origin, program: ProgramIndex): Result {
  const known = integration?.();
  if (known === undefined) {
    return fits;
  }
  const result = map(known.streams, (streams) =>
    map(streams ? origin.completionTimeout : origin.readTimeout, (set) => {
      const limit = streams ? (set ?? Infinity) : (set ?? readTimeout.default);
      return map(longest(known, kind, limit, program), (seconds): Result => ({
        fails: seconds > limit,
        problem: streams ? streamProblem(limit, seconds) : readProblem(limit, seconds),
      }));
    }),
  );
  return result instanceof Unknown ? { fails: result, problem: "" } : result;
}

function readProblem(limit: number, seconds: number): string {
  const fix =
    seconds > readTimeout.longest
      ? `Set originReadTimeout: ${readTimeout.longest} and shorten the timeout of the function.`
      : `Set originReadTimeout: ${Math.ceil(seconds)}.`;
  return `the API may take ${seconds} s, but CloudFront waits ${limit} s (originReadTimeout) and returns 504, while the function continues. ${fix}`;
}

function streamProblem(limit: number, seconds: number): string {
  return `the API may stream for ${seconds} s, but CloudFront ends the response after ${limit} s (responseCompletionTimeout). Set responseCompletionTimeout: ${Math.ceil(seconds)}.`;
}

/**
 * The seconds that an integration may take: the timeout of API Gateway or that of the function, whichever is shorter. What is
 * not longer than the limit is not computed further.
 */
function longest(integration: Integration, kind: Api["kind"], limit: number, program: ProgramIndex): Maybe<number> {
  const byDefault = integrationTimeout[kind];
  return map(integration.timeout, (milliseconds) => {
    const waits = milliseconds === undefined ? byDefault : milliseconds / 1000;
    if (waits <= limit) {
      return waits;
    }
    return map(callsFunction(integration), (calls) => {
      if (calls) {
        return map(functionSeconds(integration, program), (seconds) => Math.min(waits, seconds));
      }
      // How long another backend takes is unknown. A timeout that the program sets shows what it expects.
      return waits === byDefault ? 0 : waits;
    });
  });
}

function callsFunction({ type }: Integration): Tristate {
  return map(type, (known) => known === undefined || known.startsWith("AWS"));
}

function functionSeconds(integration: Integration, program: ProgramIndex): Maybe<number> {
  const [invoked, ...others] = functionsAt(invokedFunction(integration), program);
  return invoked === undefined || others.length > 0
    ? new Unknown("the timeout of the API's function is not part of this program", undefined, {
        resolution: "Compare it with originReadTimeout.",
      })
    : map(readNumber(invoked.props, "timeout"), (seconds) => seconds ?? functionTimeout);
}
