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
  staticOriginArgs,
  StaticOrigin,
} from "./components/index";
import { readConfig, refuseArguments, StackConfig } from "./config";

/** One domain name in front of an API and a site. Called once for each operation: nothing is made at module level. */
export = async (): Promise<Record<string, unknown>> => {
  const { config, problems } = readConfig(pulumi.runtime.allConfig(), pulumi.getProject(), __dirname);
  // All three components' before the first of them exists, so that a mistake leaves nothing behind.
  refuseArguments([...problems, ...checkMultiOriginSite(siteArgs(config, "known once it is asked for"))]);

  const args = siteArgs(config, await hostedZoneId(config));
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
function siteArgs(config: StackConfig, hostedZoneId: string | undefined): MultiOriginSiteArgs {
  const { hostedZone, siteDir, protect, apiPaths, staticPaths, forwardHeaders, ...same } = config;
  return {
    ...same,
    apiEntry: join(__dirname, "lambda", "hello.ts"),
    siteDirectory: siteDir,
    apiPaths: [...apiPaths],
    staticPaths: [...staticPaths],
    forwardHeaders: forwardHeaders && [...forwardHeaders],
    ...(hostedZone === undefined ? {} : {hostedZoneId}),
    forceDestroy: !protect,
  };
}

async function hostedZoneId({ hostedZone }: StackConfig): Promise<string | undefined> {
  return hostedZone === undefined ? undefined : (await route53.getZone({ name: hostedZone })).zoneId;
}
