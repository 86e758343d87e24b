import { apiKinds, MultiOriginSiteArgs } from "../../components/index";

/** The arguments that decide which resources of the API and which names exist. */
export type Configuration = Pick<
  MultiOriginSiteArgs,
  "apiKind" | "apiDomainName" | "closeDefaultEndpoint" | "domainName" | "defaultOrigin"
>;

const apiDomainName = "api.example.com";
const domainName = "www.example.com";
const addresses: readonly Configuration[] = [{}, { apiDomainName }, { apiDomainName, closeDefaultEndpoint: false }];
const names: readonly Configuration[] = [{}, { domainName }];

/** Each kind of API with each address of it, each hostname of the distribution and each default origin. */
export const configurations: readonly Configuration[] = apiKinds.flatMap((apiKind) =>
  addresses.flatMap((address) =>
    names.flatMap((name) =>
      (["static", "api"] as const).map((defaultOrigin) => ({ apiKind, ...address, ...name, defaultOrigin })),
    ),
  ),
);

/**
 * A walk through all configurations. For any two choices, it takes each change of both at least once: for example, from an
 * HTTP API without a domain name to a REST API with one.
 */
export function coveringWalk(): Configuration[] {
  const left = new Set(configurations.flatMap((from) => configurations.flatMap((to) => covered(from, to))));
  const newIn = (from: Configuration, to: Configuration): number =>
    covered(from, to).filter((change) => left.has(change)).length;
  const mostNew = (from: Configuration): number => Math.max(...configurations.map((to) => newIn(from, to)));
  let [last] = configurations;
  const walk = configurations.slice(0, 1);
  while (last !== undefined && left.size > 0) {
    const from: Configuration = last;
    // If no change from here is new, it goes to the configuration from which the most is new.
    const value = mostNew(from) > 0 ? (to: Configuration) => newIn(from, to) : mostNew;
    const next = configurations.reduce((best, each) => (value(each) > value(best) ? each : best));
    covered(from, next).forEach((change) => left.delete(change));
    walk.push(next);
    last = next;
  }
  return walk;
}

/** What a change covers: the configuration that it leads to, and the change of any two choices. */
function covered(from: Configuration, to: Configuration): string[] {
  if (from === to) {
    return [];
  }
  const [olds, news] = [choices(from), choices(to)];
  const pairs = olds.flatMap((_, one) => olds.slice(one + 1).map((_, other) => [one, one + 1 + other] as const));
  return [
    JSON.stringify(to),
    ...pairs.map((pair) => JSON.stringify(pair.map((choice) => [choice, olds[choice], news[choice]]))),
  ];
}

function choices({ apiKind, apiDomainName, closeDefaultEndpoint, domainName, defaultOrigin }: Configuration): string[] {
  return [apiKind, `${String(apiDomainName)} ${String(closeDefaultEndpoint)}`, domainName, defaultOrigin].map(String);
}
