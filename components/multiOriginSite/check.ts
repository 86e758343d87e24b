import { checkApiOrigin } from "../apiOrigin/check";
import { childPath, isObject, object } from "../checks";
import { checkMultiOriginDistribution } from "../distribution/checks";
import { ApiGatewayOrigin, S3Origin } from "../origin";
import { problem, Problem, problemLine } from "../problems";
import { checkStaticOrigin } from "../staticOrigin/check";
import { MultiOriginSiteArgs } from "./args";
import { argumentChecks, functionSettings, ofNewApi } from "./argumentChecks";
import { apiOriginArgs, distributionArgs, existingApiOrigin, staticOriginArgs } from "./parts";

type Name = keyof MultiOriginSiteArgs;

const checkEach = object(argumentChecks);

/**
 * Returns the problems that can be found before anything is created.
 * @param path the path of the arguments, e.g. `site`
 */
export function checkMultiOriginSite(args: MultiOriginSiteArgs, path = ""): Problem[] {
  if (!isObject(args)) {
    return checkEach(args, path);
  }
  const ofValues = checkEach(args, "");
  const ofSite = [...ofValues, ...checkTogether(args)];
  const isApiGiven = args.apiEntry === undefined && (args.api ?? args.apiFunctionArn) !== undefined;
  const reported = new Set([...ofSite.map(argumentOf), ...(isApiGiven ? ["apiEntry"] : [])]);
  const ofParts = checkParts(without(args, new Set(ofValues.map(argumentOf))));
  return [...ofSite, ...ofParts.filter((each) => !reported.has(argumentOf(each)))].map(
    ({ propertyPath, ...each }): Problem => ({ ...each, propertyPath: childPath(path, propertyPath) }),
  );
}

function checkTogether(args: MultiOriginSiteArgs): Problem[] {
  const { apiDomainName, closeDefaultEndpoint, originVerify = "off" } = args;
  return [
    ...ofNewApi.flatMap((name) =>
      args.api === undefined || args[name] === undefined
        ? []
        : [problem(name, args[name], "remove it, or remove `api`: an existing API has its own settings")],
    ),
    ...(args.apiFunctionArn !== undefined && args.api === undefined && originVerify !== "off"
      ? [problem("originVerify", originVerify, "remove it: the function of apiFunctionArn cannot check the secret")]
      : []),
    ...checkHostnames(args),
    ...(apiDomainName === undefined && closeDefaultEndpoint === true
      ? [
          problem(
            "closeDefaultEndpoint",
            closeDefaultEndpoint,
            "remove it, or set apiDomainName: without one, the API would have no endpoint",
          ),
        ]
      : []),
  ];
}

function checkHostnames(args: MultiOriginSiteArgs): Problem[] {
  const { domainName, otherNames, redirectNames, apiDomainName, hostedZoneId, certificate } = args;
  const names = (["domainName", "apiDomainName"] as const).filter((name) => args[name] !== undefined);
  const inZone = names.filter((name) => name === "apiDomainName" || certificate === undefined);
  const isTaken = [domainName, ...listed(otherNames), ...listed(redirectNames)].includes(apiDomainName);
  return [
    ...(inZone.length > 0 && hostedZoneId === undefined
      ? [problem("hostedZoneId", hostedZoneId, `set it to the hosted zone that contains ${inZone.join(" and ")}`)]
      : []),
    ...(names.length === 0 && hostedZoneId !== undefined
      ? [problem("hostedZoneId", hostedZoneId, "remove it, or set domainName")]
      : []),
    ...(["otherNames", "redirectNames", "certificate"] as const).flatMap((name) =>
      args[name] === undefined || domainName !== undefined
        ? []
        : [problem(name, args[name], `remove it, or set domainName, ${needsDomain[name]}`)],
    ),
    ...(apiDomainName !== undefined && isTaken
      ? [problem("apiDomainName", apiDomainName, "use a name other than domainName, otherNames and redirectNames")]
      : []),
  ];
}

/** What each argument does with `domainName`. */
const needsDomain = {
  otherNames: "the first hostname of the site",
  redirectNames: "the hostname that they redirect to",
  certificate: "the hostname that it is for",
};

