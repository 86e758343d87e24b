import fc from "fast-check";
import { Account, JsonObject } from "../../local-aws/aws/account";
import { AwsError } from "../../local-aws/provider/awsError";
import { Resources } from "../../local-aws/provider/resources";
import { managedResponseHeadersPolicies } from "../../policy-pack/cloudfront/managedPolicies";
import { isObject, Properties } from "../../policy-pack/program/readValue";
import { readState, State } from "../../tools/state";
import { Declared, DeclaredResource, operate, output, Output, resolve, urnOf } from "./declared";
import { asPolicyOfAws } from "./dialects/written";
import { distributionType } from "./engine";
import { cachingDisabled } from "./programs";
import { randomPrograms } from "./randomPrograms";

/**
 * A random program whose last resource is a distribution of `aws`. It also has settings that the rules do not read. Its policies,
 * functions and access controls are resources; the outputs of other resources are literal. Undefined for another type.
 */
export const randomExistingDistributions: fc.Arbitrary<Declared | undefined> = fc
  .record({ program: randomPrograms, choose: fc.infiniteStream(fc.nat(999)) })
  .map(({ program, choose }) => {
    if (program.at(-1)?.type !== distributionType) {
      return undefined;
    }
    const references = new Map<unknown, Output>();
    return operate(program, () => false).flatMap(({ declared: { name, type }, inputs, outputs }) => {
      if (!/^aws(-native)?:cloudfront\b/.test(type)) {
        return [];
      }
      if (type === distributionType) {
        const settings = withSettings(inputs, chooser(choose));
        return [{ name, type, inputs: withReferences(settings, references) as Properties }];
      }
      references.set(outputs.awsId ?? outputs.id, output(name, "id"));
      references.set(outputs.arn ?? name, output(name, "arn"));
      return [existing({ name, type, inputs })];
    });
  });

/** A policy of `aws` that CloudFront accepts: without caching, it has no cache key. */
function existing(resource: DeclaredResource): DeclaredResource {
  if (!resource.type.endsWith("Policy")) {
    return resource;
  }
  const { type, name, inputs } = asPolicyOfAws(resource);
  return { type, name, inputs: inputs.maxTtl === 0 ? { ...inputs, maxTtl: 60 } : inputs };
}

function withReferences(value: unknown, references: ReadonlyMap<unknown, Output>): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => withReferences(item, references));
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withReferences(inner, references)]))
    : (references.get(value) ?? value);
}

/** Returns one of the values. Undefined stands for a setting that the program does not have. */
type Choose = <T>(...values: readonly T[]) => T;

