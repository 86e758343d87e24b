import * as aws from "@pulumi/aws";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { aliasRecords } from "../aliasRecords";
import { Behavior, cacheBehavior, checkBehavior } from "./cacheBehavior";
import { validatedCertificate } from "../certificate";
import { Origin } from "../origin";
import { checkPathPattern } from "./pathPattern";
import { problem, Problem, refuse } from "../problems";

/** Which paths go to which origin, and how. */
export type Route = Behavior & {
  /**
   * Path patterns, e.g. `["/api", "/api/*"]` (`/api/*` does not match `/api`). Case-sensitive; `*` also matches slashes.
   * The path reaches the origin as it is: `/api` is not stripped.
   */
  readonly paths: readonly string[];
};

/** The name viewers use. */
export interface Domain {
  /** Fully qualified, without a trailing dot. */
  readonly name: string;
  /** The public hosted zone that answers for `name`. */
  readonly hostedZoneId: pulumi.Input<string>;
}

export interface MultiOriginDistributionArgs {
  /** What answers where no route matches. */
  readonly defaultRoute: Behavior;
  /** The first route that matches wins. */
  readonly routes: readonly Route[];
  /** A name of your own, with certificate (us-east-1) and A, AAAA and HTTPS records. @default the distribution's own name */
  readonly domain?: Domain;
  /** Which edge locations serve: `PriceClass_100`, `PriceClass_200` or `PriceClass_All`. @default "PriceClass_All" */
  readonly priceClass?: string;
  /** ARN of a WAF web ACL of scope CLOUDFRONT. @default none */
  readonly webAclArn?: pulumi.Input<string>;
}

type DistributionArgs = cloudfront.DistributionArgs;
type OriginArgs = aws.types.input.cloudfront.DistributionOrigin;

/** Problems of the arguments that can be known before anything is created. */
export function checkMultiOriginDistribution(args: MultiOriginDistributionArgs, path = ""): Problem[] {
  const seen = new Set<string>();
  const checkPath = (pattern: string, where: string): Problem[] => {
    const duplicate = seen.has(pattern);
    seen.add(pattern);
    return duplicate
      ? [problem(where, pattern, "leave it out: an earlier route has the same pattern")]
      : checkPathPattern(pattern, where);
  };
  return [
    ...checkBehavior(args.defaultRoute, `${path}defaultRoute.`),
    ...args.routes.flatMap((route, index) => [
      ...route.paths.flatMap((pattern, at) => checkPath(pattern, `${path}routes[${index}].paths[${at}]`)),
      ...checkBehavior(route, `${path}routes[${index}].`),
    ]),
  ];
}

/** One CloudFront distribution in front of several origins, chosen by path. */
export class MultiOriginDistribution extends pulumi.ComponentResource {
  /** `https://` and the name viewers use. */
  public readonly url: pulumi.Output<string>;
  public readonly distributionId: pulumi.Output<string>;
  public readonly distributionArn: pulumi.Output<string>;

  constructor(
    private readonly resourceName: string,
    args: MultiOriginDistributionArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    refuse("MultiOriginDistribution", checkMultiOriginDistribution(args));
    super("multi-origin:index:MultiOriginDistribution", resourceName, {}, opts);

    const distribution = this.createDistribution(args);
    if (args.domain !== undefined) {
      this.pointDns(args.domain, distribution);
    }
    this.url = pulumi.interpolate`https://${args.domain?.name ?? distribution.domainName}`;
    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.registerOutputs({
      url: this.url,
      distributionId: this.distributionId,
      distributionArn: this.distributionArn,
    });
  }

  private createDistribution(args: MultiOriginDistributionArgs): cloudfront.Distribution {
    const origins = distinctOrigins([args.defaultRoute, ...args.routes]);
    return new cloudfront.Distribution(
      `${this.resourceName}-distribution`,
      {
        enabled: true,
        isIpv6Enabled: true,
        httpVersion: "http2and3",
        priceClass: args.priceClass ?? "PriceClass_All",
        ...(args.webAclArn === undefined ? {} : { webAclId: args.webAclArn }),
        ...this.viewerNames(args.domain),
        // The root object would also be asked of an API, as `/index.html`.
        ...(args.defaultRoute.origin.kind === "s3" ? { defaultRootObject: "index.html" } : {}),
        origins: origins.map(originArgs),
        defaultCacheBehavior: cacheBehavior(args.defaultRoute),
        orderedCacheBehaviors: args.routes.flatMap((route) =>
          route.paths.map((pathPattern) => ({ pathPattern, ...cacheBehavior(route) })),
        ),
        restrictions: { geoRestriction: { restrictionType: "none" } },
      },
      { parent: this, dependsOn: origins.flatMap((origin) => [...(origin.dependsOn ?? [])]) },
    );
  }

  private viewerNames(domain: Domain | undefined): Pick<DistributionArgs, "aliases" | "viewerCertificate"> {
    if (domain === undefined) {
      return { viewerCertificate: { cloudfrontDefaultCertificate: true } };
    }
    // CloudFront takes viewer certificates from us-east-1 alone:
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
    const certificateArn = validatedCertificate(
      this.resourceName,
      { domainName: domain.name, hostedZoneId: domain.hostedZoneId, region: "us-east-1" },
      { parent: this },
    );
    return {
      aliases: [domain.name],
      viewerCertificate: {
        acmCertificateArn: certificateArn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
    };
  }

  private pointDns(domain: Domain, distribution: cloudfront.Distribution): void {
    aliasRecords(
      `${this.resourceName}-alias`,
      {
        hostedZoneId: domain.hostedZoneId,
        recordName: domain.name,
        target: { name: distribution.domainName, zoneId: distribution.hostedZoneId },
        types: ["A", "AAAA", "HTTPS"],
      },
      { parent: this },
    );
  }
}

function distinctOrigins(behaviors: readonly Behavior[]): Origin[] {
  return [...new Map(behaviors.map(({ origin }): [string, Origin] => [origin.name, origin])).values()];
}

function originArgs(origin: Origin): OriginArgs {
  const address = { originId: origin.name, domainName: origin.domainName };
  switch (origin.kind) {
    case "s3":
      return { ...address, originAccessControlId: origin.originAccessControlId };
    case "custom":
    case "api-gateway":
      return {
        ...address,
        ...(origin.originPath === undefined ? {} : { originPath: origin.originPath }),
        // API Gateway speaks HTTPS alone, from TLS 1.2 on.
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      };
  }
}
