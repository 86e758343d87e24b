import { isKnown, Maybe } from "../program/maybe";

/** A domain name as DNS compares it: in lower case, and without the dot at the end of a fully qualified name. */
export function canonicalName(name: string): string {
  return name.replace(/\.$/, "").toLowerCase();
}

/** Whether a domain name, which may begin with `*.`, covers a name. The wildcard stands for exactly one label. */
export function covers(domainName: string, name: string): boolean {
  const [domain, wanted] = [canonicalName(domainName), canonicalName(name)];
  return domain === wanted || (domain.startsWith("*.") && domain === wanted.replace(/^[^.]+/, "*"));
}

/** Whether both names are known and equal. */
export function sameName(left: Maybe<string | undefined>, right: Maybe<string | undefined>): boolean {
  return (
    isKnown(left) &&
    isKnown(right) &&
    left !== undefined &&
    right !== undefined &&
    canonicalName(left) === canonicalName(right)
  );
}