/** Checks the arguments of the three components, and reports problems under the names of the flat arguments. */
function checkParts(args: MultiOriginSiteArgs): Problem[] {
  const origin = { name: "api", domainName: "known once it is created" };
  const api: ApiGatewayOrigin =
    args.api === undefined ? { ...origin, kind: "api-gateway" } : existingApiOrigin("api", args.api);
  const site: S3Origin = {
    ...origin,
    kind: "s3",
    name: "site",
    originAccessControlId: "known once it is created",
    files: ["404.html"],
  };
  return [
    ...(args.api === undefined ? underSite(checkApiOrigin(apiOriginArgs(args))) : []),
    ...flat(checkStaticOrigin(staticOriginArgs(args)), { directory: "siteDirectory" }),
    ...flat(checkMultiOriginDistribution(distributionArgs(args, api, site)), namesInDistribution(args)),
  ];
}

/** The flat argument for each path of the distribution's arguments. */
function namesInDistribution({ defaultOrigin, webSocketApi }: MultiOriginSiteArgs): FlatNames {
  const other = webSocketApi === undefined ? "routes[0]" : "routes[1]";
  const [api, site, paths] =
    defaultOrigin === "api"
      ? (["defaultRoute", other, "staticPaths"] as const)
      : ([other, "defaultRoute", "apiPaths"] as const);
  return {
    ...(webSocketApi === undefined
      ? {}
      : { "routes[0].origin": "webSocketApi", "routes[0].paths": "webSocketApi.paths" }),
    [`${api}.origin`]: "api",
    [`${api}.forwardHeaders`]: "forwardHeaders",
    [`${api}.listBy`]: "listBy",
    [`${api}.stripPrefix`]: "apiStripPrefix",
    [`${api}.securityHeaders`]: "apiSecurityHeaders",
    [`${api}.viewerRequest`]: "apiViewerRequest",
    [`${api}.viewerResponse`]: "apiViewerResponse",
    [`${site}.viewerRequest`]: "siteViewerRequest",
    [`${site}.viewerResponse`]: "siteViewerResponse",
    [`${other}.paths`]: paths,
    "domain.otherNames": "otherNames",
    "domain.redirectNames": "redirectNames",
    "domain.certificate": "certificate",
    "domain.hostedZoneId": "hostedZoneId",
    "domain.name": "domainName",
    routes: paths,
  };
}

/** The problems of the API's arguments, under the names of the flat arguments. All its functions have the same settings. */
export function underSite(problems: readonly Problem[]): Problem[] {
  const ofSettings = problems.map((each) => ({
    ...each,
    propertyPath: each.propertyPath
      .replace(/^(routes\..+)\.entry$/, "$1")
      .replace(new RegExp(`^routes\\..+\\.((${functionSettings.join("|")})\\b)`), "$1"),
  }));
  const once = new Map(ofSettings.map((each) => [problemLine(each), each]));
  return flat([...once.values()], {
    "function.arn": "apiFunctionArn",
    entry: "apiEntry",
    routes: "apiRoutes",
    accessLogs: "apiAccessLogs",
  });
}

/** The flat argument for each path of a component's arguments. A longer path comes before its prefix. */
type FlatNames = Readonly<Record<string, Name | "webSocketApi.paths">>;

function flat(problems: readonly Problem[], names: FlatNames): Problem[] {
  return problems.map((each) => {
    const [part, name] = Object.entries(names).find(([part]) => each.propertyPath.startsWith(part)) ?? ["", ""];
    return { ...each, propertyPath: `${name}${each.propertyPath.slice(part.length)}` };
  });
}

/** Removes arguments that already have a problem, so that the component does not report them again. */
function without(args: MultiOriginSiteArgs, names: ReadonlySet<string>): MultiOriginSiteArgs {
  const rest = Object.fromEntries(Object.entries(args).filter(([name]) => !names.has(name)));
  return { siteDirectory: "", ...rest };
}

/** The list can have any type. */
function listed(names: unknown): readonly unknown[] {
  return Array.isArray(names) ? names : [];
}

function argumentOf({ propertyPath }: Problem): string {
  return propertyPath.replace(/[.[].*$/, "");
}
