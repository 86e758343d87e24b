import { Unknown } from "../../../policy-pack/program/maybe";
import { apiGatewayOriginHostHeader } from "../../../policy-pack/rules/apiGatewayOriginHostHeader";
import { lambdaUrlOriginHostHeader } from "../../../policy-pack/rules/lambdaUrlOriginHostHeader";
import { s3OriginHostHeader } from "../../../policy-pack/rules/s3OriginHostHeader";
import { apiOrigin, goodForApi, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule, site } from "../../support/ruleCases";

const allViewer = { originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" };
const legacyAll = {
  cachePolicyId: undefined,
  originRequestPolicyId: undefined,
  forwardedValues: { headers: ["*"], queryString: true, cookies: { forward: "all" } },
};
const notYet = new Unknown("not yet");
const violation = [["violation", apiBehavior]] as const;
const regional = resource("aws:apigatewayv2/domainName:DomainName", "domain", {
  domainName: "*.Example.com",
  domainNameConfiguration: { targetDomainName: "d-abc.execute-api.eu-west-1.amazonaws.com" },
});
const record = (name: string, target: string) =>
  resource("aws:route53/record:Record", name, { name, type: "A", aliases: [{ name: target }] });
const leadsToApi = record("v1.example.com", "d-abc.execute-api.eu-west-1.amazonaws.com");
const target = { domainName: "d-abc.execute-api.eu-west-1.amazonaws.com" };
const edge = resource("aws:apigateway/domainName:DomainName", "edge", {
  domainName: "api.example.com",
  cloudfrontDomainName: "d1.cloudfront.net",
});
const own = (aliases: unknown) => ({ aliases, viewerCertificate: { acmCertificateArn: "arn" } });

describeRule(apiGatewayOriginHostHeader, [
  {
    where: "an origin request policy sends all viewer headers",
    props: api(allViewer),
    findings: violation,
    says: /^cache behavior "\/api\/\*" -> origin "api" \(abc123\.execute-api\.eu-west-1\.amazonaws\.com\): origin request policy AllViewer forwards Host; API Gateway returns 403 for that host\. Set originRequestPolicyId: "b689b0a8-[0-9a-f-]+" \(AllViewerExceptHostHeader\)\. https/,
  },
  { where: "legacy settings forward all headers", props: api(legacyAll), findings: violation },
  {
    where: "only the default behavior does",
    props: { defaultCacheBehavior: { ...goodForApi, ...allViewer } },
    findings: [["violation", "default cache behavior"]],
  },
  { where: "a behavior that goes to S3 sends Host", props: site(allViewer), findings: [] },
  {
    where: "the API is edge-optimized and the request comes back",
    props: api(allViewer, { domainName: "api.example.com" }),
    resources: [edge],
    findings: violation,
    says: /requests loop back to this distribution/,
  },
  {
    where: "the origin is an edge-optimized domain's DNS target",
    props: api(allViewer, { domainName: "d1.cloudfront.net" }),
    resources: [edge],
    findings: violation,
  },
  {
    where: "a regional custom domain is called by its own name: nothing is promised but failure",
    props: api(allViewer, { domainName: "v1.example.com" }),
    resources: [regional, leadsToApi],
    findings: violation,
    says: /the API's domain does not serve that host/,
  },
  {
    where: "a load balancer has a name under the API's wildcard domain",
    props: api(allViewer, { domainName: "lb.example.com" }),
    resources: [regional, record("lb.example.com", "lb-1.eu-west-1.elb.amazonaws.com")],
    findings: [],
  },
  {
    where: "where DNS of a name under the API's wildcard domain leads is not known",
    props: api(allViewer, { domainName: "v2.example.com" }),
    resources: [regional],
    findings: [["undetermined", apiBehavior]],
  },
  {
    where: "the configuration names the origin as an API's custom domain",
    props: api(allViewer, { domainName: "API.elsewhere.com" }),
    config: { apiDomainNames: ["api.elsewhere.com"] },
    findings: violation,
  },
  {
    where: "one member of an origin group is an API",
    props: {
      origins: [apiOrigin, { originId: "other", domainName: "lb.example.com", customOriginConfig: {} }],
      originGroups: [{ originId: "group", members: [{ originId: "other" }, { originId: "api" }] }],
      defaultCacheBehavior: { ...goodForApi, ...allViewer, targetOriginId: "group" },
      orderedCacheBehaviors: [],
    },
    findings: [["violation", "default cache behavior"]],
    says: /-> origin "api"/,
  },
  {
    where: "the arrangement answers for now: the message names the switch",
    props: api(allViewer, target, own(["www.EXAMPLE.com"])),
    resources: [regional],
    findings: violation,
    says: /works only for aliases that the API's domain covers\..*set "matchingDomain": "allow"/,
  },
  {
    where: "the arrangement is allowed, by target and by a name under the wildcard domain that is no alias",
    props: api(allViewer, target, own(["www.EXAMPLE.com"])),
    resources: [regional],
    config: { matchingDomain: "allow" },
    findings: [],
  },
  {
    where: "it is allowed by a name under the wildcard domain that is no alias",
    props: api(allViewer, { domainName: "v1.example.com" }, own(["www.example.com"])),
    resources: [regional, leadsToApi],
    config: { matchingDomain: "allow" },
    findings: [],
  },
  {
    where: "it is allowed, but the origin is the distribution's own alias",
    props: api(allViewer, { domainName: "WWW.example.com" }, own(["www.example.com"])),
    resources: [regional],
    config: { matchingDomain: "allow" },
    findings: violation,
  },
  {
    where: "it is allowed, but one alias is not covered",
    props: api(allViewer, target, own(["www.example.com", "www.example.org"])),
    resources: [regional],
    config: { matchingDomain: "allow" },
    findings: violation,
  },
  {
    where: "it is allowed, but the distribution has no alias",
    props: api(allViewer, target),
    resources: [regional],
    config: { matchingDomain: "allow" },
    findings: violation,
  },
  {
    where: "it is allowed, but the domain is edge-optimized",
    props: api(allViewer, { domainName: "d1.cloudfront.net" }, own(["api.example.com"])),
    resources: [edge],
    config: { matchingDomain: "allow" },
    findings: violation,
  },
  {
    where: "the origin's name is not known",
    props: api(allViewer, { domainName: notYet }),
    findings: [["undetermined", apiBehavior]],
    says: /cannot determine whether the viewer's Host reaches an API Gateway origin: its origin's domain name is unknown: not yet/,
  },
  {
    where: "the policy is neither managed nor of the program",
    props: api({ originRequestPolicyId: "strange" }),
    findings: [["undetermined", apiBehavior]],
  },
  {
    where: "the policy may be the program's own or come from another stack",
    props: api({
      originRequestPolicyId: new Unknown("not yet", () => [
        resource("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "mine", {
          headersConfig: { headerBehavior: "allViewer" },
        }),
        resource("pulumi:pulumi:StackReference", "shared"),
      ]),
    }),
    findings: [["undetermined", apiBehavior]],
  },
  {
    where: "the configuration tells what is in another stack's policy",
    props: api({ originRequestPolicyId: "strange" }),
    config: {
      policies: new Map([
        [
          "strange",
          {
            name: "theirs",
            headers: { kind: "only", names: ["Host"] },
            cookies: { kind: "none" },
            queryStrings: { kind: "none" },
            ttl: { min: 0, default: 0, max: 0 },
            gzip: false,
            brotli: false,
          },
        ],
      ]),
    },
    findings: violation,
    says: /origin request policy theirs \(strange\) forwards Host/,
  },
  {
    where: "neither the origin nor the answer about Host is known, but the other one settles it",
    props: api({ cachePolicyId: notYet }, { domainName: "lb.example.com" }),
    findings: [],
  },
  { where: "the origin is not known, but Host is not forwarded", props: api({}, { domainName: notYet }), findings: [] },
]);

const functionUrl = { domainName: "abc.lambda-url.eu-west-1.on.aws" };

describeRule(lambdaUrlOriginHostHeader, [
  { where: "all viewer headers reach a function URL", props: api(allViewer, functionUrl), findings: violation },
  { where: "all but Host do", props: api({}, functionUrl), findings: [] },
  { where: "they reach an API", props: api(allViewer), findings: [] },
  {
    where: "the policy is not known",
    props: api({ originRequestPolicyId: notYet }, functionUrl),
    findings: [["undetermined", apiBehavior]],
  },
]);

describeRule(s3OriginHostHeader, [
  {
    where: "all viewer headers reach a bucket",
    props: site(allViewer),
    findings: [["violation", "default cache behavior"]],
  },
  {
    where: "they reach a website endpoint, which takes any name it is told of",
    props: site(allViewer, { domainName: "b.s3-website.eu-west-1.amazonaws.com", originAccessControlId: undefined }),
    findings: [],
  },
  {
    where: "the policy is not known",
    props: site({ originRequestPolicyId: notYet }),
    findings: [["undetermined", "default cache behavior"]],
  },
]);
