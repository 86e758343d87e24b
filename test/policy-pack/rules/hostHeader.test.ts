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
const createdApi = resource("aws:apigateway/restApi:RestApi", "orders");
const createdUrl = resource("aws:lambda/functionUrl:FunctionUrl", "stream");
const loadBalancer = resource("aws:lb/loadBalancer:LoadBalancer", "web");
const own = (aliases: unknown) => ({ aliases, viewerCertificate: { acmCertificateArn: "arn" } });

describeRule(apiGatewayOriginHostHeader, [
  {
    title: "an origin request policy that forwards all viewer headers",
    props: api(allViewer),
    findings: violation,
    message:
      /^cache behavior "\/api\/\*" -> origin "api" \(abc123\.execute-api\.eu-west-1\.amazonaws\.com\): origin request policy AllViewer forwards Host; API Gateway returns 403 for that host\. Set originRequestPolicyId: "b689b0a8-[0-9a-f-]+" \(AllViewerExceptHostHeader\)\. https/,
  },
  { title: "legacy settings that forward all headers", props: api(legacyAll), findings: violation },
  {
    title: "the default behavior forwards Host",
    props: { defaultCacheBehavior: { ...goodForApi, ...allViewer } },
    findings: [["violation", "default cache behavior"]],
  },
  { title: "a behavior for S3 that forwards Host", props: site(allViewer), findings: [] },
  {
    title: "an origin that is an API or a function URL, which both reject the viewer's Host",
    props: api(allViewer, { domainName: new Unknown("not yet", () => [createdApi, createdUrl]) }),
    resources: [createdApi, createdUrl],
    findings: violation,
    message: /neither an API nor a Lambda function URL serves that host/,
  },
  {
    title: "an origin that is an API or a function URL, if the configuration allows a matching domain",
    props: api(allViewer, { domainName: new Unknown("not yet", () => [createdApi, createdUrl]) }),
    resources: [createdApi, createdUrl],
    config: { matchingDomain: "allow" },
    findings: [["undetermined", apiBehavior]],
  },
  {
    title: "an origin that is an API or a load balancer",
    props: api(allViewer, { domainName: new Unknown("not yet", () => [createdApi, loadBalancer]) }),
    resources: [createdApi, loadBalancer],
    findings: [["undetermined", apiBehavior]],
  },
  {
    title: "an edge-optimized API, whose requests loop back",
    props: api(allViewer, { domainName: "api.example.com" }),
    resources: [edge],
    findings: violation,
    message: /requests loop back to this distribution/,
  },
  {
    title: "the DNS target of an edge-optimized domain",
    props: api(allViewer, { domainName: "d1.cloudfront.net" }),
    resources: [edge],
    findings: violation,
  },
  {
    title: "a regional custom domain, without a promised status",
    props: api(allViewer, { domainName: "v1.example.com" }),
    resources: [regional, leadsToApi],
    findings: violation,
    message: /the API's domain does not serve that host/,
  },
  {
    title: "a load balancer with a hostname under the API's wildcard domain",
    props: api(allViewer, { domainName: "lb.example.com" }),
    resources: [regional, record("lb.example.com", "lb-1.eu-west-1.elb.amazonaws.com")],
    findings: [],
  },
  {
    title: "a hostname under the API's wildcard domain with an unknown DNS target",
    props: api(allViewer, { domainName: "v2.example.com" }),
    resources: [regional],
    findings: [["undetermined", apiBehavior]],
  },
  {
    title: "a private API at a VPC origin",
    props: api(allViewer, {
      domainName: "q1w2e3-vpce-0a1b2c.execute-api.eu-west-3.amazonaws.com",
      customOriginConfig: undefined,
      vpcOriginConfig: { vpcOriginId: "vo_1" },
    }),
    findings: violation,
  },
  {
    title: "a server at a VPC origin",
    props: api(allViewer, {
      domainName: "orders.shop.example",
      customOriginConfig: undefined,
      vpcOriginConfig: { vpcOriginId: "vo_1" },
    }),
    config: { whenUnknown: "refuse" },
    findings: [],
  },
  {
    title: "a hostname of an unknown service",
    props: api(allViewer, { domainName: "orders.shop.example" }),
    findings: [["undetermined", apiBehavior]],
    message:
      /-> origin "api": undetermined, because origin request policy AllViewer forwards Host, and the service at orders\.shop\.example is unknown\. If it is API Gateway, every request fails: add the name to apiDomains\. If not, add it to otherDomains\./,
  },
  {
    title: "a hostname of an unknown service, which the configuration refuses",
    props: api(allViewer, { domainName: "orders.shop.example" }),
    config: { whenUnknown: "refuse" },
    findings: violation,
  },
  {
    title: "a hostname of an unknown service that does not receive Host",
    props: api({}, { domainName: "orders.shop.example" }),
    config: { whenUnknown: "refuse" },
    findings: [],
  },
  {
    title: "a hostname of an unknown service and an unknown policy",
    props: api({ originRequestPolicyId: notYet }, { domainName: "orders.shop.example" }),
    config: { whenUnknown: "refuse" },
    findings: [["undetermined", apiBehavior]],
    message: /the origin request policy is unknown: .+ If Host is forwarded and it is API Gateway, every request fails/,
  },
  {
    title: "the DNS target of an edge-optimized domain of another stack",
    props: api(allViewer, { domainName: "d3x5g7.cloudfront.net" }),
    findings: [["undetermined", apiBehavior]],
  },
  {
    title: "a hostname that the configuration declares as another service, by a wildcard",
    props: api(allViewer, { domainName: "Orders.shop.example" }),
    config: { otherDomainNames: ["*.Shop.example"], whenUnknown: "refuse" },
    findings: [],
  },
  {
    title: "an API's hostname under a wildcard of other services",
    props: api(allViewer, { domainName: "orders.shop.example" }),
    config: { apiDomainNames: ["orders.shop.example"], otherDomainNames: ["*.shop.example"] },
    findings: violation,
  },
  {
    title: "a server's hostname under a wildcard of APIs",
    props: api(allViewer, { domainName: "orders.shop.example" }),
    config: { apiDomainNames: ["*.shop.example"], otherDomainNames: ["orders.shop.example"] },
    findings: [],
  },
  {
    title: "a hostname whose DNS record leads to a load balancer",
    props: api(allViewer, { domainName: "orders.shop.example" }),
    resources: [record("orders.shop.example", "dualstack.lb-7.eu-west-1.elb.amazonaws.com.")],
    config: { whenUnknown: "refuse" },
    findings: [],
  },
  {
    title: "a hostname whose DNS record has the address of a server",
    props: api(allViewer, { domainName: "orders.shop.example" }),
    resources: [
      resource("aws:route53/record:Record", "r", { name: "orders.shop.example", type: "A", records: ["192.0.2.7"] }),
    ],
    findings: [],
  },
  {
    title: "a hostname whose DNS records lead to two kinds of servers",
    props: api(allViewer, { domainName: "orders.shop.example" }),
    resources: [
      record("orders.shop.example", "lb-7.eu-west-1.elb.amazonaws.com"),
      { ...record("orders.shop.example", "somewhere.example"), urn: "urn:pulumi:stack::project::record::second" },
    ],
    findings: [["undetermined", apiBehavior]],
  },
  {
    title: "a hostname whose DNS record leads to an API of another stack",
    props: api(allViewer, { domainName: "orders.shop.example" }),
    resources: [record("*.shop.example", "d-q1w2e3.execute-api.eu-west-1.amazonaws.com")],
    findings: violation,
  },
  {
    title: "a custom domain that the configuration lists",
    props: api(allViewer, { domainName: "API.elsewhere.com" }),
    config: { apiDomainNames: ["api.elsewhere.com"] },
    findings: violation,
  },
  {
    title: "an API as one member of an origin group",
    props: {
      origins: [apiOrigin, { originId: "other", domainName: "lb.example.com", customOriginConfig: {} }],
      originGroups: [{ originId: "group", members: [{ originId: "other" }, { originId: "api" }] }],
      defaultCacheBehavior: { ...goodForApi, ...allViewer, targetOriginId: "group" },
      orderedCacheBehaviors: [],
    },
    findings: [["violation", "default cache behavior"]],
    message: /-> origin "api"/,
  },
  {
    title: "a custom domain that covers every alias, with the setting in the message",
    props: api(allViewer, target, own(["www.EXAMPLE.com"])),
    resources: [regional],
    findings: violation,
    message: /works only for aliases that the API's domain covers\..*set "matchingDomain": "allow"/,
  },
  {
    title: "an allowed custom domain that covers every alias, by its DNS target",
    props: api(allViewer, target, own(["www.EXAMPLE.com"])),
    resources: [regional],
    config: { matchingDomain: "allow" },
    findings: [],
  },
  {
    title: "an allowed wildcard domain, by a hostname that is no alias",
    props: api(allViewer, { domainName: "v1.example.com" }, own(["www.example.com"])),
    resources: [regional, leadsToApi],
    config: { matchingDomain: "allow" },
    findings: [],
  },
  {
    title: "an allowed custom domain, by an alias of the distribution",
    props: api(allViewer, { domainName: "WWW.example.com" }, own(["www.example.com"])),
    resources: [regional],
    config: { matchingDomain: "allow" },
    findings: violation,
  },
  {
    title: "an allowed custom domain that does not cover one alias",
    props: api(allViewer, target, own(["www.example.com", "www.example.org"])),
    resources: [regional],
    config: { matchingDomain: "allow" },
    findings: violation,
  },
  {
    title: "an allowed custom domain without an alias",
    props: api(allViewer, target),
    resources: [regional],
    config: { matchingDomain: "allow" },
    findings: violation,
  },
  {
    title: "an allowed custom domain that is edge-optimized",
    props: api(allViewer, { domainName: "d1.cloudfront.net" }, own(["api.example.com"])),
    resources: [edge],
    config: { matchingDomain: "allow" },
    findings: violation,
  },
  {
    title: "an unknown origin name",
    props: api(allViewer, { domainName: notYet }),
    findings: [["undetermined", apiBehavior]],
    message: /undetermined, because the origin's domain name is unknown: not yet/,
  },
  {
    title: "a policy that is neither managed nor in the program",
    props: api({ originRequestPolicyId: "strange" }),
    findings: [["undetermined", apiBehavior]],
  },
  {
    title: "a policy of the program or of another stack",
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
    title: "a policy of another stack that the configuration describes",
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
    message: /origin request policy theirs \(strange\) forwards Host/,
  },
  {
    title: "an unknown cache policy for an origin of an unknown service",
    props: api({ cachePolicyId: notYet }, { domainName: "shop.example.com" }),
    findings: [["undetermined", apiBehavior]],
  },
  {
    title: "an unknown cache policy for a load balancer",
    props: api({ cachePolicyId: notYet }, { domainName: "shop-1234567890.eu-west-1.elb.amazonaws.com" }),
    findings: [],
  },
  { title: "an unknown origin that does not receive Host", props: api({}, { domainName: notYet }), findings: [] },
]);

const functionUrl = { domainName: "abc.lambda-url.eu-west-1.on.aws" };

describeRule(lambdaUrlOriginHostHeader, [
  { title: "all viewer headers to a function URL", props: api(allViewer, functionUrl), findings: violation },
  { title: "all viewer headers but Host to a function URL", props: api({}, functionUrl), findings: [] },
  { title: "all viewer headers to an API", props: api(allViewer), findings: [] },
  {
    title: "an unknown policy",
    props: api({ originRequestPolicyId: notYet }, functionUrl),
    findings: [["undetermined", apiBehavior]],
  },
]);

describeRule(s3OriginHostHeader, [
  {
    title: "all viewer headers to a bucket",
    props: site(allViewer),
    findings: [["violation", "default cache behavior"]],
  },
  {
    title: "an unknown policy",
    props: site({ originRequestPolicyId: notYet }),
    findings: [["undetermined", "default cache behavior"]],
  },
]);
