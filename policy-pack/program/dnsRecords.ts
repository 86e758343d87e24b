import type { ApiDomain } from "../apigateway/apis";
import { isKnown, map, Maybe, Tristate, Unknown } from "./maybe";
import { readObjects, readString, readStrings } from "./readValue";
import { comesFrom } from "./references";
import { canOutputAnything, Resource, resourceName } from "./resource";

export const recordType = "aws:route53/record:Record";

/** Whether the program's DNS record of a name leads to an API's custom domain; undefined without a record. */
export function dnsLeadsTo(resources: readonly Resource[], name: string, domain: ApiDomain): Tristate | undefined {
  const [record] = recordsOf(resources, name);
  return record && leadsTo(targetOf(record), record, domain);
}

/** The targets of the program's DNS records of a name: domain names, or the addresses of a server. */
export function dnsTargets(resources: readonly Resource[], name: string): readonly Maybe<string>[] {
  return recordsOf(resources, name).map(targetOf);
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk */
function recordsOf(resources: readonly Resource[], name: string): readonly Resource[] {
  const records = resources.filter(({ type }) => type === recordType);
  const named = (wanted: string): readonly Resource[] =>
    records.filter(({ props }) => {
      const known = readString(props, "name");
      return isKnown(known) && known?.replace(/\.$/, "").toLowerCase() === wanted;
    });
  const exact = named(name);
  return exact.length > 0 ? exact : named(name.replace(/^[^.]+/, "*"));
}

function targetOf({ props }: Resource): Maybe<string> {
  const missing = new Unknown("it is missing");
  const aliases = readObjects(props, "aliases");
  const values = readStrings(props, "records");
  const list = isKnown(aliases) && aliases.length === 0 ? values : aliases;
  if (!isKnown(list)) {
    // An unknown list can be empty: the resources that it comes from are not certain to be the target.
    return new Unknown(list.reason);
  }
  const [first = missing] = list ?? [];
  return isKnown(first) && typeof first !== "string"
    ? map(readString(first, "name"), (name) => name ?? missing)
    : first;
}

function leadsTo(target: Maybe<string>, record: Resource, domain: ApiDomain): Tristate {
  if (isKnown(target)) {
    return map(domain.target, (name) => target.toLowerCase() === name?.toLowerCase());
  }
  if (comesFrom(target, domain.resource)) {
    return true;
  }
  // A component or a resource of another provider can output the domain's target too.
  const isOther = (source: Resource): boolean =>
    source.type !== domain.resource.type && /^aws(-native)?:/.test(source.type) && !canOutputAnything(source);
  return target.candidates.length > 0 && target.candidates.every(isOther)
    ? false
    : new Unknown(`the target of DNS record ${resourceName(record)} is unknown: ${target.reason}`);
}
