import assert from "node:assert/strict";
import fc from "fast-check";
import { isKnown } from "../../policy-pack/program/maybe";
import { matchesPath } from "../../policy-pack/cloudfront/pathPattern";
import { explain, Explanation } from "../../tools/explain/explain";
import { matchedPath, viewerRequest } from "../../tools/explain/viewerRequest";
import { diffOf, MapDiff } from "../../tools/map/diff/diffOf";
import { diffMarkdown } from "../../tools/map/diff/markdown";
import { RouteChange } from "../../tools/map/diff/routes";
import { diffText } from "../../tools/map/diff/text";
import { readState, State } from "../../tools/state";
import { toResource } from "../support/agreement";
import { allViewer, allViewerExceptHostHeader, cachingDisabled } from "../support/programs";
import { plain, resourcesOf, Sample, show } from "../support/randomPrograms/distributions";
import { sampleOf } from "../support/sampleSize";
import { propertiesFor, typeOf } from "../support/shapes";

const host = "www.example.org";
const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

function stateWith(sample: Sample): State {
  const { shape, described } = sample;
  const outputs = { ...propertiesFor(shape, { ...described, aliases: [host] }), id: "E1", domainName: host };
  return { resources: [...resourcesOf(sample), toResource(typeOf[shape], "E1", outputs)] };
}

/** A second version of a sample: another sample's behaviors at some places, in another order, with other patterns. */
const pair: fc.Arbitrary<readonly [Sample, Sample]> = fc
  .tuple(
    plain,
    plain,
    fc.constantFrom("same", "reordered", "moved", "renamed", "shorter", "other"),
    fc.constantFrom("index.html", undefined),
  )
  .map(([sample, other, kind, defaultRootObject]) => {
    const { described } = sample;
    const { orderedCacheBehaviors: ordered = [] } = described;
    const targets = described.origins.map(({ originId }) => originId);
    const changed = {
      same: {},
      reordered: { orderedCacheBehaviors: [...ordered].reverse() },
      moved: {
        orderedCacheBehaviors: ordered.map((one, at) =>
          at === 0 ? { ...one, targetOriginId: targets.at(-1) ?? "" } : one,
        ),
      },
      renamed: {
        orderedCacheBehaviors: ordered.map((one, at) =>
          at === 0 ? { ...one, pathPattern: `${one.pathPattern}b` } : one,
        ),
      },
      shorter: { orderedCacheBehaviors: ordered.slice(1) },
      other: {},
    }[kind];
    const root = defaultRootObject === undefined ? {} : { defaultRootObject };
    return kind === "other" && other.shape === sample.shape
      ? [sample, other]
      : [sample, { ...sample, described: { ...described, ...changed, ...root } }];
  });

const path = fc.oneof(
  fc.constant("/"),
  fc
    .array(fc.constantFrom("a", "b", "A", "-", "~", "$", "/", "api", "/x/", "q"), { maxLength: 6 })
    .map((parts) => `/${parts.join("")}`.replace(/\/{2,}/g, "/")),
);

const headerNames = ["Accept", "X-Forwarded-Host", "Hosts", "Authorization", "Origin", "User-Agent", "X-Any"];
const header = [...headerNames.map((name) => `${name}: 1`), "Cookie: c=1"];

/** What the explanations of requests with many values show, of each method, without the names of settings. */
function seen(state: State, at: string): string {
  const requests = [...methods.map((method) => `https ${method}`), "http GET"].map((one) => {
    const [scheme = "", method = ""] = one.split(" ");
    return viewerRequest(`${scheme}://${host}${at}?q=1`, { method, header });
  });
  return JSON.stringify(requests.map((request) => shown(explain(state, request))));
}

function shown({ viewer, functions, cacheKey, origins, errorPages, guards, ...rest }: Explanation): unknown[] {
  const key = isKnown(cacheKey) && (cacheKey.caches === false ? "not cached" : { ...cacheKey, by: "" });
  const routes =
    isKnown(origins) &&
    origins.map(({ domainName, service, host: sent, connection, target, headers, cookies, queryStrings }) => [
      [domainName, service, sent, connection, target, cookies, queryStrings],
      isKnown(headers) && [headers.forwarded, headers.set, headers.isSigned],
    ]);
  const findings = [...rest.findings, ...rest.missed, ...rest.elsewhere].map(({ rule, level }) => `${level} ${rule}`);
  return [viewer.outcome, viewer.status, functions, key, routes, errorPages, guards, [...new Set(findings)].sort()];
}

