import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { join } from "node:path";
import {
  apiOriginArgs,
  ApiOrigin,
  checkMultiOriginSite,
  distributionArgs,
  MultiOriginDistribution,
  MultiOriginSiteArgs,
  Problem,
  staticOriginArgs,
  StaticOrigin,
} from "./components/index";
import { readConfig, refuseArguments, StackConfig } from "./config";

/** One domain name in front of an API and a site. Called once for each operation: nothing is made at module level. */
export = async (): Promise<Record<string, unknown>> => {
  const { config, problems } = readConfig(pulumi.runtime.allConfig(), pulumi.getProject(), __dirname);
  const { hostedZone, ...settings } = config;
  // Of all parts before the first of them exists, so that a mistake leaves nothing behind. Any text is a zone's id here.
  const anyZone = settings.domainName ?? settings.apiDomainName;
  refuseArguments([...problems, ...checkMultiOriginSite(siteArgs(settings, anyZone)).map(ofConfiguration)]);

  const args = siteArgs(settings, hostedZone === undefined ? undefined : await hostedZoneId(hostedZone));
  const opts = { protect: config.protect };
  const api = new ApiOrigin("api", apiOriginArgs(args), opts);
  const site = new StaticOrigin("site", staticOriginArgs(args), opts);
  const front = new MultiOriginDistribution("front", distributionArgs(args, api.origin, site.origin), opts);
  site.grantRead(front.distributionArn);

  return {
    url: front.url,
    distributionId: front.distributionId,
    apiUrl: api.url,
    bucketName: site.bucketName,
    dnsRecords: pulumi.all([front.dnsRecords, api.dnsRecords]).apply((records) => records.flat()),
  };
};

/** The configuration in the words of MultiOriginSite, whose three parts are made here under names of their own. */
function siteArgs(settings: Omit<StackConfig, "hostedZone">, zoneId: string | undefined): MultiOriginSiteArgs {
  const { siteDir, protect, apiPaths, staticPaths, forwardHeaders, ...same } = settings;
  return {
    ...same,
    apiEntry: join(__dirname, "lambda", "hello.ts"),
    siteDirectory: siteDir,
    apiPaths: [...apiPaths],
    staticPaths: [...staticPaths],
    ...(forwardHeaders === undefined ? {} : { forwardHeaders: [...forwardHeaders] }),
    ...(zoneId === undefined ? {} : { hostedZoneId: zoneId }),
    forceDestroy: !protect,
  };
}

/** The configuration's keys have the arguments' names, but for the folder's. */
function ofConfiguration({ propertyPath, reason }: Problem): Problem {
  return { propertyPath: `${pulumi.getProject()}:${propertyPath.replace(/^siteDirectory/, "siteDir")}`, reason };
}

async function hostedZoneId(name: string): Promise<string> {
  return (await route53.getZone({ name })).zoneId;
}
