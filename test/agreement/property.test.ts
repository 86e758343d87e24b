import assert from "node:assert/strict";
import fc from "fast-check";
import { JsonObject } from "../../local-aws/aws/account";
import { CacheBehavior } from "../../local-aws/aws/cloudfront/distribution";
import { chooseBehavior } from "../../local-aws/edge/cloudfront/pathPattern";
import { indexWithoutProgram, indexProgram, PackConfig } from "../../policy-pack/program/programIndex";
import { Unknown } from "../../policy-pack/program/maybe";
import { Distribution } from "../../policy-pack/cloudfront/model";
import { Resource } from "../../policy-pack/program/resource";
import { cachePolicyReaders } from "../../policy-pack/cloudfront/readers/policies";
import { rules } from "../../policy-pack/rules";
import { apiGatewayOriginHostHeader } from "../../policy-pack/rules/apiGatewayOriginHostHeader";
import { lambdaUrlOriginHostHeader } from "../../policy-pack/rules/lambdaUrlOriginHostHeader";
import { s3OriginHostHeader } from "../../policy-pack/rules/s3OriginHostHeader";
import { routeDistribution } from "../../policy-pack/rules/routedDistribution";
import { put } from "../support/account";
import { describedAs, read, statusOf, toResource, verdict } from "../support/agreement";
import { serving } from "../support/edge";
import { ask } from "../support/https";
import { deploy, propertiesFor, shapes, typeOf } from "../support/shapes";
import { account, grouped, plain, program, resourcesOf, Sample, show } from "../support/randomDistributions";

/** The account holds a sample for as long as it is asked. */
async function deployed<R>({ shape, described, policies }: Sample, use: (host: string) => Promise<R>): Promise<R> {
  for (const { type, id, outputs } of policies) {
    put(account, type, outputs, { id });
  }
  made += 1;
  const host = shape === "multitenant" ? `m${made}.cloudfront.net` : undefined;
  const { id, domainName } = deploy(account, shape, { ...described, aliases: host === undefined ? [] : [host] });
  try {
    return await use(host ?? domainName);
  } finally {
    account.delete(typeOf[shape], id);
    for (const { type, id: policyId } of policies) {
      account.delete(type, policyId);
    }
  }
}

let made = 0;

/** Behaviors with their labels in the pack's order. */
function labelled({ described }: Sample): readonly (readonly [string, CacheBehavior, string])[] {
  const ordered = described.orderedCacheBehaviors ?? [];
  return [
    ...ordered.map((behavior) => [`cache behavior "${behavior.pathPattern}"`, behavior, behavior.pathPattern] as const),
    ["default cache behavior", described.defaultCacheBehavior, "*"],
  ];
}

/** A path that a behavior takes; none where others take all that were tried. */
function pathFor({ described }: Sample, behavior: CacheBehavior, pathPattern: string): string | undefined {
  const distribution = { id: "", arn: "", domainName: "", ...described };
  const fillings = ["", "hello.txt", "a/b", "Q", "zz/z"];
  return fillings
    .map((filling) => pathPattern.replaceAll("*", filling).replaceAll("?", "q"))
    .map((path) => (path.startsWith("/") ? path : `/${path}`))
    .find((path) => chooseBehavior(distribution, path) === behavior);
}

/** Many properties at once: each waits for the network most of its time. */
async function check(runs: number, property: () => fc.IAsyncProperty<[Sample]>): Promise<void> {
  const parallel = 25;
  const ended = await Promise.allSettled(
    Array.from({ length: parallel }, () => fc.assert(property(), { numRuns: runs / parallel })),
  );
  for (const one of ended) {
    if (one.status === "rejected") {
      throw one.reason;
    }
  }
}

/** As `assert.equal`; what it says of a sample takes longer than comparing. */
function same<T>(actual: T, expected: T, saying: () => string): void {
  if (actual !== expected) {
    assert.equal(actual, expected, saying());
  }
}

