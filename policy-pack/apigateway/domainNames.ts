import { isKnown, Maybe } from "../program/maybe";

/** Whether a domain name, which may begin with `*.`, covers a name. The wildcard stands for exactly one label. */
export function covers(domainName: string, name: string): boolean {
  const [domain, wanted] = [domainName.toLowerCase(), name.toLowerCase()];
  return domain === wanted || (domain.startsWith("*.") && domain === wanted.replace(/^[^.]+/, "*"));
}

/** Whether both names are known and equal. Domain names are not case-sensitive. */
export function sameName(left: Maybe<string | undefined>, right: Maybe<string | undefined>): boolean {
  return isKnown(left) && isKnown(right) && left !== undefined && left.toLowerCase() === right?.toLowerCase();
}
