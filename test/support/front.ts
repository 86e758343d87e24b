import {
  ApiGatewayOrigin,
  CustomOrigin,
  MultiOriginDistribution,
  MultiOriginDistributionArgs,
  S3Origin,
} from "../../components/index";
import { resourcesOf, MockResource, only } from "./mocks";

export const api: ApiGatewayOrigin = {
  kind: "api-gateway",
  name: "api",
  domainName: "abc.execute-api.eu-west-1.amazonaws.com",
  originPath: "/prod",
};
export const site: S3Origin = {
  kind: "s3",
  name: "site",
  domainName: "bucket.s3.eu-west-1.amazonaws.com",
  originAccessControlId: "E1",
  files: ["index.html", "404.html", "docs/index.html", "docs/a b.txt", "LICENSE"],
};
export const shop: CustomOrigin = { kind: "custom", name: "shop", domainName: "shop.example.net" };

/** The site as the default route, and a route to the API. */
export const siteFirst: MultiOriginDistributionArgs = {
  defaultRoute: { origin: site },
  routes: [{ paths: ["/api", "/api/*"], origin: api }],
};

export function deployFront(args: MultiOriginDistributionArgs): Promise<MockResource[]> {
  return resourcesOf(() => new MultiOriginDistribution("front", args));
}

/** The inputs of the component's distribution. */
export async function distributionOf(args: MultiOriginDistributionArgs): Promise<Record<string, unknown>> {
  return only(await deployFront(args), "aws:cloudfront/distribution:Distribution");
}

/** The inputs of the resource with a name. */
export function named(list: readonly MockResource[], name: string): Record<string, unknown> {
  const found = list.find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(`no ${name} among ${list.map((resource) => resource.name).join(", ")}`);
  }
  return found.inputs;
}
