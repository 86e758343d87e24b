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
  originVerify: optional(oneOf(["off", "send", "enforce"])),
  originVerifyRotation: optional(wholeNumber({ from: 0 }, "rotations")),
  siteRouting: optional(oneOf(["files", "directory-index", "spa"])),
  priceClass: optional(string),
  webAclArn: optional(input(string)),
  accessLogs: optional(boolean),
  forceDestroy: optional(boolean),
};
const forms = object(checks);

/** The names of all arguments. */
export const multiOriginSiteArguments: readonly string[] = Object.keys(checks);

/**
 * Returns the problems that can be found before anything is created.
 * @param path the path of the arguments, e.g. `site`
 */
export function checkMultiOriginSite(args: MultiOriginSiteArgs, path = ""): Problem[] {
  if (!isObject(args)) {
    return forms(args, path);
  }
  const wrongForms = forms(args, "");
  const own = [...wrongForms, ...checkTogether(args)];
  const complained = new Set(own.map(argumentOf));
  const ofParts = checkParts(without(args, new Set(wrongForms.map(argumentOf))));
  return [...own, ...ofParts.filter((each) => !complained.has(argumentOf(each)))].map(
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

/** What the parts say of the arguments made for them, under the flat arguments' names. */
function checkParts(args: MultiOriginSiteArgs): Problem[] {
  const origin = { name: "api", domainName: "known once it exists" };
  const api: ApiGatewayOrigin = { ...origin, kind: "api-gateway" };
  const site: S3Origin = {
    ...origin,
    kind: "s3",
    name: "site",
    originAccessControlId: "known once it exists",
    files: ["404.html"],
  };
  return [
    ...flat(checkApiOrigin(apiOriginArgs(args)), { entry: "apiEntry" }),
    ...flat(checkStaticOrigin(staticOriginArgs(args)), { directory: "siteDirectory" }),
    ...flat(checkMultiOriginDistribution(distributionArgs(args, api, site)), {
      "routes[0].paths": args.defaultOrigin === "api" ? "staticPaths" : "apiPaths",
      "routes[0].forwardHeaders": "forwardHeaders",
      "defaultRoute.forwardHeaders": "forwardHeaders",
      routes: args.defaultOrigin === "api" ? "staticPaths" : "apiPaths",
    }),
  ];
}

/** @param names the paths of a part's arguments that have another name here; the longer before its beginning */
function flat(problems: readonly Problem[], names: Readonly<Record<string, Name>>): Problem[] {
  return problems.map((each) => {
    const [part, name] = Object.entries(names).find(([part]) => each.propertyPath.startsWith(part)) ?? ["", ""];
    return { ...each, propertyPath: `${name}${each.propertyPath.slice(part.length)}` };
  });
}

/** A wrong value is left out, as if nobody had written it: what a part would say of it has been said. */
function without(args: MultiOriginSiteArgs, names: ReadonlySet<string>): MultiOriginSiteArgs {
  const rest = Object.fromEntries(Object.entries(args).filter(([name]) => !names.has(name)));
  return { apiEntry: "", siteDirectory: "", ...rest };
}

function argumentOf({ propertyPath }: Problem): string {
  return propertyPath.replace(/[.[].*$/, "");
}
