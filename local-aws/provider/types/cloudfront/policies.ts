import { JsonObject } from "../../../aws/account";
import {
  awsCachePolicy,
  awsOriginRequestPolicy,
  nativeCachePolicy,
  nativeOriginRequestPolicy,
} from "../../../aws/cloudfront/readers/policies";
import { Asked, Planned, ResourceType } from "../../resourceType";
import { uuid } from "../arns";
import { refusedWhileUsedBy } from "../inUse";
import { arn, distributionId, distributions, etag } from "./ids";
import { refuseCachePolicy, refuseOriginRequestPolicy } from "./policyErrors";

/** What distributions name by its id, and several may share. */
interface Kind {
  readonly type: string;
  /** The API's name of it, as its errors have it. */
  readonly name: string;
  readonly plural: string;
  readonly spoken: string;
  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
  readonly most: number;
  readonly nameOf: (inputs: JsonObject) => string;
  readonly refuse?: (inputs: JsonObject) => string | undefined;
  readonly own: Pick<ResourceType, "namedBy" | "id" | "outputs">;
}

const nameOf = ({ name }: JsonObject): string => name as string;
const id = (_: unknown, planned: Planned): string => uuid(planned);

const policy = (path: string): Kind["own"] => ({
  namedBy: "name",
  id,
  outputs: (_, planned) => ({ arn: arn(`${path}/${planned.id}`), etag: etag(planned) }),
});
const nativePolicy: Kind["own"] = {
  id,
  outputs: (_, planned) => ({ awsId: planned.id, lastModifiedTime: "2026-01-01T00:00:00Z" }),
};

const cachePolicy = {
  name: "CachePolicy",
  plural: "CachePolicies",
  spoken: "cache policy",
  most: 20,
  refuse: refuseCachePolicy,
};
const originRequestPolicy = {
  name: "OriginRequestPolicy",
  plural: "OriginRequestPolicies",
  spoken: "origin request policy",
  most: 20,
  refuse: refuseOriginRequestPolicy,
};

const kinds: readonly Kind[] = [
  { ...cachePolicy, type: awsCachePolicy, nameOf, own: policy("cache-policy") },
  { ...originRequestPolicy, type: awsOriginRequestPolicy, nameOf, own: policy("origin-request-policy") },
  {
    type: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    name: "ResponseHeadersPolicy",
    plural: "ResponseHeadersPolicies",
    spoken: "response headers policy",
    most: 20,
    nameOf,
    own: policy("response-headers-policy"),
  },
  {
    type: "aws:cloudfront/originAccessControl:OriginAccessControl",
    name: "OriginAccessControl",
    plural: "OriginAccessControls",
    spoken: "origin access control",
    most: 100,
    nameOf,
    own: { namedBy: "name", id: distributionId, outputs: (_, planned) => ({ etag: etag(planned) }) },
  },
  {
    ...cachePolicy,
    type: nativeCachePolicy,
    nameOf: ({ cachePolicyConfig }) => nameOf(cachePolicyConfig as JsonObject),
    own: nativePolicy,
  },
  {
    ...originRequestPolicy,
    type: nativeOriginRequestPolicy,
    nameOf: ({ originRequestPolicyConfig }) => nameOf(originRequestPolicyConfig as JsonObject),
    own: nativePolicy,
  },
];

export const policyTypes: Record<string, ResourceType> = Object.fromEntries(
  kinds.map((kind) => [kind.type, typeOf(kind)]),
);

function typeOf({ type, name, plural, spoken, most, nameOf: by, refuse, own }: Kind): ResourceType {
  const isFull = ({ account }: Asked): boolean => account.list(type).length >= most;
  return {
    ...own,
    unique: { by, error: () => `${name}AlreadyExists: Another ${spoken} has this name already.` },
    refuse: (inputs, asked, self) =>
      self === undefined && isFull(asked)
        ? `TooMany${plural}: The account has the most that CloudFront allows, ${most}.`
        : refuse?.(inputs),
    refuseDelete: refusedWhileUsedBy(
      distributions,
      `${name}InUse: Cannot delete the ${spoken} because a distribution uses it.`,
    ),
  };
}
