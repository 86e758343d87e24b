import { ProgramIndex } from "../program/programIndex";
import { Tristate, either, isKnown, map, Maybe, Unknown } from "../program/maybe";
import { Distribution } from "../cloudfront/model";
import { readString } from "../program/readValue";
import { Api, ApiDomain } from "./apis";
import { covers, sameName } from "./domainNames";
import { ApiEndpoint, Endpoint, endpointOfApi, targetEndpoint } from "./endpoint";
import { serviceOfName } from "./serviceNames";

/** The service that a known, lower-case domain name belongs to. */
export function endpointByName(written: string, distribution: Distribution, program: ProgramIndex): Maybe<Endpoint> {
  // Tenants of a multi-tenant distribution supply the values of placeholders.
  const name = written.replace(/\{\{[^}]*\}\}/g, "parameter");
  const named = serviceOfName(name);
  const targeted = program.apiDomains.find((candidate) => sameName(candidate.target, name));
  if (named?.service === "api-gateway") {
    return named.label.startsWith("d-") ? targetEndpoint(targeted) : defaultEndpoint(named.label, program.apis);
  }
  if (targeted !== undefined) {
    return targetEndpoint(targeted);
  }
  if (program.apiDomainNames.some((known) => covers(known, name)) && !isDomainOfProgram(name, program)) {
    return { service: "api-gateway", address: "custom-domain" };
  }
  if (named !== undefined) {
    return named;
  }
  return written === name
    ? customDomain(name, distribution, program)
    : new Unknown(`tenants supply parts of the origin's domain name: ${written}`);
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

/** Without a record in the program, a name outside of every domain is not API Gateway's. */
function byDnsRecord(name: string, program: ProgramIndex): Maybe<Endpoint> {
  const leads = program.apiDomains.map((domain) => ({ domain, isLed: program.dnsLeadsTo(name, domain) ?? false }));
  const led = leads.find(({ isLed }) => isLed === true);
  return led === undefined
    ? map(either(...leads.map(({ isLed }) => isLed)), () => ({ service: "other" }))
    : { service: "api-gateway", address: "custom-domain", ...ofDomain(led.domain) };
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
    leads ?? new Unknown(`the DNS target of ${name} is unknown, and an API's wildcard domain covers it`),
    isAlias,
  );
}

/** Whether a name is a custom domain of the program, whose settings are known too. */
function isDomainOfProgram(name: string, { apiDomains }: ProgramIndex): boolean {
  return apiDomains.some((domain) => sameName(domain.name, name));
}
