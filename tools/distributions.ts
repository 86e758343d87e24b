import { isKnown, map, Maybe } from "../policy-pack/program/maybe";
import { Distribution } from "../policy-pack/cloudfront/model";
import { resourceName, Resource } from "../policy-pack/program/resource";
import { readDistribution } from "../policy-pack/cloudfront/readers/distribution";
import { Shape, shapes } from "../policy-pack/cloudfront/readers/shapes";
import {
  isObject,
  Properties,
  readNumber,
  readObject,
  readObjects,
  readString,
  readStrings,
} from "../policy-pack/program/readValue";
import { State, StateResource } from "./state";

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

const tenantType = "aws:cloudfront/distributionTenant:DistributionTenant";

export function deployedDistributions({ resources }: State): DeployedDistribution[] {
  return resources.flatMap((resource) => {
    const shape = shapes.get(resource.type);
    const { props } = resource;
    if (shape === undefined || !isKnown(props)) {
      return [];
    }
    const id = readString(resource.props, "id");
    const tenants = resources.filter(
      ({ type, props }) => type === tenantType && readString(props, "distributionId") === id,
    );
    return tenants.length === 0
      ? [deployed(resource, shape, props, {})]
      : tenants.map((tenant) => deployed(resource, shape, withParameters(props, tenant), { tenant }));
  });
}

function deployed(
  { type, urn, inputs }: StateResource,
  shape: Shape,
  props: Properties,
  { tenant }: { readonly tenant?: Resource },
): DeployedDistribution {
  const distribution = readDistribution(type, props, inputs);
  if (distribution === undefined) {
    throw new Error(`${type} is not a distribution`);
  }
  const root = shape.root(props);
  return {
    name: urn.split("::").at(-1) ?? urn,
    urn,
    id: readString(props, "id"),
    ...(tenant === undefined ? {} : { tenant: resourceName(tenant) }),
    names: tenant === undefined ? hostnames(props.domainName, root, distribution) : tenantDomains(tenant),
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

function tenantDomains({ props }: Resource): string[] {
  return list(readObjects(props, "domains"))
    .map((domain) => readString(domain, "domain"))
    .filter((name) => typeof name === "string")
    .map((name) => name.toLowerCase());
}

/** Fills in the tenant's parameters. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html */
function withParameters(props: Properties, { props: tenant }: Resource): Properties {
  const parameters = list(readObjects(tenant, "parameters"));
  const filled = (text: string): string =>
    parameters.reduce<string>((before, parameter) => {
      const [name, value] = [readString(parameter, "name"), readString(parameter, "value")];
      return typeof name === "string" && typeof value === "string" ? before.replaceAll(`{{${name}}}`, value) : before;
    }, text);
  const origins: unknown[] = Array.isArray(props.origins) ? props.origins : [];
  return {
    ...props,
    origins: origins.map((origin) =>
      isObject(origin)
        ? Object.fromEntries(
            Object.entries(origin).map(([key, value]) => [
              key,
              typeof value === "string" && ["domainName", "originPath"].includes(key) ? filled(value) : value,
            ]),
          )
        : origin,
    ),
  };
}

function list<T>(values: Maybe<readonly T[]>): readonly T[] {
  return isKnown(values) ? values : [];
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
