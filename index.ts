import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import {
  apiOriginArgs,
  ApiOrigin,
  checkAll,
  distributionArgs,
  MultiOriginDistribution,
  staticOriginArgs,
  StaticOrigin,
} from "./components/index";
import { missingHostedZone, readConfig, rejectProblems, StackConfig } from "./config";

/** One domain name in front of an API and a site. Runs once per operation, so no resource is created at module level. */
export = async (): Promise<Record<string, unknown>> => {
  const config = readConfig(pulumi.runtime.allConfig(), pulumi.getProject(), __dirname);
  rejectProblems(config.problems);
  await Promise.all(config.warnings.map((warning) => pulumi.log.warn(warning)));

  const args = { ...config.args, ...(await hostedZone(config)) };
  const opts = { protect: config.protect };
  checkAll((check) => {
    const origins = [check.api("api", apiOriginArgs(args)), check.site("site", staticOriginArgs(args))] as const;
    check.distribution("front", distributionArgs(args, ...origins));
  });
  const api = new ApiOrigin("api", apiOriginArgs(args), opts);
  const site = new StaticOrigin("site", staticOriginArgs(args), opts);
  const distribution = new MultiOriginDistribution("front", distributionArgs(args, api.origin, site.origin), opts);
  site.grantRead(distribution.distributionArn);

  return {
    url: distribution.url,
    distributionId: distribution.distributionId,
    apiUrl: api.url,
    bucketName: site.bucketName,
    dnsRecords: pulumi.all([distribution.dnsRecords, api.dnsRecords]).apply((records) => records.flat()),
  };
};

async function hostedZone({ hostedZone: name }: StackConfig): Promise<{ hostedZoneId?: string }> {
  if (name === undefined) {
    return {};
  }
  try {
    return { hostedZoneId: (await route53.getZone({ name })).zoneId };
  } catch (error) {
    rejectProblems(missingHostedZone(name, error));
    throw error;
  }
}