function changesAt({ distributions }: MapDiff, patterns: readonly [string, string], isRoot: boolean): RouteChange[] {
  const routes = distributions[0]?.routes;
  assert.ok(routes !== undefined && isKnown(routes));
  return routes.filter(
    ({ before, after, example }) => before === patterns[0] && after === patterns[1] && (example === "/") === isRoot,
  );
}

function patternFor({ described: { orderedCacheBehaviors = [] } }: Sample, at: string): string {
  return orderedCacheBehaviors.find(({ pathPattern }) => matchesPath(pathPattern, at))?.pathPattern ?? "*";
}

describe("npm run map --diff", () => {
  it("lists exactly the paths whose explanations differ", () => {
    const counts = { same: 0, different: 0 };
    fc.assert(
      fc.property(pair, fc.array(path, { minLength: 4, maxLength: 4 }), ([one, other], paths) => {
        const [before, after] = [stateWith(one), stateWith(other)];
        const diff = diffOf(before, after);
        for (const at of paths) {
          const matched = matchedPath(viewerRequest(`https://${host}${at}`));
          const patterns = [patternFor(one, matched), patternFor(other, matched)] as const;
          const listed = changesAt(diff, patterns, matched === "/").length > 0;
          const differs = seen(before, at) !== seen(after, at);
          assert.equal(listed, differs, `${at} ${show(one)} ${show(other)}`);
          counts[differs ? "different" : "same"] += 1;
        }
      }),
      sampleOf(500, 20),
    );
    assert.ok(counts.same >= 20 && counts.different >= 20, JSON.stringify(counts));
  });
});

interface Settings {
  readonly name?: string;
  readonly id?: string;
  readonly aliases?: readonly string[];
  readonly ordered?: readonly object[];
  readonly originDomain?: string;
}

const withoutPolicies = { targetOriginId: "api", viewerProtocolPolicy: "https-only", allowedMethods: methods };
const toApi = {
  ...withoutPolicies,
  cachePolicyId: cachingDisabled,
  originRequestPolicyId: allViewerExceptHostHeader,
};

const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/1b6a2c0e-0000-4000-8000-000000000000";

function legacyTo(pathPattern: string, headers?: readonly string[]): object {
  const forwardedValues = {
    queryString: true,
    cookies: { forward: "none" },
    ...(headers === undefined ? {} : { headers }),
  };
  return { ...withoutPolicies, pathPattern, forwardedValues };
}

