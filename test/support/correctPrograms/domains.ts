import { Properties } from "../../../policy-pack/program/readValue";
import {
  certificate,
  CorrectPrograms,
  custom,
  distribution,
  files,
  forApi,
  forFiles,
  httpApi,
  httpDomain,
  resource,
  restApi,
  site,
  targetOf,
} from "./parts";
import { DeclaredResource, output } from "../declared";

function restDomain(types: string, more: Properties = {}): readonly DeclaredResource[] {
  const domainName = output("domain", "domainName");
  return [
    resource("aws:apigateway/domainName:DomainName", "domain", {
      domainName: "api.example.com",
      endpointConfiguration: { types },
      ...more,
    }),
    resource("aws:apigateway/basePathMapping:BasePathMapping", "mapping", {
      domainName,
      restApi: output("rest", "id"),
      stageName: "live",
    }),
    resource("aws:route53/record:Record", "record", {
      zoneId: "Z1",
      name: "api.example.com",
      type: "A",
      aliases: [
        { name: output("domain", types === "EDGE" ? "cloudfrontDomainName" : "regionalDomainName"), zoneId: "Z2" },
      ],
    }),
  ];
}

const apiName = custom("api", "api.example.com");
const domainOutput = custom("api", output("domain", "domainName"));
/** APIs at a custom domain. */
export const correctDomains: CorrectPrograms = {
  "HTTP API at its custom domain": [...httpApi(), ...httpDomain("api.example.com"), site(apiName)],
  "HTTP API at the name output of its domain": [...httpApi(), ...httpDomain("api.example.com"), site(domainOutput)],
  "HTTP API at the name of its DNS record": [
    ...httpApi(),
    ...httpDomain("api.example.com"),
    site(custom("api", output("record", "fqdn"))),
  ],
  "HTTP API at the name of its mapping": [
    ...httpApi(),
    ...httpDomain("api.example.com"),
    site(custom("api", output("mapping", "domainName"))),
  ],
  "HTTP API with a mapping key in originPath": [
    ...httpApi(),
    ...httpDomain("api.example.com", "orders", "v1"),
    site(custom("api", "api.example.com", { originPath: "/v1" })),
  ],
  "HTTP API with a mapping key in the path pattern": [
    ...httpApi(),
    ...httpDomain("api.example.com", "orders", "api"),
    site(apiName),
  ],
  "HTTP API with a mapping key of two parts": [
    ...httpApi(),
    ...httpDomain("api.example.com", "orders", "shop/v1"),
    distribution({
      origins: [files, apiName],
      defaultCacheBehavior: forFiles("files"),
      orderedCacheBehaviors: [{ pathPattern: "shop/*", ...forApi("api") }],
    }),
  ],
  "HTTP API with a mapping key that the pattern begins": [
    ...httpApi(),
    ...httpDomain("api.example.com", "orders", "shopping"),
    distribution({
      origins: [files, apiName],
      defaultCacheBehavior: forFiles("files"),
      orderedCacheBehaviors: [{ pathPattern: "/shop*", ...forApi("api") }],
    }),
  ],
  "closed default endpoint behind a custom domain": [
    ...httpApi("orders", { disableExecuteApiEndpoint: true }),
    ...httpDomain("api.example.com"),
    site(apiName),
  ],
  "regional custom domain of a REST API": [...restApi("REGIONAL"), ...restDomain("REGIONAL"), site(domainOutput)],
  "edge-optimized custom domain of a REST API": [...restApi("EDGE"), ...restDomain("EDGE"), site(domainOutput)],
  "REST API at a domain of API Gateway v2": [
    ...restApi("REGIONAL"),
    ...httpDomain("api.example.com", "rest").map((one) =>
      one.name === "mapping" ? { ...one, inputs: { ...one.inputs, stage: "live" } } : one,
    ),
    site(apiName),
  ],
  "one domain name in two regions, by latency": [
    ...restApi("REGIONAL"),
    ...["eu-west-1", "us-west-2"].flatMap((region) => [
      resource("aws:apigateway/domainName:DomainName", `domain-${region}`, {
        domainName: "api.example.com",
        region,
        endpointConfiguration: { types: "REGIONAL" },
      }),
      resource("aws:apigateway/basePathMapping:BasePathMapping", `mapping-${region}`, {
        domainName: output(`domain-${region}`, "domainName"),
        restApi: output("rest", "id"),
        stageName: "live",
        region,
      }),
      resource("aws:route53/record:Record", `record-${region}`, {
        zoneId: "Z1",
        name: "api.example.com",
        type: "A",
        setIdentifier: region,
        latencyRoutingPolicies: [{ region }],
        aliases: [{ name: output(`domain-${region}`, "regionalDomainName"), zoneId: "Z2" }],
      }),
    ]),
    site(apiName),
  ],
  "domain with routing rules": [
    ...restApi("REGIONAL"),
    ...restDomain("REGIONAL", { routingMode: "ROUTING_RULE_THEN_BASE_PATH_MAPPING" }),
    resource("aws:apigatewayv2/routingRule:RoutingRule", "rule", {
      domainName: output("domain", "domainName"),
      priority: 1,
    }),
    site(apiName),
  ],
  "domain whose mappings other stacks add": [
    resource("aws:apigateway/domainName:DomainName", "domain", {
      domainName: "api.example.com",
      endpointConfiguration: { types: "REGIONAL" },
    }),
    site(apiName),
  ],
  "mapping to a domain of another stack": [
    ...httpApi(),
    resource("aws:apigatewayv2/apiMapping:ApiMapping", "mapping", {
      domainName: "api.example.com",
      apiId: output("orders", "id"),
      stage: "$default",
    }),
    site(apiName),
  ],
  "name below a wildcard domain": [
    ...httpApi(),
    ...httpDomain("*.api.example.com").filter(({ name }) => name !== "record"),
    resource("aws:route53/record:Record", "record", {
      zoneId: "Z1",
      name: "orders.api.example.com",
      type: "A",
      aliases: [{ name: targetOf("domain"), zoneId: "Z2", evaluateTargetHealth: false }],
    }),
    site(custom("api", "orders.api.example.com")),
  ],
  "domain with mutual TLS and a client certificate of the origin": [
    ...httpApi("orders", { disableExecuteApiEndpoint: true }),
    ...httpDomain("api.example.com").map((one) =>
      one.name === "domain"
        ? { ...one, inputs: { ...one.inputs, mutualTlsAuthentication: { truststoreUri: "s3://trust/store.pem" } } }
        : one,
    ),
    site({
      originId: "api",
      domainName: "api.example.com",
      customOriginConfig: {
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
        originMtlsConfig: { clientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/2" },
      },
    }),
  ],
  "regional domain that covers every alias, if the organization allows it": {
    config: { matchingDomain: "allow" },
    program: [
      ...httpApi(),
      ...httpDomain("www.example.com").filter(({ name }) => name !== "record"),
      site(
        custom("api", targetOf("domain")),
        { originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" },
        { aliases: ["www.example.com"], viewerCertificate: certificate },
      ),
    ],
  },
};
