import * as dynamodb from "@pulumi/aws/dynamodb";
import * as pulumi from "@pulumi/pulumi";
import { join } from "node:path";
import {
  ApiGatewayOrigin,
  ApiOrigin,
  ApiOriginArgs,
  checkAll,
  MultiOriginDistribution,
  MultiOriginDistributionArgs,
  S3Origin,
  StaticOrigin,
} from "pulumi-multi-origin";
import { keys } from "./api/keys";

/** One domain name for a site and an API, which stores the orders of signed-in customers in a table. */
export = () => {
  const config = new pulumi.Config();

  const table = new dynamodb.Table("orders", {
    billingMode: "PAY_PER_REQUEST",
    ...keys,
    attributes: Object.values(keys).map((name) => ({ name, type: "S" })),
    pointInTimeRecovery: { enabled: true },
  });

  const apiArgs: ApiOriginArgs = {
    entry: join(__dirname, "api", "index.ts"),
    environment: { TABLE_NAME: table.name },
    policies: [{ Effect: "Allow", Action: ["dynamodb:PutItem", "dynamodb:Query"], Resource: table.arn }],
    authorizer: { kind: "jwt", issuer: config.require("issuer"), audience: [config.require("audience")] },
  };
  const siteArgs = { directory: join(__dirname, "dist"), forceDestroy: true };
  const frontArgs = (api: ApiGatewayOrigin, site: S3Origin): MultiOriginDistributionArgs => ({
    defaultRoute: { origin: site, notFoundPage: "/404.html" },
    routes: [{ paths: ["/api", "/api/*"], origin: api }],
  });
  // Reports the mistakes in all components together.
  checkAll((check) => {
    check.distribution("front", frontArgs(check.api("api", apiArgs), check.site("site", siteArgs)));
  });

  const api = new ApiOrigin("api", apiArgs);
  const site = new StaticOrigin("site", siteArgs);
  const front = new MultiOriginDistribution("front", frontArgs(api.origin, site.origin));
  site.grantRead(front.distributionArn);

  return { url: front.url, tableName: table.name };
};
