import { Properties } from "../../../policy-pack/program/readValue";
import { CorrectPrograms, custom, forApi, httpApi, httpHost, only, resource, site } from "./parts";
import { output } from "../declared";

const api = custom("api", httpHost());
const pages = { customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }] };
const lambdaAt = (eventType: string): Properties => ({
  lambdaFunctionAssociations: [{ eventType, lambdaArn: "arn:aws:lambda:us-east-1:123456789012:function:edge:1" }],
});

/** Cached responses, error pages and root objects. */
export const correctResponses: CorrectPrograms = {
  "Authorization in the cache key, and cookies that the API ignores": [
    ...httpApi(),
    resource("aws:cloudfront/cachePolicy:CachePolicy", "policy", {
      minTtl: 0,
      defaultTtl: 60,
      maxTtl: 300,
      parametersInCacheKeyAndForwardedToOrigin: {
        headersConfig: { headerBehavior: "whitelist", headers: { items: ["Authorization"] } },
        cookiesConfig: { cookieBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "all" },
      },
    }),
    site(api, { cachePolicyId: output("policy", "id") }),
  ],
  "error pages of the site, and Lambda@Edge that selects a bucket in place of the API": [
    ...httpApi(),
    only(api, forApi("api", lambdaAt("origin-request")), pages),
  ],
  "error pages of the site, and Lambda@Edge that changes the status of the API's errors": [
    ...httpApi(),
    site(api, lambdaAt("origin-response"), pages),
  ],
  "root object that the API has a route for": [
    ...httpApi(),
    resource("aws:apigatewayv2/route:Route", "page", { apiId: output("orders", "id"), routeKey: "GET /index.html" }),
    only(api, forApi("api"), { defaultRootObject: "index.html" }),
  ],
};
