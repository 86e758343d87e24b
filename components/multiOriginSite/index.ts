import * as pulumi from "@pulumi/pulumi";
import { DnsRecord } from "../aliasRecords";
import { ApiOrigin } from "../apiOrigin";
import { bundleAll, problemsOf } from "../apiOrigin/bundle";
import { MultiOriginDistribution } from "../distribution";
import { rejectArguments } from "../rejectArguments";
import { StaticOrigin } from "../staticOrigin";
import { MultiOriginSiteArgs } from "./args";
import { checkMultiOriginSite, underSite } from "./check";
import { apiOriginArgs, distributionArgs, existingApiOrigin, staticOriginArgs } from "./parts";

/**
 * A CloudFront distribution in front of an API and a site. Its flat arguments suit programs in any language. In TypeScript,
 * its three components have more options.
 */
export class MultiOriginSite extends pulumi.ComponentResource {
  /** `https://` and the hostname that viewers use. */
  public readonly url: pulumi.Output<string>;
  /** The distribution's ID, e.g. for invalidations. */
  public readonly distributionId: pulumi.Output<string>;
  /** The URL of the API without CloudFront. */
  public readonly apiUrl: pulumi.Output<string>;
  /** The name of the API's function. Unset with `api`. */
  public readonly apiFunctionName: pulumi.Output<string> | undefined;
  /** The name of the function's role, to attach policies to. Unset with `apiFunctionArn` or `api`. */
  public readonly apiRoleName: pulumi.Output<string> | undefined;
  /** The ID of the API key, to read its value with. Unset without an `authorizer` of kind `api-key`. */
  public readonly apiKeyId: pulumi.Output<string> | undefined;
  /** The name of the bucket with the site's files. */
  public readonly bucketName: pulumi.Output<string>;
  /** The DNS records of `domainName` and `apiDomainName`. Empty without them. */
  public readonly dnsRecords: pulumi.Output<DnsRecord[]>;

  constructor(name: string, args: MultiOriginSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    rejectArguments("MultiOriginSite", checkMultiOriginSite(args));
    // ApiOrigin reports these problems too, but only after this component is registered.
    rejectArguments(
      "MultiOriginSite",
      args.api === undefined ? underSite(problemsOf(bundleAll(apiOriginArgs(args)))) : [],
    );
    super("multi-origin:index:MultiOriginSite", name, {}, opts);

    const child = { parent: this };
    const api = createApi(`${name}-api`, args, child);
    const site = new StaticOrigin(`${name}-site`, staticOriginArgs(args), child);
    const distribution = new MultiOriginDistribution(
      `${name}-front`,
      distributionArgs(args, api.origin, site.origin),
      child,
    );
    site.grantRead(distribution.distributionArn);

    this.url = distribution.url;
    this.distributionId = distribution.distributionId;
    this.apiUrl = api.url;
    this.apiFunctionName = api.functionName;
    this.apiRoleName = api.roleName;
    this.apiKeyId = api.apiKeyId;
    this.bucketName = site.bucketName;
    this.dnsRecords = pulumi.all([distribution.dnsRecords, api.dnsRecords]).apply((records) => records.flat());
    this.registerOutputs({
      url: this.url,
      distributionId: this.distributionId,
      apiUrl: this.apiUrl,
      apiFunctionName: this.apiFunctionName,
      apiRoleName: this.apiRoleName,
      apiKeyId: this.apiKeyId,
      bucketName: this.bucketName,
      dnsRecords: this.dnsRecords,
    });
  }
}

/** The API that the component creates, or the existing one. */
function createApi(name: string, args: MultiOriginSiteArgs, opts: pulumi.ComponentResourceOptions): SiteApi {
  if (args.api === undefined) {
    return new ApiOrigin(name, apiOriginArgs(args), opts);
  }
  const { domainName, originPath = "" } = args.api;
  return {
    origin: existingApiOrigin(name, args.api),
    url: pulumi.interpolate`https://${domainName}${originPath}`,
    dnsRecords: pulumi.output([]),
    functionName: undefined,
    roleName: undefined,
    apiKeyId: undefined,
  };
}

interface SiteApi extends Pick<ApiOrigin, "origin" | "url" | "dnsRecords" | "roleName" | "apiKeyId"> {
  readonly functionName: pulumi.Output<string> | undefined;
}

export { MultiOriginSiteArgs } from "./args";
export { multiOriginSiteArguments } from "./argumentChecks";
export { checkMultiOriginSite } from "./check";
export * from "./nestedArgs";
export { apiOriginArgs, distributionArgs, staticOriginArgs } from "./parts";
