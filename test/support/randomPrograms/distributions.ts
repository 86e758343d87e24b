import fc from "fast-check";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { managedCachePolicies, managedOriginRequestPolicies } from "../../../policy-pack/cloudfront/managedPolicies";
import { Resource } from "../../../policy-pack/program/resource";
import { behaviorWith, Kind, legacy, programOf, putKinds, Settings, toResource } from "../agreement";
import { Described, propertiesFor, Shape, shapes, typeOf } from "../shapes";

export const account = new Account();
export const kinds = putKinds(account);
export const program = programOf(account);

/** A random distribution and the policies of its program. */
export interface Sample {
  readonly shape: Shape;
  readonly described: Described;
  readonly kindOf: ReadonlyMap<string, Kind>;
  readonly policies: readonly Policy[];
}

export interface Policy {
  readonly type: string;
  readonly id: string;
  readonly outputs: JsonObject;
}

const names = fc.uniqueArray(
  fc
    .constantFrom("Host", "Accept", "Origin", "X-Forwarded-Host", "Hosts", "Authorization")
    .chain((name) => fc.mixedCase(fc.constant(name))),
  { minLength: 1, maxLength: 4, selector: (name) => name.toLowerCase() },
);

interface Headers {
  readonly kind: string;
  readonly names: readonly string[];
}

function headersOf(...kindsOfHeaders: string[]): fc.Arbitrary<Headers> {
  return fc.record({ kind: fc.constantFrom(...kindsOfHeaders), names });
}

let policyCount = 0;

function policy(kind: "Cache" | "OriginRequest", provider: "aws" | "aws-native", headers: Headers): Policy {
  const lists = ["whitelist", "allExcept"].includes(headers.kind);
  const listed = provider === "aws" ? { items: [...headers.names] } : [...headers.names];
  const settings = {
    headersConfig: { headerBehavior: headers.kind, ...(lists ? { headers: listed } : {}) },
    cookiesConfig: { cookieBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "none" },
  };
  const config =
    kind === "Cache"
      ? { minTtl: 0, defaultTtl: 0, maxTtl: 1, parametersInCacheKeyAndForwardedToOrigin: settings }
      : settings;
  const name = kind.charAt(0).toLowerCase() + kind.slice(1);
  policyCount += 1;
  return provider === "aws"
    ? { type: `aws:cloudfront/${name}Policy:${kind}Policy`, id: `policy-${policyCount}`, outputs: config }
    : {
        type: `aws-native:cloudfront:${kind}Policy`,
        id: `policy-${policyCount}`,
        outputs: { [`${name}PolicyConfig`]: config },
      };
}

interface Chosen {
  readonly settings: Settings;
  readonly policies: readonly Policy[];
}

type PolicyChoice = { readonly id: string } | { readonly headers: Headers; readonly provider: "aws" | "aws-native" };

function choice(managed: Iterable<string>, ...kindsOfHeaders: string[]): fc.Arbitrary<PolicyChoice> {
  return fc.oneof(
    fc.record({ id: fc.constantFrom(...managed) }),
    fc.record({
      headers: headersOf(...kindsOfHeaders),
      provider: fc.constantFrom("aws" as const, "aws-native" as const),
    }),
  );
}

const cacheChoice = choice(managedCachePolicies.keys(), "none", "whitelist");
const requestChoice = choice(
  managedOriginRequestPolicies.keys(),
  "none",
  "whitelist",
  "allViewer",
  "allViewerAndWhitelistCloudFront",
  "allExcept",
);

const byPolicies = fc
  .record({ cache: cacheChoice, request: fc.option(requestChoice, { nil: undefined }) })
  .map(({ cache, request }): Chosen => {
    const chosen = [toPolicy("Cache", cache), ...(request === undefined ? [] : [toPolicy("OriginRequest", request)])];
    const [cachePolicyId = "", originRequestPolicyId] = chosen.map(({ id }) => id);
    return {
      settings: { cachePolicyId, ...(originRequestPolicyId === undefined ? {} : { originRequestPolicyId }) },
      policies: chosen.filter((one): one is Policy => "type" in one),
    };
  });

function toPolicy(kind: "Cache" | "OriginRequest", chosen: PolicyChoice): Policy | { readonly id: string } {
  return "id" in chosen ? chosen : policy(kind, chosen.provider, chosen.headers);
}

const byLegacy = fc
  .oneof(names, fc.constant([]), fc.constant(["*"]))
  .map((headers): Chosen => ({ settings: legacy(...headers), policies: [] }));

const settingsFor = (shape: Shape): fc.Arbitrary<Chosen> =>
  shape === "multitenant" ? byPolicies : fc.oneof({ weight: 2, arbitrary: byPolicies }, byLegacy);

const pattern = fc
  .array(fc.constantFrom("a", "b", "A", ".", "-", "~", "$", "/", "*", "?", "api", "/x/"), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(""));

const sampleOf = (withGroups: boolean): fc.Arbitrary<Sample> =>
  fc
    .record({
      shape: fc.constantFrom(...shapes),
      origins: fc.array(fc.constantFrom(...kinds), { minLength: withGroups ? 2 : 1, maxLength: 4 }),
      patterns: fc.uniqueArray(pattern, { maxLength: 3 }),
    })
    .chain(({ shape, origins, patterns }) =>
      fc
        .tuple(
          ...["*", ...patterns].map(() =>
            fc.record({ target: fc.nat(origins.length - 1), chosen: settingsFor(shape) }),
          ),
        )
        .map((behaviors) => {
          const ids = origins.map((_, index) => `o${index}`);
          const [first, ...ordered] = behaviors.map(({ target, chosen }) =>
            behaviorWith(withGroups ? "group" : (ids[target] ?? ""), chosen.settings),
          );
          const described: Described = {
            aliases: [],
            origins: origins.map(({ origin }, index) => ({ originId: ids[index] ?? "", ...origin })),
            defaultCacheBehavior: first ?? behaviorWith("", {}),
            orderedCacheBehaviors: ordered.map((behavior, at) => ({ ...behavior, pathPattern: patterns[at] ?? "" })),
            ...(withGroups
              ? {
                  originGroups: [
                    {
                      originId: "group",
                      failoverCriteria: { statusCodes: [500] },
                      members: ids.slice(0, 2).map((originId) => ({ originId })),
                    },
                  ],
                }
              : {}),
          };
          return {
            shape,
            described,
            kindOf: new Map(ids.map((id, index) => [id, origins[index] ?? { name: "", origin: { domainName: "" } }])),
            policies: behaviors.flatMap(({ chosen }) => chosen.policies),
          };
        }),
    );

export const plain = sampleOf(false);
export const grouped = sampleOf(true);

export function resourcesOf({ policies }: Sample): Resource[] {
  return [...program, ...policies.map(({ type, id, outputs }) => toResource(type, id, outputs))];
}

/** The sample in a counterexample, without the shared resources. */
export function show({ shape, described, policies }: Sample): string {
  return JSON.stringify({ type: typeOf[shape], ...propertiesFor(shape, described), policies });
}
