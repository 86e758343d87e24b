import assert from "node:assert/strict";
import { MultiOriginSite } from "../../components/index";
import { resourceTypes } from "../../local-aws/provider/types";
import { entry } from "../support/apiOrigin";
import { Configuration, configurations } from "../support/configurations";
import { MockResource, resourcesOf, zoneId } from "../support/mocks";

/** A resource whose name AWS allows only once. */
interface Named {
  /** Its type and name, which identify it for Pulumi. */
  readonly urn: string;
  readonly resource: MockResource;
  /** Its name in AWS, with the types that share the namespace. */
  readonly uniqueName: string;
}

/** The resources with such a name, except for generated names, which are new for each resource. */
function namedResources(list: readonly MockResource[]): Named[] {
  return list.flatMap((resource) => {
    const { type, name, inputs } = resource;
    const { unique, namedBy } = resourceTypes.get(type) ?? {};
    if (unique === undefined || (namedBy !== undefined && inputs[namedBy] === undefined)) {
      return [];
    }
    const namespace = [type, ...(unique.sharedWith === undefined ? [] : [unique.sharedWith])].sort().join();
    return [{ urn: `${type}::${name}`, resource, uniqueName: `${namespace} ${unique.by(inputs as never)}` }];
  });
}

/**
 * The resources that the engine would create while AWS still has another one of that name. A resource that stays and is
 * replaced is not found: of these types only an ApiMapping can be, and test/engine/apiKinds.test.ts replaces it.
 */
function clashes(olds: readonly Named[], news: readonly Named[]): string[] {
  return news
    .filter((next) => olds.some(({ uniqueName, urn }) => uniqueName === next.uniqueName && urn !== next.urn))
    .map(({ resource }) => resource.name);
}

describe("A change from any configuration of the API to any other", () => {
  it("creates no second resource of a name in AWS, except for the API's domain and mapping, which are deleted first", async () => {
    const programs = new Map<Configuration, Named[]>();
    for (const configuration of configurations) {
      const hasName = configuration.apiDomainName !== undefined || configuration.domainName !== undefined;
      const zone = hasName ? { hostedZoneId: zoneId } : {};
      const args = { apiEntry: entry, siteDirectory: "site", ...zone, ...configuration };
      programs.set(configuration, namedResources(await resourcesOf(() => new MultiOriginSite("site", args))));
    }
    let pairs = 0;
    let clashing = 0;
    for (const [from, olds] of programs) {
      for (const [to, news] of programs) {
        const haveDomain = from.apiDomainName !== undefined && to.apiDomainName !== undefined;
        const edge = [from, to].map(({ apiKind }) => apiKind === "rest-edge");
        const expected = haveDomain && edge[0] !== edge[1] ? ["site-api-domain", "site-api-mapping"] : [];
        assert.deepEqual(clashes(olds, news), expected, JSON.stringify([from, to]));
        pairs += from === to ? 0 : 1;
        clashing += expected.length === 0 ? 0 : 1;
      }
    }
    assert.deepEqual([pairs, clashing], [1260, 256]);
  });
});
