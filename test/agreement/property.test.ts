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
import { routeDistribution } from "../../policy-pack/findings/routedDistribution";
import { put } from "../support/account";
import { describedAs, read, statusOf, toResource, verdict } from "../support/agreement";
import { serving } from "../support/edge";
import { sendRequest } from "../support/https";
import { deploy, propertiesFor, shapes, typeOf } from "../support/shapes";
import { account, grouped, plain, program, resourcesOf, Sample, show } from "../support/randomPrograms/distributions";
import { sampleOf } from "../support/sampleSize";

/** The account contains a sample only while it is in use. */
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

/** A path that a behavior matches; undefined if earlier behaviors match all candidates. */
function pathFor({ described }: Sample, behavior: CacheBehavior, pathPattern: string): string | undefined {
  const distribution = { id: "", arn: "", domainName: "", ...described };
  const replacements = ["", "hello.txt", "a/b", "Q", "zz/z"];
  return replacements
    .map((replacement) => pathPattern.replaceAll("*", replacement).replaceAll("?", "q"))
    .map((path) => (path.startsWith("/") ? path : `/${path}`))
    .find((path) => chooseBehavior(distribution, path) === behavior);
}

/** Checks properties in parallel, because each of them mostly waits for the network. */
async function check(runs: number, property: () => fc.IAsyncProperty<[Sample]>): Promise<void> {
  const parallel = 25;
  const ended = await Promise.allSettled(
    Array.from({ length: parallel }, (_, seed) =>
      fc.assert(property(), sampleOf(runs / parallel, Math.ceil(runs / parallel / 8), seed)),
    ),
  );
  for (const one of ended) {
    if (one.status === "rejected") {
      throw one.reason;
    }
  }
}

/** Like `assert.equal`, but creates the message, which is slow, only for a failure. */
function same<T>(actual: T, expected: T, message: () => string): void {
  if (actual !== expected) {
    assert.equal(actual, expected, message());
  }
}

const hostRules = [apiGatewayOriginHostHeader, lambdaUrlOriginHostHeader, s3OriginHostHeader];

describe("The pack, on random distributions,", () => {
  const edge = serving(account);

  it("reports a Host that reaches an API exactly if the edge's response fails", async () => {
    // Counts requests to the behaviors of APIs; for `elsewhere`, another origin responded.
    const seen = { answered: 0, failed: 0, elsewhere: 0, shadowed: 0 };
    await check(1900, () =>
      fc.asyncProperty(plain, (sample) =>
        deployed(sample, async (host) => {
          const distribution = describedAs(sample.shape, sample.described);
          const index = indexProgram(resourcesOf(sample));
          for (const [label, behavior, pathPattern] of labelled(sample)) {
            const path = pathFor(sample, behavior, pathPattern);
            const kind = sample.kindOf.get(behavior.targetOriginId);
            const found = verdict(apiGatewayOriginHostHeader, distribution, index, label);
            if (kind?.rule !== apiGatewayOriginHostHeader.name) {
              same(found, "silent", () => `${label}, ${show(sample)}`);
              continue;
            }
            if (path === undefined) {
              seen.shadowed += 1;
              continue;
            }
            const { status, body } = await sendRequest(edge(), host, path);
            // If a request loops back to the distribution, the origin of another behavior can respond.
            const reached = status < 400 && body.startsWith(`Hello from ${kind.origin.domainName}/`);
            seen.elsewhere += status < 400 && !reached ? 1 : 0;
            seen[reached ? "answered" : "failed"] += 1;
            same(found, reached ? "silent" : "violation", () => `${label}, ${path}: ${status}, ${show(sample)}`);
          }
        }),
      ),
    );
    assert.ok(seen.answered > 100 && seen.failed > 100, JSON.stringify(seen));
  });

  it("reports a Host that reaches an origin group exactly if one of its members fails", async () => {
    await check(100, () =>
      fc.asyncProperty(grouped, async (sample) => {
        const distribution = describedAs(sample.shape, sample.described);
        const index = indexProgram(resourcesOf(sample));
        const fails: boolean[] = [];
        for (const targetOriginId of ["o0", "o1"]) {
          const defaultCacheBehavior = { ...sample.described.defaultCacheBehavior, targetOriginId };
          const single = { ...sample.described, defaultCacheBehavior, orderedCacheBehaviors: [], originGroups: [] };
          const status = await deployed({ ...sample, described: single }, (host) =>
            statusOf(edge(), host, "/hello.txt"),
          );
          fails.push(sample.kindOf.get(targetOriginId)?.rule === apiGatewayOriginHostHeader.name && status >= 400);
        }
        const found = verdict(apiGatewayOriginHostHeader, distribution, index, "default cache behavior");
        same(found, fails.includes(true) ? "violation" : "silent", () => show(sample));
      }),
    );
  });
});

/** The paths of all values inside a value. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const below =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))
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

/** The verdicts in the order of the behaviors. Behaviors that are unknown together have one verdict. */
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

describe("The pack, with unknown values,", () => {
  it("reports the same for Host as with known values, or undetermined", () => {
    const seeds = fc.array(fc.nat(9999), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.oneof(plain, grouped), seeds, (sample, at) => {
        const { shape, described } = sample;
        const props = propertiesFor(shape, described);
        const whole = [props, ...sample.policies.map(({ outputs }) => outputs)];
        const paths = pathsIn(whole).filter((path) => path.length > 1);
        const chosen = at.map((part) => paths[part % paths.length] ?? []);
        const [unknown, ...policies] = chosen.reduce<unknown>(withUnknown, whole) as Resource["props"][];
        const unknownPolicies = sample.policies.map(({ type, id }, index) =>
          toResource(type, id, (policies[index] ?? {}) as JsonObject),
        );
        const known = verdicts(sample, read(shape, props), resourcesOf(sample));
        const seen = verdicts(sample, read(shape, unknown ?? {}), [...program, ...unknownPolicies]);
        same(known.flat().includes("undetermined"), false, () => show(sample));
        const agrees = seen.every((ofRule, rule) =>
          ofRule.every((found, index) => found === "undetermined" || found === known[rule]?.[index]),
        );
        same(agrees, true, () => `${JSON.stringify({ chosen, known, seen })} ${show(sample)}`);
      }),
      sampleOf(2000, 300),
    );
  });

  it("never throws for random properties", () => {
    const words = [
      ...new Set(
        shapes
          .flatMap((shape) => fc.sample(grouped, 20).map((sample) => propertiesFor(shape, sample.described)))
          .flatMap((props) => pathsIn(props))
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
      sampleOf(250, 30),
    );
  });

  it("finds no violation in the resource phase that the stack phase does not find", () => {
    const configs = fc.record({
      apiDomainNames: fc.subarray(["edge.api.example.net", "rest.api.example.net", "www.example.net"]),
      matchingDomain: fc.constantFrom("refuse" as const, "allow" as const),
    });
    fc.assert(
      fc.property(fc.oneof(plain, grouped), configs, fc.boolean(), (sample, settings, configuresPolicies) => {
        const policies = sample.policies.flatMap(({ type, id, outputs }) => {
          const reader = cachePolicyReaders.get(type);
          return reader === undefined ? [] : [[id, reader(outputs)] as const];
        });
        const all: PackConfig = { ...settings, ...(configuresPolicies ? { policies: new Map(policies) } : {}) };
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
        same(early.join("; "), "", () => `${JSON.stringify(settings)} ${show(sample)}`);
      }),
      sampleOf(1000, 150),
    );
  });
});
