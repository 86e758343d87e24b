import * as pulumi from "@pulumi/pulumi";
import { join } from "node:path";
import { ApiOrigin, CustomOrigin, MultiOriginDistribution, StaticOrigin } from "pulumi-multi-origin";

/** One domain name for a site, an API and an existing shop. */
export = () => {
  const config = new pulumi.Config();

  const api = new ApiOrigin("api", { entry: join(__dirname, "api", "hello.ts"), originVerify: {} });
  const site = new StaticOrigin("site", { directory: join(__dirname, "site"), forceDestroy: true });
  const shop: CustomOrigin = { kind: "custom", name: "shop", domainName: config.require("shopHost") };

  const front = new MultiOriginDistribution("front", {
    defaultRoute: { origin: site.origin, notFoundPage: "/404.html" },
    routes: [
      { paths: ["/api", "/api/*"], origin: api.origin },
      { paths: ["/shop", "/shop/*"], origin: shop },
    ],
  });
  site.grantRead(front.distributionArn);

  return { url: front.url, apiUrl: api.url };
};
