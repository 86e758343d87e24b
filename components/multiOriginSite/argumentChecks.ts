import { apiKinds } from "../apiOrigin/args";
import { architectures } from "../apiOrigin/functionArgs";
import {
  anyValue,
  Checks,
  domainName,
  domainNameRequirement,
  boolean,
  input,
  isDomainName,
  listOf,
  mapOf,
  object,
  oneOf,
  optional,
  string,
  stringThat,
  wholeNumber,
} from "../checks";
import { listKinds } from "../distribution/behavior";
import { viewerFunction } from "../distribution/checks/argsShape";
import { MultiOriginSiteArgs } from "./args";
import { ExistingApi, Permission, WebSocketApi } from "./nestedArgs";

type Name = keyof MultiOriginSiteArgs;

const paths = listOf(string, 'use a list of path patterns, such as ["/api", "/api/*"]');

const permission = object<Permission>({
  actions: listOf(string, "use a list of at least one action", { atLeast: 1 }),
  resources: listOf(input(string), "use a list of at least one ARN", { atLeast: 1 }),
});

/** The arguments of each function that the component creates. */
export const functionSettings: readonly Name[] = [
  "environment",
  "permissions",
  "memorySize",
  "timeout",
  "runtime",
  "architecture",
  "layers",
  "vpcConfig",
  "reservedConcurrency",
];

/** The arguments of a new API. An existing `api` excludes them. */
export const ofNewApi: readonly Name[] = [
  "apiEntry",
  "apiFunctionArn",
  "apiRoutes",
  ...functionSettings,
  "tracing",
  "streaming",
  "authorizer",
  "throttling",
  "logRetentionInDays",
  "apiAccessLogs",
  "apiKind",
  "apiDomainName",
  "closeDefaultEndpoint",
  "originVerify",
  "originVerifyRotation",
];

const existingDomainName = input(stringThat(isDomainName, domainNameRequirement));

/** The check of each argument. The components check those with `anyValue`. */
export const argumentChecks: Checks<MultiOriginSiteArgs> = {
  apiEntry: optional(string),
  apiFunctionArn: optional(input(string)),
  api: optional(
    object<ExistingApi>({
      domainName: existingDomainName,
      originPath: optional(input(string)),
    }),
  ),
  apiRoutes: optional(mapOf({ value: string }, "use an object that maps routes, such as POST /orders, to entries")),
  environment: anyValue,
  permissions: optional(listOf(permission, "use a list of objects with actions and resources")),
  memorySize: anyValue,
  timeout: anyValue,
  runtime: anyValue,
  architecture: optional(oneOf(architectures)),
  layers: anyValue,
  vpcConfig: anyValue,
  reservedConcurrency: anyValue,
  tracing: anyValue,
  streaming: anyValue,
  authorizer: anyValue,
  throttling: anyValue,
  logRetentionInDays: anyValue,
  apiAccessLogs: anyValue,
  siteDirectory: string,
  immutableFolders: anyValue,
  domainName: optional(domainName),
  otherNames: optional(listOf(string, 'use a list of hostnames, such as ["*.example.com"]')),
  redirectNames: optional(listOf(domainName, 'use a list of hostnames, such as ["www.example.com"]')),
  hostedZoneId: optional(input(string)),
  certificate: anyValue,
  apiKind: optional(oneOf(apiKinds)),
  apiDomainName: optional(domainName),
  closeDefaultEndpoint: optional(boolean),
  defaultOrigin: optional(oneOf(["static", "api"])),
  apiPaths: optional(paths),
  apiStripPrefix: optional(string),
  staticPaths: optional(paths),
  forwardHeaders: optional(listOf(string, 'use a list of header names, such as ["Accept"]')),
  listBy: optional(oneOf(listKinds)),
  headerQuota: optional(wholeNumber({ from: 1 }, "headers")),
  apiSecurityHeaders: optional(boolean),
  apiResponseHeadersPolicyId: optional(input(string)),
  siteResponseHeadersPolicyId: optional(input(string)),
  apiViewerRequest: optional(viewerFunction),
  apiViewerResponse: optional(viewerFunction),
  siteViewerRequest: optional(viewerFunction),
  siteViewerResponse: optional(viewerFunction),
  webSocketApi: optional(
    object<WebSocketApi>({ domainName: existingDomainName, webSocketPath: string, paths: optional(paths) }),
  ),
  originVerify: optional(oneOf(["off", "send", "enforce"])),
  originVerifyRotation: optional(wholeNumber({ from: 0 }, "rotations")),
  siteRouting: optional(oneOf(["files", "directory-index", "spa"])),
  priceClass: optional(string),
  webAclArn: optional(input(string)),
  managedWebAcl: anyValue,
  geoRestriction: anyValue,
  accessLogs: optional(boolean),
  forceDestroy: optional(boolean),
};

/** The names of all arguments. */
export const multiOriginSiteArguments: readonly string[] = Object.keys(argumentChecks);
