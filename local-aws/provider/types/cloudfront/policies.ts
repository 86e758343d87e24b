import {
  cachePolicies,
  CachePolicySettings,
  nativeCachePolicies,
  NativeCachePolicy,
  nativeOriginRequestPolicies,
  NativeOriginRequestPolicy,
  originRequestPolicies,
  OriginRequestPolicySettings,
} from "../../../aws/cloudfront/readers/policies";
import { originAccessControls } from "../../../aws/cloudfront/originAccessControl";
import { responseHeadersPolicies } from "../../../aws/cloudfront/readers/responseHeadersPolicies";
import { Asked, Planned, ResourceType, typesOf } from "../../resourceType";
import { uuid } from "../arns";
import { refusedWhileUsedBy } from "../inUse";
import { arn, distributionId, distributions, etag } from "./ids";
import { refuseCachePolicy, refuseOriginRequestPolicy } from "./policyErrors";

/** What distributions name by its id, and several may share. */
interface Kind<Inputs> {
  readonly type: string;
  /** The API's name of it, as its errors have it. */
  readonly name: string;
  readonly plural: string;
  readonly spoken: string;
  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
  readonly most: number;
  readonly nameOf: (inputs: Inputs) => string;
  readonly refuse?: (inputs: Inputs) => string | undefined;
  readonly own: Own;
}

type Own = Pick<ResourceType<unknown>, "namedBy" | "id" | "outputs">;

interface Named {
  readonly name: string;
}

const nameOf = ({ name }: Named): string => name;
const id = (_: unknown, planned: Planned): string => uuid(planned);

const policy = (path: string): Own => ({
  namedBy: "name",
  id,
  outputs: (_, planned) => ({ arn: arn(`${path}/${planned.id}`), etag: etag(planned) }),
});
const nativePolicy: Own = {
  id,
  outputs: (_, planned) => ({ awsId: planned.id, lastModifiedTime: "2026-01-01T00:00:00Z" }),
};

const cachePolicy = { name: "CachePolicy", plural: "CachePolicies", spoken: "cache policy", most: 20 };
const originRequestPolicy = {
  name: "OriginRequestPolicy",
  plural: "OriginRequestPolicies",
  spoken: "origin request policy",
  most: 20,
};

export const policyTypes: Record<string, ResourceType> = {
  ...typeOf<CachePolicySettings & Named>({
    ...cachePolicy,
    type: cachePolicies,
    nameOf,
    refuse: refuseCachePolicy,
    own: policy("cache-policy"),
  }),
  ...typeOf<OriginRequestPolicySettings & Named>({
    ...originRequestPolicy,
    type: originRequestPolicies,
    nameOf,
    refuse: refuseOriginRequestPolicy,
    own: policy("origin-request-policy"),
  }),
  ...typeOf<Named>({
    type: responseHeadersPolicies,
    name: "ResponseHeadersPolicy",
    plural: "ResponseHeadersPolicies",
    spoken: "response headers policy",
    most: 20,
    nameOf,
    own: policy("response-headers-policy"),
  }),
  ...typeOf<Named>({
    type: originAccessControls,
    name: "OriginAccessControl",
    plural: "OriginAccessControls",
    spoken: "origin access control",
    most: 100,
    nameOf,
    own: { namedBy: "name", id: distributionId, outputs: (_, planned) => ({ etag: etag(planned) }) },
  }),
  ...typeOf<NativeCachePolicy>({
    ...cachePolicy,
    type: nativeCachePolicies,
    nameOf: ({ cachePolicyConfig }) => cachePolicyConfig.name,
    refuse: ({ cachePolicyConfig }) => refuseCachePolicy(cachePolicyConfig),
    own: nativePolicy,
  }),
  ...typeOf<NativeOriginRequestPolicy>({
    ...originRequestPolicy,
    type: nativeOriginRequestPolicies,
    nameOf: ({ originRequestPolicyConfig }) => originRequestPolicyConfig.name,
    refuse: ({ originRequestPolicyConfig }) => refuseOriginRequestPolicy(originRequestPolicyConfig),
    own: nativePolicy,
  }),
};

function typeOf<Inputs>(kind: Kind<Inputs>): Record<string, ResourceType> {
  const { type, name, plural, spoken, most, nameOf: by, refuse, own } = kind;
  const isFull = ({ account }: Asked): boolean => account.list(type).length >= most;
  return typesOf<Inputs>({
    [type]: {
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
    },
  });
}
