import * as pulumi from "@pulumi/pulumi";
import { join } from "node:path";
import {
  ApiGatewayOrigin,
  ApiOrigin,
  checkAll,
  CustomOrigin,
  MultiOriginDistribution,
  MultiOriginDistributionArgs,
  S3Origin,
  StaticOrigin,
} from "pulumi-multi-origin";

/** One domain name for a site, an API and an existing shop. */
export = () => {
  const config = new pulumi.Config();

  const apiArgs = { entry: join(__dirname, "api", "hello.ts"), originVerify: {} };
  const siteArgs = { directory: join(__dirname, "site"), forceDestroy: true };
  const shop: CustomOrigin = { kind: "custom", name: "shop", domainName: config.require("shopHost") };
  const frontArgs = (api: ApiGatewayOrigin, site: S3Origin): MultiOriginDistributionArgs => ({
    defaultRoute: { origin: site, notFoundPage: "/404.html" },
    routes: [
      { paths: ["/api", "/api/*"], origin: api },
      { paths: ["/shop", "/shop/*"], origin: shop },
    ],
  });
  // Reports the mistakes in all components together, before anything is created.
  checkAll((check) => {
    check.distribution("front", frontArgs(check.api("api", apiArgs), check.site("site", siteArgs)));
  });

  const api = new ApiOrigin("api", apiArgs);
  const site = new StaticOrigin("site", siteArgs);
  const front = new MultiOriginDistribution("front", frontArgs(api.origin, site.origin));
  site.grantRead(front.distributionArn);

  return { url: front.url, apiUrl: api.url };
};
