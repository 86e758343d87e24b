import { Unknown } from "../../../policy-pack/program/maybe";
import { Resource } from "../../../policy-pack/program/resource";
import { apiGatewayOriginHttpsOnly } from "../../../policy-pack/rules/apiGatewayOriginHttpsOnly";
import { errorPagesMaskApi } from "../../../policy-pack/rules/errorPagesMaskApi";
import { originDomainName } from "../../../policy-pack/rules/originDomainName";
import { goodConnection, Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const orders = "orders.example.net";
const functionUrl = "abc.lambda-url.eu-west-1.on.aws";
const from = (...sources: readonly Resource[]) => new Unknown("it is unknown before the update", () => sources);
const pages = (domainName: string, page: Properties): Properties => ({
  ...api({}, { domainName }),
  customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html", ...page }],
});
const undeterminedPage = [["undetermined", "custom error response 404"]] as const;

describeRule(errorPagesMaskApi, [
  {
    title: "the page of a single-page application, and an origin that is not recognized",
    props: pages(orders, {}),
    findings: undeterminedPage,
    message: /the service at orders\.example\.net is unknown, .* Add the name to apiDomains or otherDomains/,
  },
  {
    title: "such a page, and an origin that the configuration declares as another service",
    props: pages(orders, {}),
    config: { otherDomainNames: ["*.example.net"] },
    findings: [],
  },
  {
    title: "such a page, and an origin that the configuration declares as an API",
    props: pages(orders, {}),
    config: { apiDomainNames: [orders] },
    findings: [["violation", "custom error response 404"]],
  },
  { title: "a page that keeps the status", props: pages(orders, { responseCode: 404 }), findings: [] },
  { title: "a page for server errors", props: pages(orders, { errorCode: 503 }), findings: [] },
  { title: "such a page, and a load balancer", props: pages("lb-1.eu-west-1.elb.amazonaws.com", {}), findings: [] },
]);

const connected = (changes: Properties) =>
  api({}, { domainName: functionUrl, customOriginConfig: { ...goodConnection, ...changes } });

describeRule(apiGatewayOriginHttpsOnly, [
  {
    title: "a function URL without encryption",
    props: connected({ originProtocolPolicy: "http-only" }),
    findings: [["weakness", apiBehavior]],
    message: /sends requests to the function URL without encryption/,
  },
  {
    title: "a function URL at another port",
    props: connected({ httpsPort: 8443 }),
    findings: [["undetermined", apiBehavior]],
    message: /Lambda documents no other port of a function URL than 443, and the origin has 8443/,
  },
  { title: "a function URL over HTTPS, and another HTTP port", props: connected({ httpPort: 8080 }), findings: [] },
]);

const leads = (target: unknown, changes: Properties = {}) =>
  resource("aws:route53/record:Record", "orders", { name: orders, type: "CNAME", records: [target], ...changes });
const toOrders = api({}, { domainName: orders });
const bucket = (name: unknown) => resource("aws:s3/bucket:Bucket", "files", { bucket: name });
const undeterminedOrigin = [["undetermined", 'origin "api"']] as const;

describeRule(originDomainName, [
  {
    title: "a DNS record that leads to a function URL",
    props: toOrders,
    resources: [leads(`${functionUrl}.`)],
    findings: undeterminedOrigin,
    message: /its DNS record leads to a Lambda function URL, .* Set domainName to the function URL's hostname/,
  },
  {
    title: "a DNS record that leads to a new function URL",
    props: toOrders,
    resources: [leads(from(resource("aws:lambda/functionUrl:FunctionUrl", "url")))],
    findings: undeterminedOrigin,
  },
  {
    title: "a DNS record that leads to a bucket with another name",
    props: toOrders,
    resources: [leads("files.s3.eu-west-1.amazonaws.com")],
    findings: undeterminedOrigin,
    message: /an S3 bucket with another name/,
  },
  {
    title: "a DNS record that leads to a new bucket with another name",
    props: toOrders,
    resources: [leads(from(bucket("files")))],
    findings: undeterminedOrigin,
  },
  {
    title: "a DNS record that leads to the bucket with the record's name",
    props: toOrders,
    resources: [leads(`${orders}.s3.eu-west-1.amazonaws.com`)],
    findings: [],
  },
  {
    title: "a DNS record that leads to a new bucket with the record's name",
    props: toOrders,
    resources: [leads(from(bucket(orders)))],
    findings: [],
  },
  {
    title: "a DNS record that leads to a bucket with an unknown name",
    props: toOrders,
    resources: [leads(from(bucket(new Unknown("?"))))],
    findings: [],
  },
  {
    title: "DNS records of which only one leads to a function URL",
    props: toOrders,
    resources: [leads(functionUrl), { ...leads("lb-1.eu-west-1.elb.amazonaws.com"), urn: "second" }],
    findings: [],
  },
]);
