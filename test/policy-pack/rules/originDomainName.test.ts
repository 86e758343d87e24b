import { Resource, Unknown } from "../../../policy-pack/program/maybe";
import { originDomainName } from "../../../policy-pack/rules/originDomainName";
import { resource } from "../../support/distributions";
import { api, describeRule, site } from "../../support/ruleCases";

const violation = [["violation", 'origin "api"']] as const;
const undetermined = [["undetermined", 'origin "api"']] as const;
const host = "q1w2e3.execute-api.eu-west-3.amazonaws.com";

const bucketIn = (region: string) => resource("aws:s3/bucket:Bucket", "pages", { bucket: "pages", region });

const bare = (...sources: readonly Resource[]) =>
  api({}, { domainName: new Unknown("not yet", () => sources), customOriginConfig: undefined });

describeRule(originDomainName, [
  ...[`https://${host}`, `wss://${host}/live`, `HTTP://${host}:443/`, `${host}/live`, `${host}:443`, `//${host}`].map(
    (domainName) => ({ title: domainName, props: api({}, { domainName }), findings: violation }),
  ),
  {
    title: "a URL with a path, and the hostname and path to set",
    props: api({}, { domainName: `https://${host}/live/` }),
    findings: violation,
    message:
      /^origin "api": domainName "https:\/\/q1w2e3\.[^"]*" is not a hostname, and CloudFront rejects it\. Set domainName: "q1w2e3\.execute-api\.eu-west-3\.amazonaws\.com" and originPath: "\/live"\./,
  },
  {
    title: "a hostname with a final dot",
    props: api({}, { domainName: `${host}.` }),
    findings: [["weakness", 'origin "api"']],
  },
  {
    title: "a server whose hostname is an alias of the distribution",
    props: api({}, { domainName: "www.example.org" }, { aliases: ["WWW.example.org"] }),
    findings: [["weakness", 'origin "api"']],
    message: /if its DNS record points to the distribution, requests loop back to it\./,
  },
  {
    title: "a server in a VPC with the hostname of an alias",
    props: api(
      {},
      { domainName: "www.example.org", customOriginConfig: undefined, vpcOriginConfig: { vpcOriginId: "vo_1" } },
      { aliases: ["www.example.org"] },
    ),
    findings: [],
  },
  { title: "a hostname in capital letters", props: api({}, { domainName: host.toUpperCase() }), findings: [] },
  {
    title: "an origin path without a slash at its beginning",
    props: api({}, { originPath: "live" }),
    findings: violation,
    message: /Set originPath: "\/live"\./,
  },
  {
    title: "an origin path with a slash at its end",
    props: api({}, { originPath: "/live/v2/" }),
    findings: violation,
    message: /Set originPath: "\/live\/v2"\./,
  },
  {
    title: "a slash as the origin path",
    props: api({}, { originPath: "/" }),
    findings: violation,
    message: /Remove originPath/,
  },
  { title: "an empty origin path", props: api({}, { originPath: "" }), findings: [] },
  {
    title: "a part that tenants set",
    props: api({}, { domainName: "{{host}}", originPath: "{{path}}" }),
    findings: [],
  },
  {
    title: "an API without customOriginConfig",
    props: api({}, { domainName: host, customOriginConfig: undefined }),
    findings: violation,
    message: /Set customOriginConfig: \{ httpPort: 80/,
  },
  {
    title: "an API with the settings of a bucket",
    props: api({}, { domainName: host, customOriginConfig: undefined, s3OriginConfig: { originAccessIdentity: "" } }),
    findings: violation,
  },
  {
    title: "an API whose customOriginConfig is an unknown output",
    props: api({}, { domainName: host, customOriginConfig: new Unknown("not yet") }),
    findings: [],
  },
  {
    title: "a custom domain of an API without customOriginConfig",
    props: api({}, { domainName: "orders.shop.example", customOriginConfig: undefined }),
    config: { apiDomainNames: ["orders.shop.example"] },
    findings: violation,
  },
  {
    title: "a new API without customOriginConfig",
    props: bare(resource("aws:apigatewayv2/api:Api", "orders", {})),
    findings: undetermined,
  },
  {
    title: "a new API or a bucket without customOriginConfig",
    props: bare(resource("aws:apigatewayv2/api:Api", "orders", {}), resource("aws:s3/bucket:Bucket", "pages", {})),
    findings: [],
  },
  {
    title: "a new load balancer without customOriginConfig",
    props: bare(resource("aws:lb/loadBalancer:LoadBalancer", "app", {})),
    findings: undetermined,
  },
  {
    title: "a load balancer without customOriginConfig",
    props: api({}, { domainName: "app-1.eu-west-3.elb.amazonaws.com", customOriginConfig: undefined }),
    findings: violation,
  },
  {
    title: "a load balancer in a VPC",
    props: api(
      {},
      {
        domainName: "internal-app-1.eu-west-3.elb.amazonaws.com",
        customOriginConfig: undefined,
        vpcOriginConfig: { vpcOriginId: "vo_7" },
      },
    ),
    findings: [],
  },
  { title: "an unknown domain name", props: api({}, { domainName: new Unknown("not yet") }), findings: [] },
  { title: "an unknown origin path", props: api({}, { originPath: new Unknown("not yet") }), findings: [] },
  { title: "unknown origins", props: { origins: new Unknown("not yet") }, findings: [] },
  { title: "a bucket without settings", props: site({}), findings: [] },
  {
    title: "the global name of a bucket in another region than us-east-1",
    props: site({}, { domainName: "pages.s3.amazonaws.com" }),
    resources: [bucketIn("eu-west-3")],
    findings: [["weakness", 'origin "site"']],
    message: /Set domainName to bucketRegionalDomainName: "pages\.s3\.eu-west-3\.amazonaws\.com"/,
  },
  {
    title: "the global name of a bucket in us-east-1",
    props: site({}, { domainName: "pages.s3.amazonaws.com" }),
    resources: [bucketIn("us-east-1")],
    findings: [],
  },
]);