/** The export of a stack with a distribution in front of an API. */
function stack(...distributions: readonly Settings[]): State {
  const type = "aws:cloudfront/distribution:Distribution";
  const resources = distributions.map(({ name = "front", id = "E1", aliases = [host], ordered = [], originDomain }) => {
    const inputs = {
      aliases,
      origins: [
        {
          originId: "api",
          domainName: originDomain ?? "abc.execute-api.us-east-1.amazonaws.com",
          customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"], httpsPort: 443 },
        },
      ],
      defaultCacheBehavior: toApi,
      orderedCacheBehaviors: ordered,
      viewerCertificate: {
        acmCertificateArn: certificate,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
    };
    return { urn: `urn:pulumi:prod::site::${type}::${name}`, type, custom: true, id, inputs, outputs: inputs };
  });
  return readState({ deployment: { resources } });
}

const hazards = (before: State, after: State): string[] => diffOf(before, after).hazards.map(({ text }) => text);

describe("the hazards of npm run map --diff", () => {
  const plainStack = stack({});

  it("are none, and nothing changes, between two equal states", () => {
    const diff = diffOf(plainStack, plainStack);
    assert.equal(diffText(diff), "No change for viewers.\n");
    assert.equal(diffMarkdown(diff), "### What changes for viewers\n\nNo change for viewers.\n");
    assert.deepEqual(diff.hazards, []);
  });

  it("name a replacement, by another ID", () => {
    assert.match(
      hazards(plainStack, stack({ id: "E2" })).join(),
      /^The distribution is replaced: .+CNAMEAlreadyExists/,
    );
  });

  it("name a replacement that a preview plans", () => {
    const planned = { ...plainStack.resources[0], custom: true };
    const steps = ["create-replacement", "replace"].map((op) => ({
      op,
      newState: planned,
      oldState: { ...planned, id: "E1" },
    }));
    assert.match(
      hazards(plainStack, readState({ steps, changeSummary: {} })).join(),
      /^The distribution is replaced: /,
    );
  });

  it("name an alias that moves to another distribution", () => {
    const before = stack({ name: "old", aliases: [host] }, { name: "new", id: "E2", aliases: [] });
    const after = stack({ name: "old", aliases: [] }, { name: "new", id: "E2", aliases: [host] });
    assert.match(hazards(before, after).join(), /^The alias www\.example\.org moves from old: .+associate-alias\.$/);
  });

  it("name legacy settings that take the place of a behavior with headers", () => {
    const before = stack({ ordered: [legacyTo("/a/*", ["Host"]), legacyTo("/b/*")] });
    const after = stack({ ordered: [legacyTo("/b/*")] });
    assert.match(
      hazards(before, after).join(),
      /^The cache behavior "\/b\/\*" takes the place of the cache behavior "\/a\/\*": .+\(Host\)/,
    );
  });

  it("name a change from legacy settings to policies", () => {
    const before = stack({ ordered: [legacyTo("/a/*", ["Accept"])] });
    const after = stack({ ordered: [{ ...toApi, pathPattern: "/a/*" }] });
    assert.match(hazards(before, after).join(), /changes from forwardedValues to a cache policy/);
  });

  it("name a cold cache and responses of the earlier origin", () => {
    const cachedWith = (policy: string): object => ({ ...withoutPolicies, pathPattern: "/a/*", cachePolicyId: policy });
    const optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
    const uncompressed = "b2884449-e4de-46a7-ac36-70bc7f1ddd6d";
    const before = stack({ ordered: [cachedWith(optimized)] });
    assert.match(
      hazards(before, stack({ ordered: [cachedWith(uncompressed)] })).join(),
      /^The cache is cold for \/a\/\*: /,
    );
    const moved = stack({ ordered: [cachedWith(optimized)], originDomain: "elsewhere.example.net" });
    assert.match(hazards(before, moved).join(), /stay in the cache for \/a\/\* until they expire/);
  });
});

describe("the text of npm run map --diff", () => {
  it("shows a path that gets the trap, in bold in a comment", () => {
    const forwarding = { ...toApi, originRequestPolicyId: allViewer, pathPattern: "/v2/*" };
    const diff = diffOf(stack({}), stack({ ordered: [forwarding] }));
    assert.match(diffText(diff), /\/v2\/\* \(before: \*\), such as \/v2\/ +│ Host +│ the origin's +│ the viewer's/);
    assert.match(diffMarkdown(diff), /\| findings \| none \| \*\*.*mandatory api-gateway-origin-host-header.*\*\* \|/);
  });

  it("lists hostnames, and distributions that are new or deleted", () => {
    const before = stack({ name: "old", aliases: ["old.example.org"] }, { aliases: [host] });
    const after = stack({ aliases: [host, "more.example.org"] }, { name: "new", aliases: ["new.example.org"] });
    const text = diffText(diffOf(before, after));
    assert.match(text, /^front\nServes more\.example\.org from now on\.$/m);
    assert.match(text, /^new\nIs new and serves new\.example\.org\.$/m);
    assert.match(text, /^old\nIs deleted and no longer serves old\.example\.org\.$/m);
  });

  it("states why routes cannot be compared", () => {
    const unknown = stack({ ordered: [{ ...toApi, pathPattern: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }] });
    assert.match(diffText(diffOf(stack({}), unknown)), /Cannot compare the routes: .+ is unknown/);
  });
});
