import { ApiDomain } from "../apigateway/apiDomains";
import { Api } from "../apigateway/apis";
import { ApiEndpoint } from "../apigateway/endpoint";
import { canBeginWith, hasRouteOf, pathToStage, RepeatedStage, repeatedStage, routedApi } from "../apigateway/routes";
import { Behavior } from "../cloudfront/model";
import { literalPrefix, matchesPath } from "../cloudfront/pathPattern";
import { both, either, isKnown, map, Maybe, not, Tristate, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { resourceName } from "../program/resource";
import { checkApiRoutes, CheckResult } from "../findings/checkBehaviors";
import { cut } from "../findings/message";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";

export const apiGatewayOriginStagePath: Rule = {
  name: "api-gateway-origin-stage-path",
  displayName: "The path of an API Gateway origin leads to a stage",
  description: "The path that reaches an API Gateway origin must lead to a stage of the API.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps:
    'Set originPath to "/<stage>" for a default endpoint, and remove it for a "$default" stage or a custom domain, whose mapping selects the stage. Remove defaultRootObject if an API receives "/".',
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html",
  failingRequest:
    "any request of the behavior: without its stage, or without a mapping that matches, a REST API returns 403 Forbidden and an HTTP API 404; with a defaultRootObject, a request for `/` reaches the API as `/index.html`, which has no route for it",
  decidedFrom: "program",
  check: (distribution) => checkApiRoutes(distribution, check),
};

function check(route: Route): CheckResult | undefined {
  const { apiEndpoint, origin, behavior, program } = route;
  if (apiEndpoint === undefined) {
    return undefined;
  }
  const rootObject = checkRootObject(route);
  if (apiEndpoint.address === "default-endpoint" && apiEndpoint.api !== undefined) {
    return firstFailure(checkStage(apiEndpoint.api, origin.originPath, behavior.pathPattern), rootObject);
  }
  // The stages of an API of another program are unknown.
  return apiEndpoint.domain === undefined
    ? firstFailure(rootObject)
    : firstFailure(
        checkMapping(apiEndpoint.domain, origin.originPath, behavior.pathPattern),
        checkRepeatedStage(apiEndpoint, origin.originPath, behavior.pathPattern, program),
        checkStageInPath(apiEndpoint.domain, origin.originPath, behavior.pathPattern),
        rootObject,
      );
}

function firstFailure(...results: readonly CheckResult[]): CheckResult | undefined {
  const first = results.find(({ fails }) => fails === true) ?? results.find(({ fails }) => fails instanceof Unknown);
  return first && { ...first, dependsOn: ["path", "origin"] };
}

function checkStage(api: Api, originPath: Maybe<string | undefined>, pathPattern: Maybe<string>): CheckResult {
  const { kind, stages, hasOtherStages } = api;
  const first = firstSegment(originPath, pathPattern);
  const isStage = either(
    ...stages.map((stage) =>
      map(stage, (name) =>
        map(first, ({ text, isWhole }): Tristate => {
          const canBe = !isWhole && text !== "" && name.startsWith(text);
          return canBe
            ? new Unknown(`a path that begins with "/${text}" may or may not begin with the stage`, undefined, {
                resolution: "Set originPath to the stage.",
              })
            : isWhole && text === name;
        }),
      ),
    ),
  );
  const hasDefault = either(...stages.map((stage) => map(stage, (name) => name === "$default")));
  const names = stages.filter(isKnown).map((name) => `"/${name}"`);
  return {
    fails:
      stages.length === 0
        ? either(hasNoSegment(first, kind), hasOtherStages === false ? noStage[kind] : false)
        : not(either(isStage, kind === "http" ? hasDefault : false, isStageElsewhere(api, first))),
    problem:
      `originPath ${describe(originPath)} is not a stage of the API, which returns ${answerOf(kind)}. ` +
      `Set originPath: ${cut(names.join(" or ") || '"/<stage>"')}.`,
  };
}

/** Programs can share an API: one creates it, and others add the stage. */
const noStage = {
  rest: missing("the program creates the API without a stage", "Create a Deployment and a Stage of the API."),
  http: missing("the program creates the API without a stage", 'Create a Stage of the API named "$default".'),
} as const;

const noMapping = missing(
  "the program creates the custom domain without a mapping",
  "Map an API to the custom domain.",
);

function missing(reason: string, resolution: string): Unknown {
  return new Unknown(`${reason}, and only another program can add one`, undefined, { resolution });
}

/**
 * Whether paths lead to a stage that is not part of the program: one with the name of their first segment, or "$default"
 * of an HTTP API, which every path leads to.
 */
function isStageElsewhere(api: Api, first: Maybe<Segment>): Tristate {
  const { kind, hasOtherStages } = api;
  return map(first, (segment) => {
    const canExist = kind === "http" || (canBeStage(segment) && !isMisspelt(segment, api));
    return canExist && hasOtherStages instanceof Unknown
      ? hasOtherStages.causes(`the path needs ${neededStage(kind, segment)}, and ${hasOtherStages.reason}`)
      : canExist && hasOtherStages;
  });
}

/** A name that differs from a stage only in letter case is a mistake. */
function isMisspelt({ text }: Segment, { stages }: Api): boolean {
  return stages.some((stage) => isKnown(stage) && stage.toLowerCase() === text.toLowerCase());
}

/**
 * API Gateway may decode a percent sign.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html
 */
function canBeStage({ text }: Segment): boolean {
  return /^[\w-]{1,128}$/.test(text) || text.includes("%");
}

/** The stages that a path leads to, if they exist. */
function neededStage(kind: Api["kind"], segment: Segment): string {
  const name = `"${cut(segment.text, 40)}"`;
  const named = segment.isWhole ? `the stage ${name}` : `a stage whose name begins with ${name}`;
  return [...(canBeStage(segment) ? [named] : []), ...(kind === "http" ? ['the stage "$default"'] : [])].join(" or ");
}

/** If the program has no stage of the API, it is created elsewhere. Only a path without one is certainly wrong. */
function hasNoSegment(first: Maybe<Segment>, kind: Api["kind"]): Tristate {
  return kind === "rest" ? map(first, (segment) => !canBeStage(segment)) : false;
}

function checkMapping(
  { mappings, hasOtherMappings }: ApiDomain,
  originPath: Maybe<string | undefined>,
  pathPattern: Maybe<string>,
): CheckResult {
  const matches = mappings.map(({ key }) =>
    map(key, (known) =>
      map(originPath, (above) => map(pathPattern, (pattern) => canBeginWith(above ?? "", pattern, known))),
    ),
  );
  const keys = mappings.map(({ key }) => (isKnown(key) ? `"/${key}"` : "unknown")).join(", ");
  return {
    // If the program has no mapping of an existing domain, it is created elsewhere.
    fails: mappings.length === 0 ? hasOtherMappings === false && noMapping : not(either(...matches, hasOtherMappings)),
    problem:
      `no path begins with an API mapping of the custom domain (${cut(keys)}), which returns ` +
      `${answerOf(mappings[0]?.kind ?? "http")}. Set originPath to a mapping, or add a mapping without a path.`,
  };
}

/** https://repost.aws/knowledge-center/api-gateway-403-custom-domain */
function checkRepeatedStage(
  endpoint: ApiEndpoint,
  originPath: Maybe<string | undefined>,
  pathPattern: Maybe<string>,
  { creators }: ProgramIndex,
): CheckResult {
  const repeated = repeatedStage(endpoint, originPath, pathPattern);
  const [creator] = creators;
  const cannotChange =
    creator === undefined ||
    new Unknown(`${resourceName(creator)} can add routes to the API, and mappings to its custom domain`, undefined, {
      resolution: "Check them after deployment.",
    });
  return {
    fails: both(
      map(repeated, (known) => known !== undefined),
      cannotChange,
    ),
    problem: isKnown(repeated) && repeated !== undefined ? describeRepeated(repeated) : "",
  };
}

/** A base path mapping without a stage: viewers have to write the stage after the base path. */
function checkStageInPath(
  domain: ApiDomain,
  originPath: Maybe<string | undefined>,
  pathPattern: Maybe<string>,
): CheckResult {
  const rest = pathToStage(domain, originPath, pathPattern);
  // The rules about the mapping report an unknown key.
  if (!isKnown(rest) || rest === undefined) {
    return { fails: false, problem: "" };
  }
  const { mapping, path } = rest;
  const above = path === "" ? undefined : path;
  const fails =
    mapping.api === undefined
      ? hasNoSegment(firstSegment(above, pathPattern), "rest")
      : checkStage(mapping.api, above, pathPattern).fails;
  return {
    fails: both(fails, not(domain.hasOtherMappings)),
    problem:
      `the base path mapping of the custom domain selects no stage, and the path does not begin with one: ` +
      `${answerOf("rest")}. Set stageName in the BasePathMapping.`,
  };
}

function describeRepeated({ stage, withoutStage, mapping }: RepeatedStage): string {
  const name = cut(stage, 30);
  const fix = withoutStage === "" ? "Remove originPath." : `Set originPath: "${cut(withoutStage)}".`;
  const answer = mapping.kind === "http" ? "404" : "403 Missing Authentication Token";
  return (
    `the mapping of the custom domain already selects the stage "${name}", and the API has no route for ` +
    `paths that begin with "/${name}": ${answer}. ${fix}`
  );
}

function answerOf(kind: Api["kind"]): string {
  return kind === "rest" ? '403 {"message":"Forbidden"}' : "404";
}

interface Segment {
  readonly text: string;
  /** Whether the segment is complete, so that no path has a longer one in its place. */
  readonly isWhole: boolean;
}

/** The first segment of the path that reaches the API: of the origin path, or else of the path pattern. */
function firstSegment(originPath: Maybe<string | undefined>, pathPattern: Maybe<string>): Maybe<Segment> {
  return map(originPath, (above) =>
    map(pathPattern, (pattern) => {
      const prefix = `${above ?? ""}${literalPrefix(pattern)}`;
      const [, text = "", ...rest] = prefix.split("/");
      return { text, isWhole: rest.length > 0 || !/[*?]/.test(pattern) };
    }),
  );
}

const unseenRoutes = new Unknown(
  "CloudFront replaces / with the defaultRootObject, and the API may have no route for it",
  undefined,
  { resolution: "Check its routes, or remove defaultRootObject." },
);

function checkRootObject({ apiEndpoint, origin, behavior, distribution }: Route): CheckResult {
  const { defaultRootObject, behaviors } = distribution;
  const matchesRoot = ({ pathPattern }: Behavior): Tristate => map(pathPattern, (pattern) => matchesPath(pattern, "/"));
  const isFirst = (): Tristate =>
    map(behaviors, (list) => not(either(...list.slice(0, list.indexOf(behavior)).map(matchesRoot))));
  const canReceive = matchesRoot(behavior);
  // Few patterns match "/": the earlier ones of every behavior would be many.
  const receivesRoot = canReceive === false ? false : both(canReceive, isFirst());
  const hasRoute = (object: string): Tristate =>
    map(routedApi(apiEndpoint, origin.originPath, "/"), (known) =>
      known === undefined ? unseenRoutes : hasRouteOf(known, object),
    );
  const isMissing = map(defaultRootObject, (object) => object !== undefined && not(hasRoute(object)));
  return {
    fails: both(receivesRoot, isMissing),
    problem: `defaultRootObject ${describe(defaultRootObject)} replaces "/", and the API receives a request for it. Remove defaultRootObject.`,
  };
}

function describe(text: Maybe<string | undefined>): string {
  return isKnown(text) ? (text === undefined ? "(none)" : `"${cut(text)}"`) : "(unknown)";
}
