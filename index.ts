import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
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
  StaticOrigin,
  StaticOriginArgs,
} from "./components/index";
import { readConfig, refuseArguments, StackConfig } from "./config";

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

  return { url: front.url, distributionId: front.distributionId, apiUrl: api.url, bucketName: site.bucketName };
};

function apiArgs(config: StackConfig, hostedZoneId: string): ApiOriginArgs {
  const { apiKind, apiDomainName, closeDefaultEndpoint } = config;
  return {
    entry: join(__dirname, "lambda", "hello.ts"),
    kind: apiKind,
    ...(apiDomainName === undefined ? {} : { customDomain: { name: apiDomainName, hostedZoneId } }),
    ...(closeDefaultEndpoint === undefined ? {} : { closeDefaultEndpoint }),
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
  const { domainName, forwardHeaders, priceClass, webAclArn } = config;
  const toApi = { origin: api, ...(forwardHeaders === undefined ? {} : { forwardHeaders }) };
  const toSite = { origin: site };
  return {
    ...(config.defaultOrigin === "static"
      ? { defaultRoute: toSite, routes: [{ paths: config.apiPaths, ...toApi }] }
      : { defaultRoute: toApi, routes: [{ paths: config.staticPaths, ...toSite }] }),
    ...(domainName === undefined ? {} : { domain: { name: domainName, hostedZoneId } }),
    priceClass,
    ...(webAclArn === undefined ? {} : { webAclArn }),
  };
}

/** The problems of all three components before the first of them exists, so that a mistake leaves nothing behind. */
function checkAll(config: StackConfig) {
  const api: ApiGatewayOrigin = { kind: "api-gateway", name: "api", domainName: "known once it exists" };
  const site: S3Origin = { ...api, kind: "s3", name: "site", originAccessControlId: "known once it exists" };
  return [
    ...checkApiOrigin(apiArgs(config, ""), "api."),
    ...checkStaticOrigin(siteArgs(config), "site."),
    ...checkMultiOriginDistribution(frontArgs(config, "", api, site), "front."),
  ];
}

async function hostedZoneId(name: string): Promise<string> {
  return (await aws.route53.getZone({ name })).zoneId;
}