function chooser(numbers: Iterator<number>): Choose {
  return <T>(...values: readonly T[]) => values[(numbers.next().value as number) % values.length] as T;
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
function withSettings(inputs: Properties, choose: Choose): Properties {
  const { origins, originGroups, defaultCacheBehavior, orderedCacheBehaviors, customErrorResponses } = inputs;
  const ids = (origins as readonly Properties[]).map(({ originId }) => originId);
  const targets = originGroups === undefined ? ids : [...ids, "group"];
  const behavior = (one: Properties): Properties => behaviorWith(one, targets, choose);
  return present({
    ...inputs,
    enabled: choose(true, true, false),
    comment: choose(undefined, "shop"),
    httpVersion: choose(undefined, "http1.1", "http2", "http2and3"),
    isIpv6Enabled: choose(undefined, true, false),
    priceClass: choose(undefined, "PriceClass_100", "PriceClass_All"),
    tags: choose(undefined, undefined, { team: "shop" }),
    loggingConfig: choose(undefined, undefined, {
      bucket: "logs.s3.amazonaws.com",
      prefix: "cdn/",
      includeCookies: true,
    }),
    restrictions: {
      geoRestriction: choose<object>(
        { restrictionType: "none" },
        { restrictionType: "whitelist", locations: ["DE", "AT"] },
        { restrictionType: "blacklist", locations: ["AQ"] },
      ),
    },
    origins: (origins as readonly Properties[]).map((origin) => originWith(origin, choose)),
    defaultCacheBehavior: behavior(defaultCacheBehavior as Properties),
    orderedCacheBehaviors: (orderedCacheBehaviors as readonly Properties[]).map(behavior),
    customErrorResponses: (customErrorResponses as readonly Properties[] | undefined)?.map((response) => ({
      ...response,
      responseCode: 404,
    })),
  });
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html */
function originWith(origin: Properties, choose: Choose): Properties {
  const { customOriginConfig, customHeaders, originAccessControlId } = origin;
  const isSigned = originAccessControlId !== undefined && customOriginConfig === undefined;
  const identity = { s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" } };
  return present({
    ...origin,
    ...(isSigned ? choose<object>({}, { originAccessControlId: undefined, ...identity }) : {}),
    customHeaders: (customHeaders as readonly Properties[] | undefined)?.map(({ name }) => ({ name, value: "secret" })),
    connectionAttempts: choose(undefined, undefined, 2, 3),
    connectionTimeout: choose(undefined, undefined, 5, 10),
    originShield: choose<object | undefined>(
      undefined,
      undefined,
      { enabled: true, originShieldRegion: "eu-west-1" },
      { enabled: false },
    ),
    responseCompletionTimeout: choose(undefined, undefined, 100),
    customOriginConfig:
      customOriginConfig === undefined
        ? undefined
        : present({
            httpPort: 80,
            ...customOriginConfig,
            originReadTimeout: choose(undefined, undefined, 30, 60),
            originKeepaliveTimeout: choose(undefined, undefined, 5, 20),
          }),
  });
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html */
function behaviorWith(behavior: Properties, targets: readonly unknown[], choose: Choose): Properties {
  const { forwardedValues, targetOriginId, cachePolicyId } = behavior;
  const allowedMethods = targetOriginId === "group" ? ["GET", "HEAD"] : (behavior.allowedMethods as readonly string[]);
  const hasOptions = allowedMethods.includes("OPTIONS");
  return present({
    ...behavior,
    allowedMethods,
    targetOriginId: targets.includes(targetOriginId) ? targetOriginId : targets[0],
    cachePolicyId:
      forwardedValues === undefined ? (cachePolicyId === unknownPolicy ? cachingDisabled : cachePolicyId) : undefined,
    cachedMethods: hasOptions ? choose(["GET", "HEAD"], ["GET", "HEAD", "OPTIONS"]) : ["GET", "HEAD"],
    compress: choose(undefined, true, false),
    responseHeadersPolicyId: choose(undefined, undefined, ...managedResponseHeadersPolicies.keys()),
    trustedKeyGroups: choose(...Array.from({ length: 60 }, () => undefined), ["group"]),
    realtimeLogConfigArn: choose(undefined, undefined, undefined, undefined, realtimeLogs),
    smoothStreaming: choose(undefined, undefined, false),
    forwardedValues:
      forwardedValues === undefined
        ? undefined
        : {
            ...forwardedValues,
            ...choose<object>({}, {}, { cookies: { forward: "whitelist", whitelistedNames: ["session"] } }),
            ...choose<object>({}, {}, { queryString: true, queryStringCacheKeys: ["page"] }),
          },
  });
}

/** The ID of a policy of another stack. */
const unknownPolicy = "11111111-2222-3333-4444-555555555555";

const realtimeLogs = "arn:aws:cloudfront::123456789012:realtime-log-config/shop";

function present(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** Creates the resources in an account, as the provider does. @returns the error of AWS, if it rejects one */
export function createIn(account: Account, program: Declared): string | undefined {
  const resources = new Resources(account, () => "us-east-1", "nested");
  const created = new Map<string, JsonObject>();
  for (const declared of program) {
    const { type, name } = declared;
    const valueOf = ({ sources, compute }: Output): unknown =>
      compute(...sources.map(([source, property]) => created.get(source)?.[property]));
    const inputs = resolve(declared.inputs, valueOf) as JsonObject;
    // Names are unique in an account.
    const named = "name" in inputs ? { ...inputs, name } : inputs;
    try {
      created.set(name, resources.create(type, resources.check(type, named, {}, name), urnOf(declared)).outputs);
    } catch (error) {
      if (!(error instanceof AwsError)) {
        throw error;
      }
      return error.message;
    }
  }
  return undefined;
}

/** The resources of an account as a stack that has created them. */
export function stateOfAccount(account: Account): State {
  const resources = account
    .all()
    .map(({ urn, type, id, inputs, outputs }) => ({ urn, type, id, custom: true, inputs, outputs }));
  return readState({ version: 3, deployment: { resources } });
}