const hostRules = [apiGatewayOriginHostHeader, lambdaUrlOriginHostHeader, s3OriginHostHeader];

describe("the pack, on random distributions", () => {
  const edge = serving(account);

  it("finds the viewer's Host at an API exactly where the edge's answer fails", async () => {
    // Of requests for an API's behavior; `elsewhere` are those of the failed ones that another origin answered.
    const asked = { answered: 0, failed: 0, elsewhere: 0, shadowed: 0 };
    await check(1900, () =>
      fc.asyncProperty(plain, (sample) =>
        deployed(sample, async (host) => {
          const distribution = describedAs(sample.shape, sample.described);
          const index = indexProgram(resourcesOf(sample));
          for (const [label, behavior, pathPattern] of labelled(sample)) {
            const path = pathFor(sample, behavior, pathPattern);
            const kind = sample.kindOf.get(behavior.targetOriginId);
            const said = verdict(apiGatewayOriginHostHeader, distribution, index, label);
            if (kind?.rule !== apiGatewayOriginHostHeader.name) {
              same(said, "silent", () => `${label}, ${show(sample)}`);
              continue;
            }
            if (path === undefined) {
              asked.shadowed += 1;
              continue;
            }
            const { status, body } = await ask(edge(), host, path);
            // A request that comes back to the distribution may be answered by another behavior's origin.
            const reached = status < 400 && body.startsWith(`Hello from ${kind.origin.domainName}/`);
            asked.elsewhere += status < 400 && !reached ? 1 : 0;
            asked[reached ? "answered" : "failed"] += 1;
            same(said, reached ? "silent" : "violation", () => `${label}, ${path}: ${status}, ${show(sample)}`);
          }
        }),
      ),
    );
    assert.ok(asked.answered > 200 && asked.failed > 200, JSON.stringify(asked));
  });

  it("finds it in an origin group exactly where a member alone fails so", async () => {
    await check(100, () =>
      fc.asyncProperty(grouped, async (sample) => {
        const distribution = describedAs(sample.shape, sample.described);
        const index = indexProgram(resourcesOf(sample));
        const fails: boolean[] = [];
        for (const targetOriginId of ["o0", "o1"]) {
          const defaultCacheBehavior = { ...sample.described.defaultCacheBehavior, targetOriginId };
          const alone = { ...sample.described, defaultCacheBehavior, orderedCacheBehaviors: [], originGroups: [] };
          const status = await deployed({ ...sample, described: alone }, (host) =>
            statusOf(edge(), host, "/hello.txt"),
          );
          fails.push(sample.kindOf.get(targetOriginId)?.rule === apiGatewayOriginHostHeader.name && status >= 400);
        }
        const said = verdict(apiGatewayOriginHostHeader, distribution, index, "default cache behavior");
        same(said, fails.includes(true) ? "violation" : "silent", () => show(sample));
      }),
    );
  });
});

// No edge from here on.

/** Every place below a value: the keys that lead there. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const below =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))
      : [];
  return path.length === 0 ? below : [path, ...below];
}

function withUnknown(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || value instanceof Unknown) {
    return new Unknown("not yet");
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === key ? withUnknown(item, rest) : (item as unknown)));
  }
  const holder = value as Record<string, unknown>;
  return { ...holder, [key]: withUnknown(holder[key], rest) };
}

/** Verdicts of the behaviors, in their order; a behavior that is not read by itself has that of all which are not. */
function verdicts(sample: Sample, distribution: Distribution, resources: readonly Resource[]): string[][] {
  const indexed = indexProgram(resources);
  const read = distribution.behaviors instanceof Unknown ? [] : distribution.behaviors.map(({ label }) => label);
  return hostRules.map((rule) =>
    labelled(sample).map(([label], index) => {
      const own = read.find((one) => one === label || one === `cache behavior number ${index + 1}`);
      const together = read.find((one) => one === "ordered cache behaviors") ?? "cache behaviors";
      return verdict(rule, distribution, indexed, own ?? together);
    }),
  );
}

