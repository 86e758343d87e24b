import { Unknown } from "../../../policy-pack/program/maybe";
import { errorPagesMaskApi } from "../../../policy-pack/rules/errorPagesMaskApi";
import { Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const weakness = [["weakness", apiBehavior]] as const;
const cachePolicy = (ttl: Properties) => [
  resource("aws:cloudfront/cachePolicy:CachePolicy", "cached", {
    id: "cached",
    minTtl: 0,
    defaultTtl: 0,
    maxTtl: 60,
    parametersInCacheKeyAndForwardedToOrigin: {
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
    },
    ...ttl,
  }),
];
const cached = (errors?: unknown, origin: Properties = {}) =>
  api({ cachePolicyId: "cached" }, origin, errors === undefined ? {} : { customErrorResponses: errors });

describeRule(errorPagesMaskApi, [
  {
    title: "an API that decides what is cached, whose 404 responses are cached too",
    props: cached(),
    resources: cachePolicy({}),
    findings: weakness,
    message: /404 and 5xx responses for 10 s.*errorCachingMinTtl: 0/,
  },
  {
    title: "a function URL that decides what is cached",
    props: cached(undefined, { domainName: "abc.lambda-url.eu-west-1.on.aws" }),
    resources: cachePolicy({}),
    findings: weakness,
  },
  {
    title: "a time of 0 for 404 responses",
    props: cached([{ errorCode: 404, errorCachingMinTtl: 0 }]),
    resources: cachePolicy({}),
    findings: [],
  },
  {
    title: "a time for another error only",
    props: cached([{ errorCode: 500, errorCachingMinTtl: 0 }]),
    resources: cachePolicy({}),
    findings: weakness,
  },
  {
    title: "a default TTL that caches every response for longer",
    props: cached(),
    resources: cachePolicy({ defaultTtl: 300 }),
    findings: [],
  },
  { title: "a maximum TTL of 0", props: cached(), resources: cachePolicy({ maxTtl: 0 }), findings: [] },
  { title: "CachingDisabled", findings: [] },
  { title: "an unknown TTL", props: cached(), resources: cachePolicy({ defaultTtl: new Unknown("x") }), findings: [] },
  {
    title: "another server",
    props: cached(undefined, { domainName: "lb.example.com" }),
    resources: cachePolicy({}),
    findings: [],
  },
]);
