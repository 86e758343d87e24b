import { Unknown } from "../../../policy-pack/program/maybe";
import { s3OriginHostHeader } from "../../../policy-pack/rules/s3OriginHostHeader";
import { s3WebsiteOriginProtocol } from "../../../policy-pack/rules/s3WebsiteOriginProtocol";
import { Properties } from "../../support/distributions";
import { describeRule, site } from "../../support/ruleCases";

const byDefault = "default cache behavior";
const dash = "pages.shop.example.s3-website-eu-west-1.amazonaws.com";
const dot = "pages.shop.example.s3-website.eu-west-3.amazonaws.com";
const custom = (originProtocolPolicy: unknown): Properties => ({ customOriginConfig: { originProtocolPolicy } });
const unsigned = { originAccessControlId: undefined };

const website = (domainName: string, origin: Properties, settings: Properties = {}): Properties =>
  site(settings, { domainName, ...unsigned, ...origin });

describeRule(s3WebsiteOriginProtocol, [
  { title: "a website endpoint over HTTP", props: website(dash, custom("http-only")), findings: [] },
  ...[dash, dot, dot.toUpperCase()].map((name) => ({
    title: `${name} over HTTPS`,
    props: website(name, custom("https-only")),
    findings: [["violation", byDefault]] as const,
    message: /originProtocolPolicy "https-only" CloudFront returns 504\. Set originProtocolPolicy: "http-only"/,
  })),
  {
    title: "the viewer's protocol",
    props: website(dot, custom("match-viewer")),
    findings: [["violation", byDefault]],
  },
  {
    title: "an origin access control",
    props: website(dot, { originAccessControlId: "E2", ...custom("http-only") }),
    findings: [["violation", byDefault]],
    message: /Remove originAccessControlId/,
  },
  {
    title: "no customOriginConfig",
    props: website(dot, {}),
    findings: [["violation", byDefault]],
    message: /without customOriginConfig/,
  },
  {
    title: "the settings of a bucket",
    props: website(dot, { s3OriginConfig: { originAccessIdentity: "" } }),
    findings: [["violation", byDefault]],
  },
  {
    title: "an unknown protocol",
    props: website(dot, custom(new Unknown("not yet"))),
    findings: [["undetermined", byDefault]],
  },
  { title: "a bucket", props: site({}), findings: [] },
]);

const allViewer = { originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" };
const http = custom("http-only");
const withAliases = (aliases: unknown): Properties => ({ ...website(dot, http, allViewer), aliases });

describeRule(s3OriginHostHeader, [
  {
    title: "a website endpoint",
    props: website(dot, http, allViewer),
    findings: [["violation", byDefault]],
    message: /AllViewer forwards Host; S3 has no bucket of that name and returns 404 NoSuchBucket/,
  },
  {
    title: "a website endpoint whose bucket has another name than the alias",
    props: withAliases(["www.shop.example"]),
    findings: [["violation", byDefault]],
  },
  {
    title: "a website endpoint whose bucket has the name of an alias",
    props: withAliases(["www.shop.example", "Pages.shop.example"]),
    findings: [],
  },
  {
    title: "a website endpoint and unknown aliases",
    props: withAliases(new Unknown("not yet")),
    findings: [["undetermined", byDefault]],
  },
  { title: "a website endpoint that does not receive Host", props: website(dot, http), findings: [] },
  ...[
    "pages.s3-fips.us-east-2.amazonaws.com",
    "pages.s3-fips.dualstack.us-gov-west-1.amazonaws.com",
    "pages-123456789012.s3-accesspoint.eu-west-3.amazonaws.com",
    "pages-q1w2e3-s3alias.s3.eu-west-3.amazonaws.com",
    "q1w2e3.mrap.accesspoint.s3-global.amazonaws.com",
  ].map((domainName) => ({
    title: domainName,
    props: site(allViewer, { domainName }),
    findings: [["violation", byDefault]] as const,
  })),
]);