describe("the pack, where parts are unknown", () => {
  it("says the same of a Host, or that it can't be known", () => {
    const seeds = fc.array(fc.nat(9999), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.oneof(plain, grouped), seeds, (sample, at) => {
        const { shape, described } = sample;
        const props = propertiesFor(shape, described);
        const whole = [props, ...sample.policies.map(({ outputs }) => outputs)];
        const places = placesIn(whole).filter((path) => path.length > 1);
        const chosen = at.map((part) => places[part % places.length] ?? []);
        const [unsure, ...policies] = chosen.reduce<unknown>(withUnknown, whole) as Resource["props"][];
        const unsurePolicies = sample.policies.map(({ type, id }, index) =>
          toResource(type, id, (policies[index] ?? {}) as JsonObject),
        );
        const known = verdicts(sample, read(shape, props), resourcesOf(sample));
        const seen = verdicts(sample, read(shape, unsure ?? {}), [...program, ...unsurePolicies]);
        same(known.flat().includes("undetermined"), false, () => show(sample));
        const agrees = seen.every((ofRule, rule) =>
          ofRule.every((said, index) => said === "undetermined" || said === known[rule]?.[index]),
        );
        same(agrees, true, () => `${JSON.stringify({ chosen, known, seen })} ${show(sample)}`);
      }),
      { numRuns: 2000 },
    );
  });

  it("never throws, whatever the properties are", () => {
    const words = [
      ...new Set(
        shapes
          .flatMap((shape) => fc.sample(grouped, 20).map((sample) => propertiesFor(shape, sample.described)))
          .flatMap((props) => placesIn(props))
          .flat(),
      ),
    ];
    const key = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...words) }, fc.string());
    const value = fc.oneof(fc.jsonValue(), fc.object({ key, maxDepth: 5, maxKeys: 8 }));
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.dictionary(key, value), fc.array(value), (shape, props, others) => {
        const nested = shape === "native" ? { distributionConfig: props } : props;
        const resources = others.flatMap((outputs) =>
          [...cachePolicyReaders.keys(), ...program.map(({ type }) => type)].map((type) =>
            toResource(type, "x", Object(outputs) as JsonObject),
          ),
        );
        for (const given of [props, nested]) {
          const distribution = read(shape, given);
          for (const rule of rules) {
            rule.check(routeDistribution(distribution, indexProgram(resources)));
            rule.check(routeDistribution(distribution, indexWithoutProgram({})));
          }
        }
      }),
      { numRuns: 250 },
    );
  });

  it("finds nothing before the program has run that it does not find afterwards", () => {
    const configs = fc.record({
      apiDomainNames: fc.subarray(["edge.api.example.net", "rest.api.example.net", "www.example.net"]),
      matchingDomain: fc.constantFrom("refuse" as const, "allow" as const),
    });
    fc.assert(
      fc.property(fc.oneof(plain, grouped), configs, fc.boolean(), (sample, said, tellsPolicies) => {
        const policies = sample.policies.flatMap(({ type, id, outputs }) => {
          const reader = cachePolicyReaders.get(type);
          return reader === undefined ? [] : [[id, reader(outputs)] as const];
        });
        const all: PackConfig = { ...said, ...(tellsPolicies ? { policies: new Map(policies) } : {}) };
        const distribution = describedAs(sample.shape, sample.described);
        const found = (index: ReturnType<typeof indexProgram>) =>
          rules.flatMap((rule) =>
            rule
              .check(routeDistribution(distribution, index))
              .filter(({ kind }) => kind === "violation")
              .map(({ behavior }) => `${rule.name}: ${behavior}`),
          );
        const afterwards = found(indexProgram(resourcesOf(sample), all));
        const early = found(indexWithoutProgram(all)).filter((finding) => !afterwards.includes(finding));
        same(early.join("; "), "", () => `${JSON.stringify(said)} ${show(sample)}`);
      }),
      { numRuns: 1000 },
    );
  });
});
