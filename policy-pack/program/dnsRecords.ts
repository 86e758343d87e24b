import type { ApiDomain } from "../apigateway/apiDomains";
import { sameName } from "../apigateway/domainNames";
import { both, either, isKnown, map, Maybe, Tristate, Unknown } from "./maybe";
import { readObjects, readString, readStrings } from "./readValue";
import { comesFrom } from "./references";
import { Resource, resourceName } from "./resource";
import { canOutputAnything } from "./sources";

export const recordType = "aws:route53/record:Record";

/** The types of the records that give a name its address: the others, such as TXT, can be next to them. */
const addressTypes: readonly unknown[] = ["A", "AAAA", "CNAME"];

/**
 * Whether the program's DNS records of a name lead to an API's custom domain; undefined without a record. Of several
 * records, such as weighted ones, each can answer.
 */
export function dnsLeadsTo(resources: readonly Resource[], name: string, domain: ApiDomain): Tristate | undefined {
  const answers = recordsOf(resources, name).map((record) => leadsTo(record, domain));
  if (answers.length === 0) {
    return undefined;
  }
  return both(...answers) === true || either(...answers) === false
    ? answers[0]
    : (answers.find((answer) => answer instanceof Unknown) ??
        new Unknown(`the DNS records of ${name} lead to several hosts`, undefined, {
          resolution: "Check each target, or use one target for all of them.",
        }));
}

/** The targets of the program's DNS records of a name: domain names, or the addresses of a server. */
export function dnsTargets(resources: readonly Resource[], name: string): readonly Maybe<string>[] {
  return recordsOf(resources, name).map(targetOf);
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk */
function recordsOf(resources: readonly Resource[], name: string): readonly Resource[] {
  const records = resources.filter(({ type, props }) => type === recordType && isAddress(props) !== false);
  const named = (wanted: string): readonly Resource[] =>
    records.filter(({ props }) => sameName(readString(props, "name"), wanted));
  const exact = named(name);
  return exact.length > 0 ? exact : named(name.replace(/^[^.]+/, "*"));
}

function isAddress(props: Resource["props"]): Tristate {
  return map(readString(props, "type"), (type) => type === undefined || addressTypes.includes(type));
}

function targetOf({ props }: Resource): Maybe<string> {
  const missing = new Unknown("it is missing", undefined, { resolution: "Set aliases or records of the DNS record." });
  const aliases = readObjects(props, "aliases");
  const values = readStrings(props, "records");
  const list = isKnown(aliases) && aliases.length === 0 ? values : aliases;
  if (!isKnown(list)) {
    // An unknown list can be empty: the resources that it comes from are not certain to be the target.
    return list.causes(list.reason);
  }
  const [first = missing] = list ?? [];
  return isKnown(first) && typeof first !== "string"
    ? map(readString(first, "name"), (name) => name ?? missing)
    : first;
}

function leadsTo(record: Resource, domain: ApiDomain): Tristate {
  const isOfAddress = isAddress(record.props);
  const target = isKnown(isOfAddress) ? targetOf(record) : isOfAddress;
  if (isKnown(target)) {
    return map(domain.target, (name) => sameName(target, name));
  }
  if (comesFrom(target, domain.resource)) {
    return true;
  }
  // A component or a resource of another provider can output the domain's target too.
  const isOther = (source: Resource): boolean =>
    source.type !== domain.resource.type && /^aws(-native)?:/.test(source.type) && !canOutputAnything(source);
  return target.candidates.length > 0 && target.candidates.every(isOther)
    ? false
    : target.causes(`the target of DNS record ${resourceName(record)} is unknown: ${target.reason}`);
}
