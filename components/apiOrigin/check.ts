import {
  domainName,
  boolean,
  input,
  firstOf,
  isObject,
  object,
  oneOf,
  optional,
  stringThat,
  valueThat,
  wholeNumber,
} from "../checks";
import { Problem } from "../problems";
import { ApiKind, apiKinds, ApiOriginArgs, CustomDomain, OriginVerify, Throttling } from "./args";
import { checkAuthorizer } from "./checkAuthorizer";
import { functionChecks, FunctionContext } from "./checkFunction";
import { checkRoutes } from "./checkRoutes";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html; 0: no retention policy. */
const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * How long API Gateway waits for an integration, in seconds.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const longestTimeout: Readonly<Record<ApiKind, number>> = { http: 30, "rest-regional": 29, "rest-edge": 29 };

/** Seconds: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
export const longestStream = 900;

const withoutStreaming = valueThat(
  (value) => value === false,
  "remove it, or use a REST API: an HTTP API does not stream",
);

/**
 * Returns the problems that can be found before anything is created.
 * @param path the path of the arguments, e.g. `api`
 */
export function checkApiOrigin(args: ApiOriginArgs, path = ""): Problem[] {
  const unchecked: Partial<Record<string, unknown>> = isObject(args) ? args : {};
  const kind = apiKinds.find((candidate) => candidate === unchecked.kind) ?? "http";
  const context: FunctionContext = {
    longestTimeout: kind !== "http" && unchecked.streaming === true ? longestStream : longestTimeout[kind],
    withSecrets: unchecked.originVerify !== undefined,
  };
  const { entry, ...ofFunction } = functionChecks(args, context);
  return object<ApiOriginArgs>({
    entry,
    kind: optional(oneOf(apiKinds)),
    customDomain: optional(customDomain),
    closeDefaultEndpoint: optional(unchecked.customDomain === undefined ? withoutDomain : boolean),
    ...ofFunction,
    routes: optional(checkRoutes(kind, context)),
    tracing: optional(boolean),
    streaming: optional(kind === "http" ? firstOf(boolean, withoutStreaming) : boolean),
    logRetentionInDays: optional(oneOf(retentions)),
    throttling: optional(throttling),
    accessLogs: optional(boolean),
    authorizer: optional(checkAuthorizer(kind)),
    originVerify: optional(hasExistingFunction(unchecked) ? withoutBundle : originVerify),
  })(args, path);
}

function hasExistingFunction({ function: fn, routes }: Partial<Record<string, unknown>>): boolean {
  const ofRoutes = isObject(routes) ? Object.values(routes).map((route) => isObject(route) && route.function) : [];
  return [fn, ...ofRoutes].some((each) => each !== undefined && each !== false);
}

const withoutBundle = valueThat(
  () => false,
  "remove it, or set `entry` instead of `function`: an existing function cannot check the secret",
);

const customDomain = object<CustomDomain>({
  name: domainName,
  hostedZoneId: input(stringThat(() => true, "set it to the ID of a public hosted zone")),
});

const throttling = object<Throttling>({
  rateLimit: optional(
    valueThat(
      (value) => typeof value === "number" && Number.isFinite(value) && value > 0,
      "must be a number of requests per second greater than 0",
    ),
  ),
  burstLimit: optional(wholeNumber({ from: 1 }, "requests")),
});

const originVerify = object<OriginVerify>({
  rotation: optional(wholeNumber({ from: 0 }, "rotations")),
  enforced: optional(boolean),
});

const withoutDomain = firstOf(
  boolean,
  valueThat((value) => value === false, "remove it, or set customDomain: without one, the API would have no endpoint"),
);
