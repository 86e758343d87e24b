import * as pulumi from "@pulumi/pulumi";
import { isAbsolute, join } from "node:path";
import { anyValue, domainName, boolean, object, optional, string } from "./components/checks";
import {
  checkMultiOriginSite,
  multiOriginSiteArguments,
  MultiOriginSiteArgs,
  problem,
  Problem,
  problemLine,
  withoutStack,
} from "./components/index";

/** The stack configuration. Its keys are the arguments of MultiOriginSite, with these exceptions. */
export interface StackConfig {
  /** The arguments of the components, except for the hosted zone's ID. An absent key has the component's default. */
  readonly args: MultiOriginSiteArgs;
  /** `hostedZone`: the name of the public hosted zone that contains `domainName` and `apiDomainName`. */
  readonly hostedZone: string | undefined;
  /** `protect`: whether Pulumi refuses to delete the resources. Default: false, which also sets `forceDestroy`. */
  readonly protect: boolean;
  /** Keys of another project, which have no effect. */
  readonly warnings: readonly string[];
  /** Every problem of the configuration. If there is one, do not use the other properties. */
  readonly problems: readonly Problem[];
}

/** The arguments that are not keys, and the key that sets each of them, if there is one. */
const keyOfArgument: Readonly<Record<string, string | undefined>> = {
  apiEntry: undefined,
  apiFunctionArn: undefined,
  api: undefined,
  apiRoutes: undefined,
  permissions: undefined,
  runtime: undefined,
  architecture: undefined,
  layers: undefined,
  vpcConfig: undefined,
  reservedConcurrency: undefined,
  authorizer: undefined,
  siteDirectory: "siteDir",
  hostedZoneId: "hostedZone",
  apiViewerRequest: undefined,
  apiViewerResponse: undefined,
  siteViewerRequest: undefined,
  siteViewerResponse: undefined,
  forceDestroy: undefined,
};

const argumentKeys = multiOriginSiteArguments.filter((name) => !Object.hasOwn(keyOfArgument, name));

const checkKeys = object<Record<string, unknown>>({
  hostedZone: optional(domainName),
  siteDir: optional(string),
  protect: optional(boolean),
  // The component checks the values of its arguments.
  ...Object.fromEntries(argumentKeys.map((key) => [key, anyValue])),
});

/**
 * Reads and checks the configuration of a project.
 * @param values the result of `pulumi.runtime.allConfig()`: `project:key` to a string
 * @param root the folder that relative paths start from
 */
export function readConfig(values: Readonly<Record<string, string>>, project: string, root: string): StackConfig {
  const { hostedZone, siteDir = "site", ...others } = keysOf(project, values);
  const decoded = Object.fromEntries(Object.entries(others).map(([key, value]) => [key, decode(value)]));
  const protect = decoded.protect === true;
  const args = {
    ...Object.fromEntries(Object.entries(decoded).filter(([key]) => argumentKeys.includes(key))),
    apiEntry: join(root, "lambda", decoded.streaming === true ? "stream.ts" : "hello.ts"),
    siteDirectory: siteDir === "" || isAbsolute(siteDir) ? siteDir : join(root, siteDir),
    forceDestroy: !protect,
  } as MultiOriginSiteArgs;

  const ofKeys = checkKeys({ hostedZone, siteDir, ...decoded }, "");
  // The zone's ID is not known yet; any string passes the check.
  const ofArguments = checkMultiOriginSite(hostedZone === undefined ? args : { ...args, hostedZoneId: hostedZone });
  const ofZone = hostedZone === undefined ? [] : namesOutside(hostedZone, args);
  const problems = [...ofKeys, ...ofArguments.map(underKey), ...ofZone].map(({ propertyPath, ...problem }) => ({
    ...problem,
    propertyPath: `${project}:${propertyPath}`,
  }));
  return { args, hostedZone, protect, warnings: keysOfAnotherProject(project, values), problems };
}

/** A project that was renamed does not read the keys with its old name. */
function keysOfAnotherProject(project: string, values: Readonly<Record<string, string>>): string[] {
  const own = [...argumentKeys, "hostedZone", "siteDir", "protect"];
  return Object.keys(values).flatMap((key) => {
    const [namespace, name = ""] = key.split(":");
    return namespace === project || !own.includes(name)
      ? []
      : [`${key} has no effect: the project's name is ${project}. Set ${project}:${name} instead.`];
  });
}

/** Route 53 rejects a record outside its zone: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
function namesOutside(zone: string, args: MultiOriginSiteArgs): Problem[] {
  const { domainName, apiDomainName } = args;
  return Object.entries({ domainName, apiDomainName, ...listed(args, "otherNames"), ...listed(args, "redirectNames") })
    .filter(([, name]) => typeof name === "string" && name !== zone && !name.endsWith(`.${zone}`))
    .map(([key, name]) => problem(key, name, `use a name in hostedZone "${zone}", such as "www.${zone}"`));
}

/** The elements of a list by their paths. Its check reports any other type. */
function listed(args: MultiOriginSiteArgs, key: "otherNames" | "redirectNames"): Record<string, unknown> {
  const names: unknown = args[key];
  return Array.isArray(names) ? Object.fromEntries(names.map((name, index) => [`${key}[${index}]`, name])) : {};
}

function underKey({ propertyPath, ...problem }: Problem): Problem {
  return { ...problem, propertyPath: propertyPath.replace(/^\w+/, (name) => keyOfArgument[name] ?? name) };
}

/** Throws all problems as one error, whose message is all that Pulumi prints. */
export function rejectProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw withoutStack(new pulumi.RunError(["Invalid configuration:", ...problems.map(problemLine)].join("\n")));
  }
}

/** The problem of a hosted zone that the aws provider did not find; none for any other error, such as missing credentials. */
export function missingHostedZone(name: string, error: unknown): Problem[] {
  return /no matching Route ?53 Hosted Zone/i.test(String(error))
    ? [problem(`${pulumi.getProject()}:hostedZone`, name, "use the name of a public hosted zone of this account")]
    : [];
}

function keysOf(project: string, values: Readonly<Record<string, string>>): Partial<Record<string, string>> {
  const prefix = `${project}:`;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** Pulumi stores a list, a boolean or a number as JSON, and a string as it is. */
function decode(value = ""): unknown {
  try {
    const decoded: unknown = JSON.parse(value);
    return typeof decoded === "string" ? value : decoded;
  } catch {
    return value;
  }
}
