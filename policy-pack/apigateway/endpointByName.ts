import { isIP } from "node:net";
import { ProgramIndex } from "../program/programIndex";
import { Tristate, either, isKnown, map, Maybe, Unknown } from "../program/maybe";
import { Distribution } from "../cloudfront/model";
import { readString } from "../program/readValue";
import { ApiDomain } from "./apiDomains";
import { Api } from "./apis";
import { canonicalName, covers, sameName } from "./domainNames";
import { ApiEndpoint, Endpoint, endpointOfApi, targetEndpoint } from "./endpoint";
import { isInOtherDomain } from "./otherServices";
import { serviceOfName } from "./serviceNames";

/** The service that a known, lower-case domain name belongs to. */
export function endpointByName(written: string, distribution: Distribution, program: ProgramIndex): Maybe<Endpoint> {
  // Tenants of a multi-tenant distribution supply the values of placeholders.
  const name = written.replace(/\{\{[^{}]*\}\}/g, "parameter");
  const named = serviceOfName(name);
  const targeted = program.apiDomains.find((candidate) => sameName(candidate.target, name));
  if (named?.service === "api-gateway") {
    return named.label.startsWith("d-") ? targetEndpoint(targeted) : defaultEndpoint(named.label, program.apis);
  }
  if (targeted !== undefined) {
    return targetEndpoint(targeted);
  }
  const configured = isDomainOfProgram(name, program) ? undefined : configuredService(name, program);
  if (configured !== undefined) {
    return configured === "api-gateway" ? { service: configured, address: "custom-domain" } : { service: configured };
  }
  if (named !== undefined) {
    return named;
  }
  return written === name
    ? customDomain(name, distribution, program)
    : new Unknown(`tenants supply parts of the origin's domain name: ${written}`, undefined, {
        resolution: "Check the parameters of each tenant.",
      });
}

/** The service that the configuration declares for a name. A name in a list wins over a wildcard in the other list. */
function configuredService(
  name: string,
  { apiDomainNames, otherDomainNames }: ProgramIndex,
): "api-gateway" | "other" | undefined {
  const lists = [
    ["api-gateway", apiDomainNames],
    ["other", otherDomainNames],
  ] as const;
  const [found] = [sameName, covers].flatMap((matches) =>
    lists.filter(([, names]) => names.some((known) => matches(known, name))),
  );
  return found?.[0];
}

/** `{api-id}` or, for a private API, `{api-id}-{vpc endpoint}`. */
function defaultEndpoint(label: string, apis: readonly Api[]): ApiEndpoint {
  return label.includes("-")
    ? { service: "api-gateway", address: "default-endpoint", endpointType: "PRIVATE" }
    : endpointOfApi(apis.find(({ resource }) => readString(resource.props, "id") === label));
}

function customDomain(name: string, { aliases }: Distribution, program: ProgramIndex): Maybe<Endpoint> {
  const exact = program.apiDomains.find((candidate) => sameName(candidate.name, name));
  if (exact !== undefined) {
    return { service: "api-gateway", address: "custom-domain", ...ofDomain(exact) };
  }
  const wildcard = program.apiDomains.find(({ name: known }) => isKnown(known) && covers(known ?? "", name));
  if (wildcard === undefined) {
    return byDnsRecord(name, program);
  }
  const endpoint = { service: "api-gateway", address: "custom-domain", ...ofDomain(wildcard) } as const;
  return map(underWildcard(name, wildcard, aliases, program), (isApi) => (isApi ? endpoint : { service: "other" }));
}

/** Without a record in the program, a name outside of every domain can still be one of another stack. */
function byDnsRecord(name: string, program: ProgramIndex): Maybe<Endpoint> {
  const leads = program.apiDomains.map((domain) => ({ domain, isLed: program.dnsLeadsTo(name, domain) ?? false }));
  const led = leads.find(({ isLed }) => isLed === true);
  return led === undefined
    ? map(either(...leads.map(({ isLed }) => isLed)), () => outsideOfProgram(name, program))
    : { service: "api-gateway", address: "custom-domain", ...ofDomain(led.domain) };
}

/** The service at a name that no custom domain of the program covers. */
function outsideOfProgram(name: string, program: ProgramIndex): Endpoint {
  const services = program.dnsTargets(name).map(serviceOfTarget);
  const [first = isInOtherDomain(name) ? "other" : undefined] = services;
  if (first === undefined || services.some((service) => service !== first)) {
    return { service: "other", isUnrecognized: true };
  }
  if (first === "other") {
    return { service: first };
  }
  const isOfDefault = program.dnsTargets(name).every(isDefaultEndpoint);
  const address = { service: first, address: "custom-domain", endpointType: "REGIONAL" } as const;
  return isOfDefault ? { ...address, hasRecordOfDefaultEndpoint: true } : address;
}

// The outputs of these resources are addresses of servers and of services other than API Gateway.
const otherTargets =
  /^(aws:(lb|alb|elb|ec2|eks|ecs|s3|lightsail|globalaccelerator|elasticbeanstalk|apprunner)\/|aws-native:elasticloadbalancingv2:)/;

/** Their outputs have the default endpoint of an API. */
const endpointTargets = /^aws(-native)?:apigateway(v2)?[/:](restApi|api|stage|deployment)\b/i;

function isDefaultEndpoint(target: Maybe<string>): boolean {
  if (!isKnown(target)) {
    return target.candidates.length > 0 && target.candidates.every(({ type }) => endpointTargets.test(type));
  }
  const named = serviceOfName(canonicalName(target));
  return named?.service === "api-gateway" && !named.label.startsWith("d-");
}

/** The service that a DNS record leads to. */
export function serviceOfTarget(target: Maybe<string>): "api-gateway" | "other" | undefined {
  if (!isKnown(target)) {
    const { candidates } = target;
    if (isDefaultEndpoint(target)) {
      return "api-gateway";
    }
    return candidates.length > 0 && candidates.every(({ type }) => otherTargets.test(type)) ? "other" : undefined;
  }
  const host = canonicalName(target);
  if (serviceOfName(host)?.service === "api-gateway") {
    return "api-gateway";
  }
  return isIP(host) !== 0 || isInOtherDomain(host) ? "other" : undefined;
}

function ofDomain(domain: ApiDomain): Pick<ApiEndpoint, "endpointType" | "domain"> {
  return { endpointType: domain.endpointType, domain };
}

/**
 * Whether a name under an API's wildcard domain belongs to the API: its DNS record leads to the domain, or it is an alias
 * of the distribution. The rules for an API check the alias.
 */
function underWildcard(
  name: string,
  domain: ApiDomain,
  aliases: Distribution["aliases"],
  program: ProgramIndex,
): Tristate {
  const leads = program.dnsLeadsTo(name, domain);
  const isAlias = map(aliases, (known) => known.some((alias) => sameName(alias, name)));
  return either(
    leads ??
      new Unknown(`the DNS target of ${name} is unknown, and an API's wildcard domain covers it`, undefined, {
        resolution: "Add the name to apiDomains or otherDomains in the configuration of the rules.",
      }),
    isAlias,
  );
}

/** Whether a name is a custom domain of the program, whose settings are known too. */
function isDomainOfProgram(name: string, { apiDomains }: ProgramIndex): boolean {
  return apiDomains.some((domain) => sameName(domain.name, name));
}
