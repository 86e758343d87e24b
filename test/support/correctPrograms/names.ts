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
  httpHost,
  resource,
  site,
} from "./parts";
import { DeclaredResource, output } from "../declared";

const issued = (domainName: string, ...subjectAlternativeNames: string[]): readonly DeclaredResource[] => [
  resource("aws:acm/certificate:Certificate", "certificate", {
    domainName,
    subjectAlternativeNames,
    validationMethod: "DNS",
    region: "us-east-1",
  }),
  resource("aws:acm/certificateValidation:CertificateValidation", "validated", {
    certificateArn: output("certificate", "arn"),
    region: "us-east-1",
  }),
];
const named = (...aliases: string[]): Properties => ({
  aliases,
  viewerCertificate: { ...certificate, acmCertificateArn: output("validated", "certificateArn") },
});
const second = (more: Properties): DeclaredResource =>
  resource("aws:cloudfront/distribution:Distribution", "second", {
    enabled: true,
    origins: [files],
    defaultCacheBehavior: forFiles("files"),
    ...more,
  });
const first = (more: Properties): DeclaredResource =>
  distribution({ origins: [files], defaultCacheBehavior: forFiles("files"), ...more });

/** Aliases, certificates, and several distributions. */
export const correctNames: CorrectPrograms = {
  "wildcard certificate with the name above it": [
    ...httpApi(),
    ...issued("*.example.com", "example.com"),
    site(custom("api", httpHost()), {}, named("www.example.com", "Example.com")),
  ],
  "wildcard alias and certificate": [...issued("*.shop.example.com"), first(named("*.shop.example.com"))],
  "certificate whose other name covers the alias": [
    ...issued("example.com", "*.example.com"),
    first(named("www.example.com")),
  ],
  "imported certificate": [
    resource(
      "aws:acm/certificate:Certificate",
      "certificate",
      { privateKey: "key", certificateBody: "body", region: "us-east-1" },
      { arn: certificate.acmCertificateArn },
    ),
    first({
      aliases: ["www.example.com"],
      viewerCertificate: { ...certificate, acmCertificateArn: output("certificate", "arn") },
    }),
  ],
  "two distributions with one certificate": [
    ...issued("example.com", "www.example.com"),
    second(named("example.com")),
    first(named("www.example.com")),
  ],
  "wildcard alias of a distribution and a name below it of another": [
    ...issued("*.example.com"),
    second(named("*.example.com")),
    first(named("app.example.com")),
  ],
  "tenants with other names than the distribution": [
    ...issued("*.example.com"),
    resource("aws:cloudfront/multitenantDistribution:MultitenantDistribution", "second", {
      enabled: true,
      origins: [{ id: "app", domainName: "shop-1.eu-west-1.elb.amazonaws.com", customOriginConfigs: [{}] }],
      defaultCacheBehavior: { ...forApi("app"), allowedMethods: { items: forApi("app").allowedMethods } },
    }),
    ...["one", "two"].map((name) =>
      resource("aws:cloudfront/distributionTenant:DistributionTenant", name, {
        name,
        distributionId: output("second", "id"),
        domains: [{ domain: `${name}.example.com` }],
      }),
    ),
    first(named("www.example.com")),
  ],
  "custom headers with names like those that CloudFront sets": [
    ...httpApi(),
    site(
      custom("api", httpHost(), {
        customHeaders: [
          { name: "X-Forwarded-Host", value: "www.example.com" },
          { name: "Authorization", value: "Basic eDp5" },
        ],
      }),
    ),
  ],
  "two origins at one API": [
    ...httpApi(),
    distribution({
      origins: [files, custom("api", httpHost()), custom("slow", httpHost(), { connectionAttempts: 1 })],
      defaultCacheBehavior: forFiles("files"),
      orderedCacheBehaviors: [
        { pathPattern: "/api/*", ...forApi("api") },
        { pathPattern: "/slow/*", ...forApi("slow") },
      ],
    }),
  ],
};
