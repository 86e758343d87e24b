import { nameRefusals } from "../../../../policy-pack/cloudfront/refusals/names";
import { refusalError } from "../../../../policy-pack/cloudfront/refusals/refusal";
import { originAccessControls } from "../../../aws/cloudfront/originAccessControl";
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
import { responseHeadersPolicies } from "../../../aws/cloudfront/readers/responseHeadersPolicies";
import { AnyResourceType, PlannedResource, ResourceType, resourceType } from "../../resourceType";
import { distributionTypes, inUseError } from "../errors";
import { cloudFrontArn, cloudFrontEtag, cloudFrontId, fixedTime, uuid } from "../ids";
import { cachePolicyError, originRequestPolicyError } from "./policyErrors";

interface Named {
  readonly name: string;
}

/** A kind of policy, or an origin access control: distributions refer to it by ID and share it. */
interface PolicyKind {
  /** The name in the API's error codes. */
  readonly code: string;
  readonly pluralCode: string;
  /** The name in the API's messages. */
  readonly title: string;
  /** The quota of an account. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
  readonly quota: number;
}

const cachePolicy = { code: "CachePolicy", pluralCode: "CachePolicies", title: "cache policy", quota: 20 };
const originRequestPolicy = {
  code: "OriginRequestPolicy",
  pluralCode: "OriginRequestPolicies",
  title: "origin request policy",
  quota: 20,
};
const responseHeadersPolicy = {
  code: "ResponseHeadersPolicy",
  pluralCode: "ResponseHeadersPolicies",
  title: "response headers policy",
  quota: 20,
};
const originAccessControl = {
  code: "OriginAccessControl",
  pluralCode: "OriginAccessControls",
  title: "origin access control",
  quota: 100,
};

const nameOf = ({ name }: Named): string => name;
const id = (_: unknown, planned: PlannedResource): string => uuid(planned);

export const policyTypes = {
  [cachePolicies]: policyType<CachePolicySettings & Named>(cachePolicies, cachePolicy, {
    ...policyOf("cache-policy"),
    nameOf,
    inputError: cachePolicyError,
  }),
  [originRequestPolicies]: policyType<OriginRequestPolicySettings & Named>(originRequestPolicies, originRequestPolicy, {
    ...policyOf("origin-request-policy"),
    nameOf,
    inputError: originRequestPolicyError,
  }),
  [responseHeadersPolicies]: policyType<Named>(responseHeadersPolicies, responseHeadersPolicy, {
    ...policyOf("response-headers-policy"),
    nameOf,
  }),
  [originAccessControls]: policyType<Named>(originAccessControls, originAccessControl, {
    namedBy: "name",
    id: cloudFrontId,
    outputs: (_, planned) => ({
      arn: cloudFrontArn(`origin-access-control/${planned.id}`),
      etag: cloudFrontEtag(planned),
    }),
    nameOf,
    inputError: ({ name }) => refusalError(nameRefusals, { kind: "origin access control", name }),
  }),
  [nativeCachePolicies]: policyType<NativeCachePolicy>(nativeCachePolicies, cachePolicy, {
    ...nativePolicy(),
    nameOf: ({ cachePolicyConfig }) => cachePolicyConfig.name,
    inputError: ({ cachePolicyConfig }) => cachePolicyError(cachePolicyConfig),
  }),
  [nativeOriginRequestPolicies]: policyType<NativeOriginRequestPolicy>(
    nativeOriginRequestPolicies,
    originRequestPolicy,
    {
      ...nativePolicy(),
      nameOf: ({ originRequestPolicyConfig }) => originRequestPolicyConfig.name,
      inputError: ({ originRequestPolicyConfig }) => originRequestPolicyError(originRequestPolicyConfig),
    },
  ),
};

type Definition<Inputs> = Pick<ResourceType<Inputs>, "namedBy" | "id" | "outputs">;

interface PolicyDefinition<Inputs> extends Definition<Inputs> {
  readonly nameOf: (inputs: Inputs) => string;
  readonly inputError?: (inputs: Inputs) => string | undefined;
}

function policyType<Inputs>(
  type: string,
  { code, pluralCode, title, quota }: PolicyKind,
  { nameOf: by, inputError, ...definition }: PolicyDefinition<Inputs>,
): AnyResourceType {
  return resourceType<Inputs>({
    ...definition,
    unique: { by, error: () => `${code}AlreadyExists: Another ${title} has this name already.` },
    inputError: (inputs, { account }, existing) =>
      existing === undefined && account.list(type).length >= quota
        ? `TooMany${pluralCode}: The account already has ${quota}, the most that CloudFront allows.`
        : inputError?.(inputs),
    deleteError: inUseError(
      distributionTypes,
      `${code}InUse: Cannot delete the ${title} because a distribution uses it.`,
    ),
  });
}

function policyOf(path: string): Definition<unknown> {
  return {
    namedBy: "name",
    id,
    outputs: (_, planned) => ({ arn: cloudFrontArn(`${path}/${planned.id}`), etag: cloudFrontEtag(planned) }),
  };
}

function nativePolicy(): Definition<unknown> {
  return { id, outputs: (_, planned) => ({ awsId: planned.id, lastModifiedTime: fixedTime }) };
}
