import { isKnown, map, Maybe } from "../policy-pack/program/maybe";
import { forTenant, tenantsOf } from "../policy-pack/cloudfront/tenants";
import { Distribution } from "../policy-pack/cloudfront/model";
import { resourceName, Resource } from "../policy-pack/program/resource";
import { readDistribution } from "../policy-pack/cloudfront/readers/distribution";
import { Shape, shapes } from "../policy-pack/cloudfront/readers/shapes";
import {
  Properties,
  readNumber,
  readObject,
  readObjects,
  readString,
  readStrings,
} from "../policy-pack/program/readValue";
import { State } from "./state";

/** A distribution that serves viewers. A multi-tenant distribution has one for each tenant. */
export interface DeployedDistribution {
  /** The resource's name in the program. */
  readonly name: string;
  readonly urn: string;
  readonly id: Maybe<string | undefined>;
  /** The tenant's resource name in the program. */
  readonly tenant?: string;
  /** The hostnames that viewers use; the distribution's domain name is the first. */
  readonly names: readonly string[];
  readonly distribution: Distribution;
  /** In the order of the origins. */
  readonly httpPorts: readonly Maybe<number | undefined>[];
  readonly webAclId: Maybe<string | undefined>;
  /** The restriction type: `none`, `whitelist` or `blacklist`. */
  readonly geoRestriction: Maybe<string | undefined>;
}

export function deployedDistributions({ resources }: State): DeployedDistribution[] {
  const ofType = (wanted: string) => resources.filter(({ type }) => type === wanted);
  return resources.flatMap((resource) => {
    const shape = shapes.get(resource.type);
    const { type, props, inputs } = resource;
    const distribution = readDistribution(type, props, inputs);
    if (shape === undefined || distribution === undefined || !isKnown(props)) {
      return [];
    }
    const deployed = describe(resource, shape, props, distribution);
    const tenants = tenantsOf(resource, { ofType });
    return tenants.length === 0
      ? [deployed]
      : tenants.map((tenant) => {
          const own = forTenant(distribution, tenant);
          return { ...deployed, tenant: resourceName(tenant), names: namesIn(own.aliases), distribution: own };
        });
  });
}

function describe(
  { urn }: Resource,
  shape: Shape,
  props: Properties,
  distribution: Distribution,
): Omit<DeployedDistribution, "tenant"> {
  const root = shape.root(props);
  return {
    name: urn.split("::").at(-1) ?? urn,
    urn,
    id: readString(props, "id"),
    names: hostnames(props.domainName, root, distribution),
    distribution,
    httpPorts: list(readObjects(root, "origins")).map((origin) => readNumber(shape.customOrigin(origin), "httpPort")),
    webAclId: readString(root, "webAclId"),
    geoRestriction: readString(readObject(readObject(root, "restrictions"), "geoRestriction"), "restrictionType"),
  };
}

function hostnames(domainName: unknown, root: Maybe<Properties | undefined>, { aliases }: Distribution): string[] {
  // aws-native also accepts aliases in the legacy property `cnames`.
  const configured = [...list(aliases), ...list(map(readStrings(root, "cnames"), (names) => names ?? []))];
  return [domainName, ...configured].filter((name) => typeof name === "string").map((name) => name.toLowerCase());
}

function namesIn(aliases: Distribution["aliases"]): string[] {
  return list(aliases)
    .filter((name) => typeof name === "string")
    .map((name) => name.toLowerCase());
}

function list<T>(values: Maybe<readonly T[]>): readonly T[] {
  return isKnown(values) ? values : [];
}

/** Why no URL leads to new distributions without an alias: the end of a sentence. */
export function unknownHostname(all: readonly DeployedDistribution[]): string {
  const names = all.map(({ name }) => name).join(" and ");
  return `the hostname of ${names} is unknown before deployment. Deploy first, or add an alias.`;
}

/**
 * Finds the distribution that serves a host; the most specific hostname wins.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
 */
export function findByHost(all: readonly DeployedDistribution[], host: string): DeployedDistribution | undefined {
  const labels = host.split(".");
  const candidates = [host, ...labels.slice(1).map((_, at) => ["*", ...labels.slice(at + 1)].join("."))];
  return candidates.flatMap((name) => all.filter(({ names }) => names.includes(name)))[0];
}
