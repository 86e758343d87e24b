import { Unknown } from "../../../policy-pack/program/maybe";
import { Resource } from "../../../policy-pack/program/resource";
import { rejectedByCloudFront } from "../../../policy-pack/rules/rejectedByCloudFront";
import { front, Properties, resource } from "../../support/distributions";
import { describeRule } from "../../support/ruleCases";

const arn = "arn:aws:acm:us-east-1:123456789012:certificate/7";
const certificate = (domainName: unknown, changes: Properties = {}, name = "cert") =>
  resource("aws:acm/certificate:Certificate", name, { arn, domainName, region: "us-east-1", ...changes });
const from = (...sources: readonly Resource[]) => new Unknown("it is unknown before the update", () => sources);
const named = (aliases: unknown, acmCertificateArn: unknown = arn): Properties => ({
  aliases,
  viewerCertificate: { acmCertificateArn, sslSupportMethod: "sni-only" },
});
const self = (aliases: readonly unknown[], changes: Properties = {}): Resource => ({
  ...front,
  props: { ...(front.props as Properties), aliases, ...changes },
});
const other = (aliases: unknown, changes: Properties = {}) =>
  resource("aws:cloudfront/distribution:Distribution", "blog", { aliases, ...changes });
const native = (aliases: unknown) =>
  resource("aws-native:cloudfront:Distribution", "blog", { distributionConfig: { aliases } });
const tenant = (...names: readonly string[]) =>
  resource("aws:cloudfront/distributionTenant:DistributionTenant", "shop", {
    distributionId: "shops-id",
    domains: names.map((domain) => ({ domain })),
  });
const both = (second: Resource, name = "www.example.org") => ({
  props: named([name]),
  resources: [self([name]), second],
});
const aliases = [["violation", "aliases"]] as const;
const viewer = [["violation", "viewer certificate"]] as const;

describeRule(rejectedByCloudFront, [
  {
    title: "an alias that another distribution of the program has, in other letter case",
    ...both(other(["WWW.example.org"])),
    findings: aliases,
    message: /the alias www\.example\.org is also a hostname of blog\. .* to move it, add it in the next update/,
  },
  { title: "an alias that a distribution of aws-native has", ...both(native(["www.example.org"])), findings: aliases },
  {
    title: "an alias that a disabled distribution has",
    ...both(other(["www.example.org"], { enabled: false })),
    findings: aliases,
  },
  { title: "an alias that a tenant has", ...both(tenant("a.example.org", "www.example.org")), findings: aliases },
  {
    title: "an alias below the wildcard of another distribution",
    ...both(other(["*.example.org"])),
    findings: [],
  },
  {
    title: "an alias that a staging distribution repeats",
    ...both(other(["www.example.org"], { staging: true })),
    findings: [],
  },
  {
    title: "the distribution itself, which the program also reads by its ID",
    ...both(other(["www.example.org"], { id: "front-id" })),
    findings: [],
  },
  {
    title: "an alias that a distribution in China has",
    ...both(other(["www.example.org"], { arn: "arn:aws-cn:cloudfront::123456789012:distribution/E2" })),
    findings: [["undetermined", "aliases"]],
  },
  { title: "unknown aliases of another distribution", ...both(other(new Unknown("?"))), findings: [] },
  { title: "an unknown alias of another distribution", ...both(other([new Unknown("?")])), findings: [] },
  {
    title: "a certificate for another name",
    props: named(["www.example.org"]),
    resources: [certificate("example.org", { subjectAlternativeNames: ["example.org", "api.example.org"] })],
    findings: viewer,
    message: /does not cover the alias www\.example\.org, .* Add the alias to subjectAlternativeNames/,
  },
  {
    title: "a wildcard certificate, and an alias two labels below it",
    props: named(["a.b.example.org"]),
    resources: [certificate("*.example.org")],
    findings: viewer,
  },
  {
    title: "a wildcard certificate, and the name above it",
    props: named(["example.org"], from(certificate("*.example.org", { arn: new Unknown("?") }))),
    findings: viewer,
  },
  {
    title: "a certificate for one of two aliases, after its validation",
    props: named(
      ["example.org", "www.example.org"],
      from(
        resource("aws:acm/certificateValidation:CertificateValidation", "valid", {
          certificateArn: from(certificate("example.org")),
          region: "us-east-1",
        }),
      ),
    ),
    findings: viewer,
  },
  {
    title: "a wildcard certificate that covers the aliases",
    props: named(["Shop.example.org", "example.org", "*.example.org"]),
    resources: [certificate("*.Example.org", { subjectAlternativeNames: ["example.org"] })],
    findings: [],
  },
  {
    title: "a certificate with unknown other names",
    props: named(["www.example.org"]),
    resources: [certificate("example.org", { subjectAlternativeNames: new Unknown("?") })],
    findings: [["undetermined", "viewer certificate"]],
  },
  {
    title: "an imported certificate",
    props: named(["www.example.org"], from(certificate(new Unknown("?"), { privateKey: "secret" }))),
    findings: [],
  },
  {
    title: "one of two certificates",
    props: named(["www.example.org"], from(certificate("example.org"), certificate("www.example.org", {}, "second"))),
    findings: [],
  },
  {
    title: "a certificate of another stack",
    props: named(["www.example.org"], "arn:aws:acm:us-east-1:123456789012:certificate/8"),
    resources: [certificate("example.org")],
    findings: [],
  },
  {
    title: "a certificate that another resource can output",
    props: named(["www.example.org"], from(certificate("example.org"), resource("command:local:Command", "find"))),
    findings: [],
  },
  {
    title: "an unknown alias",
    props: named([new Unknown("?")]),
    resources: [certificate("example.org")],
    findings: [],
  },
]);
