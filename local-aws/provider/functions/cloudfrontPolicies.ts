import {
  managedCachePolicies,
  managedOriginRequestPolicies,
  managedResponseHeadersPolicies,
  Selection,
} from "../../../policy-pack/cloudfront/managedPolicies";
import type { JsonObject } from "../../aws/account";
import type { OriginRequestPolicy } from "../../aws/cloudfront/distribution";
import {
  cachePolicies,
  findCachePolicy,
  findOriginRequestPolicy,
  originRequestPolicies,
} from "../../aws/cloudfront/readers/policies";
import { responseHeadersPolicies } from "../../aws/cloudfront/readers/responseHeadersPolicies";
import { AwsError } from "../awsError";
import type { AwsContext } from "../resourceType";
import { cloudFrontArn } from "../types/ids";
import { ProviderFunction } from "./providerFunction";

/** A kind of policy that a function finds by its ID or name. */
interface PolicyKind {
  /** The name in messages. */
  readonly title: string;
  /** The path in its ARN. */
  readonly path: string;
  readonly type: string;
  /** AWS's own policies by their IDs. */
  readonly managed: ReadonlyMap<string, { readonly name: string }>;
  readonly settings: (context: AwsContext, id: string) => JsonObject;
}

/** A policy that neither AWS manages nor the account has stays an error: the edge could not know what it forwards. */
export const cloudfrontPolicyFunctions: Readonly<Record<string, ProviderFunction>> = {
  "aws:cloudfront/getCachePolicy:getCachePolicy": find({
    title: "cache policy",
    path: "cache-policy",
    type: cachePolicies,
    managed: managedCachePolicies,
    settings: ({ account }, id) => {
      const policy = findCachePolicy(account, id);
      return policy === undefined
        ? {}
        : {
            minTtl: policy.ttl.min,
            defaultTtl: policy.ttl.default,
            maxTtl: policy.ttl.max,
            parametersInCacheKeyAndForwardedToOrigins: [
              {
                enableAcceptEncodingBrotli: policy.brotli,
                enableAcceptEncodingGzip: policy.gzip,
                ...forwarded(policy),
              },
            ],
          };
    },
  }),
  "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": find({
    title: "origin request policy",
    path: "origin-request-policy",
    type: originRequestPolicies,
    managed: managedOriginRequestPolicies,
    settings: ({ account }, id) => {
      const policy = findOriginRequestPolicy(account, id);
      return policy === undefined ? {} : forwarded(policy);
    },
  }),
  "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": find({
    title: "response headers policy",
    path: "response-headers-policy",
    type: responseHeadersPolicies,
    managed: managedResponseHeadersPolicies,
    settings: () => ({}),
  }),
};

/** The names of managed policies have a prefix in the API, which the table leaves out. */
const prefix = "Managed-";

function find({ title, path, type, managed, settings }: PolicyKind): ProviderFunction {
  return ({ id, name }, context) => {
    const policies = [
      ...[...managed].map(([managedId, policy]) => ({ id: managedId, name: `${prefix}${policy.name}` })),
      ...context.account.list(type).map((stored) => ({ id: stored.id, name: stored.outputs.name })),
    ];
    const found = policies.find((policy) => (id === undefined ? policy.name === name : policy.id === id));
    if (found === undefined) {
      throw new AwsError(
        `There is no ${title} with the ${id === undefined ? "name" : "ID"} ${JSON.stringify(id ?? name)} in this account. ` +
          `AWS's own policies are ${[...managed.values()].map((policy) => prefix + policy.name).join(", ")}. ` +
          "Create another one in the program.",
      );
    }
    return {
      ...found,
      arn: cloudFrontArn(`${path}/${found.id}`),
      etag: "E1LOCAL",
      comment: "",
      ...settings(context, found.id),
    };
  };
}

function forwarded({ headers, cookies, queryStrings }: OriginRequestPolicy): JsonObject {
  return {
    headersConfigs: [configOf("header", "headers", headers, "allViewer")],
    cookiesConfigs: [configOf("cookie", "cookies", cookies)],
    queryStringsConfigs: [configOf("queryString", "queryStrings", queryStrings)],
  };
}

function configOf(kind: string, plural: string, selection: Selection, all = "all"): JsonObject {
  const behaviors = { none: "none", all, only: "whitelist", allExcept: "allExcept" };
  return {
    [`${kind}Behavior`]: behaviors[selection.kind],
    [plural]: "names" in selection ? [{ items: [...selection.names] }] : [],
  };
}
