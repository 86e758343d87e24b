import { both, either, isKnown, map, Tristate, Maybe, not, Unknown } from "../program/maybe";
import { Api, ApiDomain } from "../apigateway/apis";
import { literalPrefix, matchesPath } from "../cloudfront/pathPattern";
import { Behavior, Distribution } from "../cloudfront/model";
import { checkApiRoutes, CheckResult } from "./checkBehaviors";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";

export const apiGatewayOriginStagePath: Rule = {
  name: "api-gateway-origin-stage-path",
  displayName: "An API Gateway origin's path leads to a stage",
  description: "The path that reaches an API Gateway origin must lead to a stage of the API.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps:
    'Write originPath "/<stage>" for a default endpoint (none for a "$default" stage), none for a custom domain, whose mapping supplies the stage; and leave defaultRootObject out where "/" goes to an API.',
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html",
  failingRequest:
    "any request of the behavior: without its stage a REST API's default endpoint answers 403 Forbidden, an HTTP API's 404; where no mapping of a custom domain fits, a REST API's domain answers 403 Forbidden, an HTTP API's 404; with a defaultRootObject, `/` asks the API for `/index.html`",
  decidedFrom: "program",
  check: (distribution) => checkApiRoutes(distribution, "whether the path leads to a stage of the API", check),
};

function check(route: Route): CheckResult | undefined {
  const { apiEndpoint, origin, behavior, distribution } = route;
  if (apiEndpoint?.address === "default-endpoint" && apiEndpoint.api !== undefined) {
    return firstBad(
      missesStage(apiEndpoint.api, origin.originPath, behavior.pathPattern),
      asksForRootObject(behavior, distribution),
    );
  }
  if (apiEndpoint?.domain !== undefined) {
    return firstBad(
      missesMapping(apiEndpoint.domain, origin.originPath, behavior.pathPattern),
      asksForRootObject(behavior, distribution),
    );
  }
  // Of an API that is not the program's only its name is known.
  return apiEndpoint === undefined ? undefined : asksForRootObject(behavior, distribution);
}

function firstBad(...results: readonly CheckResult[]): CheckResult {
  const found = results.find(({ bad }) => bad === true) ?? results.find(({ bad }) => bad instanceof Unknown);
  return found ?? { bad: false, message: "" };
}

function missesStage(api: Api, originPath: Maybe<string | undefined>, pathPattern: Maybe<string>): CheckResult {
  const first = firstSegment(originPath, pathPattern);
  const isStage = either(
    ...api.stages.map((stage) =>
      map(stage, (name) =>
        map(first, ({ text, isWhole }): Tristate => {
          const mayBe = !isWhole && text !== "" && name.startsWith(text);
          return mayBe
            ? new Unknown(`a path that begins with "/${text}" may name the stage or not`)
            : isWhole && text === name;
        }),
      ),
    ),
  );
  const hasDefault = either(...api.stages.map((stage) => map(stage, (name) => name === "$default")));
  const { kind, stages } = api;
  // Without a stage in the program, it may be made elsewhere: only a missing path is then certainly wrong.
  const noPath = map(first, ({ text }) => text === "");
  const bad =
    stages.length === 0
      ? kind === "rest"
        ? noPath
        : false
      : not(either(isStage, kind === "http" ? hasDefault : false));
  const names = stages.filter(isKnown).map((name) => `"/${name}"`);
  return {
    bad,
    message:
      `originPath ${describe(originPath)} names no stage of the API, which answers ` +
      `${kind === "rest" ? '403 {"message":"Forbidden"}' : "404"}. Write originPath ${names.join(" or ") || '"/<stage>"'}.`,
  };
}

function missesMapping(
  { mappings }: ApiDomain,
  originPath: Maybe<string | undefined>,
  pathPattern: Maybe<string>,
): CheckResult {
  const path = map(originPath, (above) => map(pathPattern, (pattern) => `${above ?? ""}${literalPrefix(pattern)}`));
  const fits = mappings.map(({ key }) => map(key, (known) => map(path, (prefix) => mayBeginWith(prefix, known))));
  const keys = mappings.map(({ key }) => (isKnown(key) ? `"/${key}"` : "one not known yet")).join(", ");
  const kind = mappings[0]?.kind;
  return {
    // Without a mapping in the program, it may be made elsewhere.
    bad: mappings.length === 0 ? false : not(either(...fits)),
    message:
      `no request of it begins with a mapping of the custom domain (${keys}), which answers ` +
      `${kind === "rest" ? '403 {"message":"Forbidden"}' : "404"}. Write an originPath that does, or a mapping without a path.`,
  };
}

/** The first segment that reaches the API: the origin path's, or, without one, what the behavior's pattern begins with. */
function firstSegment(
  originPath: Maybe<string | undefined>,
  pathPattern: Maybe<string>,
): Maybe<{ readonly text: string; readonly isWhole: boolean }> {
  return map(originPath, (above) =>
    map(pathPattern, (pattern) => {
      const prefix = `${above ?? ""}${literalPrefix(pattern)}`;
      const [, text = "", ...rest] = prefix.split("/");
      return { text, isWhole: rest.length > 0 || !/[*?]/.test(pattern) };
    }),
  );
}

/** Whether some path with this literal beginning begins with the mapping's key, as whole segments. */
function mayBeginWith(prefix: string, key: string): boolean {
  if (key === "") {
    return true;
  }
  const wanted = `/${key}`;
  return wanted.startsWith(prefix) || prefix === wanted || prefix.startsWith(`${wanted}/`);
}

function asksForRootObject(behavior: Behavior, { defaultRootObject, behaviors }: Distribution): CheckResult {
  const takesRoot: Tristate = map(behaviors, (list) => {
    const before = list.slice(0, list.indexOf(behavior));
    const takesIt = ({ pathPattern }: Behavior): Tristate => map(pathPattern, (pattern) => matchesPath(pattern, "/"));
    return both(takesIt(behavior), not(either(...before.map(takesIt))));
  });
  return {
    bad: both(
      takesRoot,
      map(defaultRootObject, (object) => object !== undefined),
    ),
    message: `defaultRootObject ${describe(defaultRootObject)} turns "/" into a request for it, which the API gets. Leave defaultRootObject out.`,
  };
}

function describe(text: Maybe<string | undefined>): string {
  return isKnown(text) ? (text === undefined ? "(none)" : `"${text}"`) : "(not known yet)";
}
