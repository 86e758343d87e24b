import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  ApiGatewayOrigin,
  ApiOrigin,
  ApiOriginArgs,
  checkApiOrigin,
  checkMultiOriginDistribution,
  checkStaticOrigin,
  MultiOriginDistribution,
  MultiOriginDistributionArgs,
  S3Origin,
  StaticBehavior,
  StaticOrigin,
  StaticOriginArgs,
} from "./components/index";
import { readConfig, refuseArguments, StackConfig } from "./config";

/** Where the site has it, what a path that names no file gets. */
const notFoundPage = "404.html";

/** One domain name in front of an API and a site. Called once for each operation: nothing is made at module level. */
export = async (): Promise<Record<string, unknown>> => {
  const { config, problems } = readConfig(pulumi.runtime.allConfig(), pulumi.getProject(), __dirname);
  refuseArguments([...problems, ...checkAll(config)]);

  const zoneId = config.hostedZone === undefined ? "" : await hostedZoneId(config.hostedZone);
  const opts = { protect: config.protect };
  const api = new ApiOrigin("api", apiArgs(config, zoneId), opts);
  const site = new StaticOrigin("site", siteArgs(config), opts);
  const front = new MultiOriginDistribution("front", frontArgs(config, zoneId, api.origin, site.origin), opts);
  site.grantRead(front.distributionArn);

  return {
    url: front.url,
    distributionId: front.distributionId,
    apiUrl: api.url,
    bucketName: site.bucketName,
    dnsRecords: pulumi.all([front.dnsRecords, api.dnsRecords]).apply((records) => records.flat()),
  };
};

function apiArgs(config: StackConfig, hostedZoneId: string): ApiOriginArgs {
  const { apiKind, apiDomainName, closeDefaultEndpoint, originVerify, originVerifyRotation } = config;
  return {
    entry: join(__dirname, "lambda", "hello.ts"),
    kind: apiKind,
    ...(apiDomainName === undefined ? {} : { customDomain: { name: apiDomainName, hostedZoneId } }),
    ...(closeDefaultEndpoint === undefined ? {} : { closeDefaultEndpoint }),
    ...(originVerify === "off"
      ? {}
      : { originVerify: { enforced: originVerify === "enforce", rotation: originVerifyRotation } }),
  };
}

function siteArgs(config: StackConfig): StaticOriginArgs {
  return { directory: config.siteDir, forceDestroy: !config.protect };
}

function frontArgs(
  config: StackConfig,
  hostedZoneId: string,
  api: ApiGatewayOrigin,
  site: S3Origin,
): MultiOriginDistributionArgs {
  const { domainName, forwardHeaders, priceClass, webAclArn, accessLogs } = config;
  const toApi = { origin: api, ...(forwardHeaders === undefined ? {} : { forwardHeaders }) };
  const toSite = siteBehavior(config, site);
  return {
    ...(config.defaultOrigin === "static"
      ? { defaultRoute: toSite, routes: [{ paths: config.apiPaths, ...toApi }] }
      : { defaultRoute: toApi, routes: [{ paths: config.staticPaths, ...toSite }] }),
    ...(domainName === undefined ? {} : { domain: { name: domainName, hostedZoneId } }),
    priceClass,
    ...(webAclArn === undefined ? {} : { webAclArn }),
    ...(accessLogs ? { accessLogs: { forceDestroy: !config.protect } } : {}),
  };
}

function siteBehavior({ siteDir, siteRouting }: StackConfig, origin: S3Origin): StaticBehavior {
  if (siteRouting === "spa") {
    return { origin, spa: true };
  }
  return {
    origin,
    directoryIndex: siteRouting === "directory-index",
    ...(existsSync(join(siteDir, notFoundPage)) ? { notFoundPage: `/${notFoundPage}` } : {}),
  };
}

/** The problems of all three components before the first of them exists, so that a mistake leaves nothing behind. */
function checkAll(config: StackConfig) {
  const api: ApiGatewayOrigin = { kind: "api-gateway", name: "api", domainName: "known once it exists" };
  const site: S3Origin = {
    ...api,
    kind: "s3",
    name: "site",
    originAccessControlId: "known once it exists",
    files: [notFoundPage],
  };
  return [
    ...checkApiOrigin(apiArgs(config, ""), "api."),
    ...checkStaticOrigin(siteArgs(config), "site."),
    ...checkMultiOriginDistribution(frontArgs(config, "", api, site), "front."),
  ];
}

async function hostedZoneId(name: string): Promise<string> {
  return (await route53.getZone({ name })).zoneId;
}
