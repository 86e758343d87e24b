import { childPath, domainName, isDomainName, stringThat, domainNameRequirement } from "../../checks";
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

function checkNames(domain: Domain, path: string): Problem[] {
  const names = namesOf(domain);
  return names.flatMap((name, index) => {
    const namePath = pathOf(index, path);
    const malformed = (index === 0 ? domainName : otherName)(name, namePath);
    return malformed.length === 0 && names.indexOf(name) < index
      ? [problem(namePath, name, "remove it: the name is listed twice")]
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
  const uncovered = namesOf(domain).flatMap((name, index) =>
    names.some((covering) => covers(covering, name))
      ? []
      : [problem(pathOf(index, path), name, `use a name that the certificate covers: ${names.join(", ") || "none"}`)],
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

function pathOf(index: number, path: string): string {
  return index === 0 ? `${path}.name` : `${path}.otherNames[${index - 1}]`;
}
