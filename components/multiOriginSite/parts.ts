import * as iam from "@pulumi/aws/iam";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { apiKinds, ApiOriginArgs, Authorizer } from "../apiOrigin/args";
import { architectures, FunctionArgs } from "../apiOrigin/functionArgs";
import { Domain, GeoRestriction, MultiOriginDistributionArgs, Route } from "../distribution/args";
import { ApiBehavior, listKinds, StaticBehavior, ViewerFunction, ViewerFunctionArgs } from "../distribution/behavior";
import { ApiGatewayOrigin, S3Origin } from "../origin";
import { present } from "../present";
import type { StaticOriginArgs } from "../staticOrigin";
import { MultiOriginSiteArgs } from "./args";
import { ExistingApi, Permission, ViewerCode, WebSocketApi } from "./nestedArgs";

/** The page for paths without a matching file, if the site has it. */
const notFoundPage = "404.html";

/** The arguments of the API. */
export function apiOriginArgs(args: MultiOriginSiteArgs): ApiOriginArgs {
  const { apiEntry: entry, apiFunctionArn, apiKind, apiDomainName, hostedZoneId = "", closeDefaultEndpoint } = args;
  const {
    originVerify = defaultOriginVerify(args),
    originVerifyRotation: rotation,
    apiRoutes,
    tracing,
    streaming,
    throttling,
    logRetentionInDays,
    apiAccessLogs: accessLogs,
  } = args;
  const settings = functionSettings(args);
  return {
    ...present({ entry, kind: apiKinds.find((kind) => kind === apiKind), closeDefaultEndpoint, tracing, streaming }),
    ...present({ throttling, logRetentionInDays, accessLogs }),
    // ApiOrigin checks which properties each kind has.
    ...present({ authorizer: args.authorizer as Authorizer | undefined }),
    ...(apiFunctionArn === undefined || apiRoutes === undefined ? settings : {}),
    ...(apiFunctionArn === undefined ? {} : { function: { arn: apiFunctionArn } }),
    ...(apiRoutes === undefined
      ? {}
      : {
          routes: Object.fromEntries(
            Object.entries(apiRoutes).map(([route, entry]): [string, FunctionArgs] => [route, { entry, ...settings }]),
          ),
        }),
    ...(apiDomainName === undefined ? {} : { customDomain: { name: apiDomainName, hostedZoneId } }),
    ...(originVerify === "off"
      ? {}
      : { originVerify: { enforced: originVerify === "enforce", ...present({ rotation }) } }),
  };
}

/** An existing function cannot check the secret. */
function defaultOriginVerify({ apiFunctionArn }: MultiOriginSiteArgs): string {
  return apiFunctionArn === undefined ? "enforce" : "off";
}

function functionSettings(args: MultiOriginSiteArgs): FunctionArgs {
  const { memorySize, timeout, environment, permissions, runtime, layers, vpcConfig, reservedConcurrency } = args;
  return present({
    memorySize,
    timeout,
    environment,
    policies: permissions?.map(statement),
    runtime,
    architecture: architectures.find((architecture) => architecture === args.architecture),
    layers,
    vpcConfig,
    reservedConcurrency,
  });
}

function statement({ actions, resources }: Permission): iam.PolicyStatement {
  return { Effect: "Allow", Action: actions, Resource: resources };
}

/** The origin for an API that exists. */
export function existingApiOrigin(name: string, { domainName, originPath }: ExistingApi): ApiGatewayOrigin {
  return { kind: "api-gateway", name, domainName, ...present({ originPath }) };
}

/** The arguments of the site. */
export function staticOriginArgs(args: MultiOriginSiteArgs): StaticOriginArgs {
  const { siteDirectory, immutableFolders, forceDestroy } = args;
  return { directory: siteDirectory, ...present({ immutableFolders, forceDestroy }) };
}

/** The arguments of the distribution. */
export function distributionArgs(
  args: MultiOriginSiteArgs,
  api: ApiGatewayOrigin,
  site: S3Origin,
): MultiOriginDistributionArgs {
  const { priceClass, webAclArn, managedWebAcl, headerQuota, accessLogs, forceDestroy } = args;
  return {
    ...routes(args, toApi(args, api), toSite(args, site)),
    ...present({ domain: domain(args), priceClass, webAclArn, managedWebAcl, headerQuota }),
    // MultiOriginDistribution checks that there is one of the lists.
    ...present({ geoRestriction: args.geoRestriction as GeoRestriction | undefined }),
    ...(accessLogs === true ? { accessLogs: present({ forceDestroy }) } : {}),
  };
}

function domain(args: MultiOriginSiteArgs): Domain | undefined {
  const { domainName: name, otherNames, redirectNames, hostedZoneId, certificate } = args;
  return name === undefined
    ? undefined
    : { name, ...present({ otherNames, redirectNames, hostedZoneId, certificate }) };
}

function routes(
  args: MultiOriginSiteArgs,
  api: ApiBehavior,
  site: StaticBehavior,
): Pick<MultiOriginDistributionArgs, "defaultRoute" | "routes"> {
  const { defaultOrigin, apiPaths = ["/api", "/api/*"], staticPaths = ["/index.html", "/assets/*"] } = args;
  const first = args.webSocketApi === undefined ? [] : [webSocketRoute(args.webSocketApi, `${api.origin.name}-socket`)];
  return defaultOrigin === "api"
    ? { defaultRoute: api, routes: [...first, { paths: staticPaths, ...site }] }
    : { defaultRoute: site, routes: [...first, { paths: apiPaths, ...api }] };
}

function webSocketRoute({ domainName, webSocketPath, paths = ["/socket"] }: WebSocketApi, name: string): Route {
  return { paths, origin: { kind: "api-gateway", name, domainName, webSocketPath } };
}

function toApi(args: MultiOriginSiteArgs, origin: ApiGatewayOrigin): ApiBehavior {
  const { apiStripPrefix: stripPrefix, forwardHeaders, apiSecurityHeaders: securityHeaders } = args;
  const { apiResponseHeadersPolicyId: responseHeadersPolicyId, apiViewerRequest, apiViewerResponse } = args;
  const listBy = listKinds.find((kind) => kind === args.listBy);
  return {
    origin,
    ...present({ stripPrefix, forwardHeaders, listBy, securityHeaders, responseHeadersPolicyId }),
    ...viewerFunctions(apiViewerRequest, apiViewerResponse),
  };
}

function toSite(args: MultiOriginSiteArgs, origin: S3Origin): StaticBehavior {
  const { siteDirectory, siteRouting = "directory-index", siteViewerRequest, siteViewerResponse } = args;
  const behavior = {
    origin,
    ...present({ responseHeadersPolicyId: args.siteResponseHeadersPolicyId }),
    ...viewerFunctions(siteViewerRequest, siteViewerResponse),
  };
  if (siteRouting === "spa") {
    return { ...behavior, spa: true };
  }
  return {
    ...behavior,
    directoryIndex: siteRouting === "directory-index",
    ...(existsSync(join(siteDirectory, notFoundPage)) ? { notFoundPage: `/${notFoundPage}` } : {}),
  };
}

function viewerFunctions(request: ViewerCode | undefined, response: ViewerCode | undefined): ViewerFunctionArgs {
  return present({
    viewerRequest: request && viewerFunction(request),
    viewerResponse: response && viewerFunction(response),
  });
}

function viewerFunction({ file, code = "" }: ViewerCode): ViewerFunction {
  return file === undefined ? { code } : { file };
}
