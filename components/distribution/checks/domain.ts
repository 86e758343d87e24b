import { Check, childPath, domainName, isDomainName, stringThat, domainNameRequirement } from "../../checks";
import { problem, Problem } from "../../problems";
import { Domain, GivenCertificate } from "../args";
import { namesOf } from "../distributionArgs";
import { Readable } from "./readable";

export function checkDomain({ value: { domain }, path }: Readable["settings"]): Problem[] {
  if (domain === undefined) {
    return [];
  }
  const domainPath = childPath(path, "domain");
  const { certificate } = domain;
  return [
    ...checkNames(domain, domainPath),
    ...(certificate === undefined
      ? checkHostedZone(domain, domainPath)
      : checkCertificate(domain, certificate, domainPath)),
  ];
}

/** All hostnames with their property paths, in the order of `namesOf`. */
function locatedNames({ name, otherNames = [], redirectNames = [] }: Domain, path: string): LocatedName[] {
  return [
    { name, path: `${path}.name`, check: domainName },
    ...otherNames.map((each, index) => ({ name: each, path: `${path}.otherNames[${index}]`, check: otherName })),
    ...redirectNames.map((each, index) => ({ name: each, path: `${path}.redirectNames[${index}]`, check: domainName })),
  ];
}

interface LocatedName {
  readonly name: string;
  readonly path: string;
  readonly check: Check;
}

function checkNames(domain: Domain, path: string): Problem[] {
  const names = namesOf(domain);
  return locatedNames(domain, path).flatMap((located, index) => {
    const malformed = located.check(located.name, located.path);
    return malformed.length === 0 && names.indexOf(located.name) < index
      ? [problem(located.path, located.name, "remove it: the name is listed twice")]
      : malformed;
  });
}

const otherName = stringThat(
  (name) => isDomainName(name.replace(/^\*\./, "")),
  `${domainNameRequirement} or "*.example.com"`,
);

function checkHostedZone({ hostedZoneId }: Domain, path: string): Problem[] {
  return hostedZoneId === undefined
    ? [
        problem(
          `${path}.hostedZoneId`,
          undefined,
          "set it to the hosted zone that contains the names, or set certificate",
        ),
      ]
    : [];
}

function checkCertificate(domain: Domain, { arn, names }: GivenCertificate, path: string): Problem[] {
  const uncovered = locatedNames(domain, path).flatMap(({ name, path: namePath }) =>
    names.some((covering) => covers(covering, name))
      ? []
      : [problem(namePath, name, `use a name that the certificate covers: ${names.join(", ") || "none"}`)],
  );
  return [...uncovered, ...checkArn(arn, `${path}.certificate.arn`)];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
function checkArn(arn: unknown, path: string): Problem[] {
  return typeof arn !== "string" || /^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/.+$/.test(arn)
    ? []
    : [problem(path, arn, "use the ARN of an ACM certificate in us-east-1, the only region that CloudFront supports")];
}

/** Whether a certificate name covers a hostname. A wildcard stands for one label. */
function covers(covering: string, name: string): boolean {
  return [name, name.replace(/^[^.]+/, "*")].includes(covering.toLowerCase());
}
