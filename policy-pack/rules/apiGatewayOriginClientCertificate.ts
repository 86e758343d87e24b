import { nameOrTarget } from "../apigateway/endpoint";
import { both, either, not, Tristate } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "../findings/checkBehaviors";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";

const fix =
  "Set customOriginConfig.originMtlsConfig.clientCertificateArn, or remove mutualTlsAuthentication from the domain.";

export const apiGatewayOriginClientCertificate: Rule = {
  name: "api-gateway-origin-client-certificate",
  displayName: "An API receives the client certificate that it requires",
  description: "An origin for a custom domain with mutual TLS must have a client certificate.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: `${fix} Disable the API's default endpoint, which requires no client certificate.`,
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html",
  failingRequest:
    "any request of the behavior: the custom domain requires a client certificate, CloudFront presents none, and API Gateway returns 403",
  decidedFrom: "program",
  check: (distribution) => checkApiRoutes(distribution, check),
};

function check({ apiEndpoint, origin }: Route): CheckResult | undefined {
  const isName = isNameOfDomain(apiEndpoint);
  if (isName === false || apiEndpoint?.domain === undefined) {
    return undefined;
  }
  const { requiresClientCertificate, mappings } = apiEndpoint.domain;
  if (origin.hasClientCertificate === true) {
    const isOpen = either(...mappings.map(({ api }) => (api === undefined ? false : not(api.isDisabled))));
    return {
      fails: both(isName, requiresClientCertificate, isOpen),
      kind: "weakness",
      problem:
        "the API's default endpoint requires no client certificate. Set disableExecuteApiEndpoint: true on the API.",
      dependsOn: ["origin"],
    };
  }
  return {
    fails: both(isName, requiresClientCertificate, not(origin.hasClientCertificate)),
    problem: `the custom domain requires a client certificate, and CloudFront presents none: 403. ${fix}`,
    dependsOn: ["origin"],
  };
}

/** No API responds at the DNS target of a custom domain, with a certificate or without. */
function isNameOfDomain(endpoint: Route["apiEndpoint"]): Tristate {
  return endpoint?.address === "name-or-target" ? nameOrTarget : endpoint?.address === "custom-domain";
}
