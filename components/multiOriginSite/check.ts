import { apiKinds } from "../apiOrigin/args";
import { checkApiOrigin } from "../apiOrigin/check";
import {
  childPath,
  Checks,
  domainName,
  boolean,
  input,
  isObject,
  listOf,
  object,
  oneOf,
  optional,
  string,
  wholeNumber,
} from "../checks";
import { listKinds } from "../distribution/behavior";
import { checkMultiOriginDistribution } from "../distribution/checks";
import { ApiGatewayOrigin, S3Origin } from "../origin";
import { problem, Problem } from "../problems";
import { checkStaticOrigin } from "../staticOrigin/check";
import { MultiOriginSiteArgs } from "./args";
import { apiOriginArgs, distributionArgs, staticOriginArgs } from "./parts";

type Name = keyof MultiOriginSiteArgs;

const paths = listOf(string, 'use a list of path patterns, such as ["/api", "/api/*"]');

const checks: Checks<MultiOriginSiteArgs> = {
  apiEntry: string,
  siteDirectory: string,
  domainName: optional(domainName),
  hostedZoneId: optional(input(string)),
  apiKind: optional(oneOf(apiKinds)),
  apiDomainName: optional(domainName),
  closeDefaultEndpoint: optional(boolean),
  defaultOrigin: optional(oneOf(["static", "api"])),
  apiPaths: optional(paths),
  staticPaths: optional(paths),
  forwardHeaders: optional(listOf(string, 'use a list of header names, such as ["Accept"]')),
  listBy: optional(oneOf(listKinds)),
  headerQuota: optional(wholeNumber({ from: 1 }, "headers")),
  apiSecurityHeaders: optional(boolean),
  originVerify: optional(oneOf(["off", "send", "enforce"])),
  originVerifyRotation: optional(wholeNumber({ from: 0 }, "rotations")),
  siteRouting: optional(oneOf(["files", "directory-index", "spa"])),
  priceClass: optional(string),
  webAclArn: optional(input(string)),
  accessLogs: optional(boolean),
  forceDestroy: optional(boolean),
};
const checkEach = object(checks);

/** The names of all arguments. */
export const multiOriginSiteArguments: readonly string[] = Object.keys(checks);

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
  const reported = new Set(ofSite.map(argumentOf));
  const ofParts = checkParts(without(args, new Set(ofValues.map(argumentOf))));
  return [...ofSite, ...ofParts.filter((each) => !reported.has(argumentOf(each)))].map(
    ({ propertyPath, ...each }): Problem => ({ ...each, propertyPath: childPath(path, propertyPath) }),
  );
}

function checkTogether(args: MultiOriginSiteArgs): Problem[] {
  const { apiDomainName, hostedZoneId, closeDefaultEndpoint } = args;
  const names = (["domainName", "apiDomainName"] as const).filter((name) => args[name] !== undefined);
  return [
    ...(names.length > 0 && hostedZoneId === undefined
      ? [problem("hostedZoneId", hostedZoneId, `set it to the hosted zone that contains ${names.join(" and ")}`)]
      : []),
    ...(names.length === 0 && hostedZoneId !== undefined
      ? [problem("hostedZoneId", hostedZoneId, "remove it, or set domainName")]
      : []),
    ...(apiDomainName !== undefined && apiDomainName === args.domainName
      ? [problem("apiDomainName", apiDomainName, "use a name other than domainName")]
      : []),
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

/** Checks the arguments of the three components, and reports problems under the names of the flat arguments. */
function checkParts(args: MultiOriginSiteArgs): Problem[] {
  const origin = { name: "api", domainName: "known once it is created" };
  const api: ApiGatewayOrigin = { ...origin, kind: "api-gateway" };
  const site: S3Origin = {
    ...origin,
    kind: "s3",
    name: "site",
    originAccessControlId: "known once it is created",
    files: ["404.html"],
  };
  return [
    ...flat(checkApiOrigin(apiOriginArgs(args)), { entry: "apiEntry" }),
    ...flat(checkStaticOrigin(staticOriginArgs(args)), { directory: "siteDirectory" }),
    ...flat(checkMultiOriginDistribution(distributionArgs(args, api, site)), {
      "routes[0].paths": args.defaultOrigin === "api" ? "staticPaths" : "apiPaths",
      "routes[0].forwardHeaders": "forwardHeaders",
      "defaultRoute.forwardHeaders": "forwardHeaders",
      "routes[0].listBy": "listBy",
      "defaultRoute.listBy": "listBy",
      routes: args.defaultOrigin === "api" ? "staticPaths" : "apiPaths",
    }),
  ];
}

/** @param names the flat argument for each path of a component's arguments; a longer path comes before its prefix */
function flat(problems: readonly Problem[], names: Readonly<Record<string, Name>>): Problem[] {
  return problems.map((each) => {
    const [part, name] = Object.entries(names).find(([part]) => each.propertyPath.startsWith(part)) ?? ["", ""];
    return { ...each, propertyPath: `${name}${each.propertyPath.slice(part.length)}` };
  });
}

/** Removes arguments that already have a problem, so that the component does not report them again. */
function without(args: MultiOriginSiteArgs, names: ReadonlySet<string>): MultiOriginSiteArgs {
  const rest = Object.fromEntries(Object.entries(args).filter(([name]) => !names.has(name)));
  return { apiEntry: "", siteDirectory: "", ...rest };
}

function argumentOf({ propertyPath }: Problem): string {
  return propertyPath.replace(/[.[].*$/, "");
}
