import { Unknown } from "../../../policy-pack/program/maybe";
import { apiGatewayOriginEndpointEnabled } from "../../../policy-pack/rules/apiGatewayOriginEndpointEnabled";
import { apiGatewayOriginHttpsOnly } from "../../../policy-pack/rules/apiGatewayOriginHttpsOnly";
import { apiGatewayOriginInvocable } from "../../../policy-pack/rules/apiGatewayOriginInvocable";
import { apiGatewayOriginMethods } from "../../../policy-pack/rules/apiGatewayOriginMethods";
import { rest, routes } from "../../support/apis";
import { goodConnection, goodForApi, Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const violation = [["violation", apiBehavior]] as const;
const weakness = [["weakness", apiBehavior]] as const;
const undetermined = [["undetermined", apiBehavior]] as const;
const allViewer = { originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" };
const connection = (changes: Properties): Properties => ({ customOriginConfig: { ...goodConnection, ...changes } });

const domain = resource("aws:apigatewayv2/domainName:DomainName", "domain", {
  id: "api.example.com",
  domainName: "api.example.com",
  domainNameConfiguration: { targetDomainName: "d-abc.execute-api.eu-west-1.amazonaws.com" },
});
const byDomain = { domainName: "api.example.com" };

const closed = (type: string) => resource(type, "api", { id: "abc123", disableExecuteApiEndpoint: true });

const target = { domainName: "d-abc.execute-api.eu-west-1.amazonaws.com" };
const own = (aliases: unknown) => ({ aliases, viewerCertificate: { acmCertificateArn: "arn" } });

describeRule(apiGatewayOriginHttpsOnly, [
  {
    title: "originProtocolPolicy http-only",
    props: api({}, connection({ originProtocolPolicy: "http-only" })),
    findings: violation,
  },
  { title: "a port other than 443", props: api({}, connection({ httpsPort: 8443 })), findings: violation },
  {
    title: "no TLS 1.2 among the protocols",
    props: api({}, connection({ originSslProtocols: ["TLSv1", "TLSv1.1"] })),
    findings: violation,
  },
  {
    title: "TLS 1.2 among other protocols",
    props: api({}, connection({ originSslProtocols: ["TLSv1", "TLSv1.2"] })),
    findings: [],
  },
  {
    title: "match-viewer, and viewers can use HTTP",
    props: api({ viewerProtocolPolicy: "allow-all" }, connection({ originProtocolPolicy: "match-viewer" })),
    findings: violation,
  },
  {
    title: "match-viewer, and viewers cannot use HTTP",
    props: api({}, connection({ originProtocolPolicy: "match-viewer" })),
    findings: weakness,
  },
  {
    title: "an unknown protocol policy",
    props: api({}, connection({ originProtocolPolicy: notYet })),
    findings: undetermined,
  },
  {
    title: "match-viewer with unknown protocols",
    props: api({}, connection({ originProtocolPolicy: "match-viewer", originSslProtocols: notYet })),
    findings: undetermined,
  },
  {
    title: "HTTP to another service",
    props: api({}, { domainName: "lb.example.com", ...connection({ originProtocolPolicy: "http-only" }) }),
    findings: [],
  },
]);

describeRule(apiGatewayOriginEndpointEnabled, [
  {
    title: "the disabled endpoint of a REST API",
    props: api({}),
    resources: [closed("aws:apigateway/restApi:RestApi")],
    findings: violation,
    message: /returns 403/,
  },
  {
    title: "the disabled endpoint of an HTTP API",
    props: api({}),
    resources: [closed("aws:apigatewayv2/api:Api")],
    findings: violation,
    message: /returns 404/,
  },
  { title: "an enabled endpoint", props: api({}), resources: [rest], findings: [] },
  {
    title: "an unknown disableExecuteApiEndpoint",
    props: api({}),
    resources: [resource("aws:apigatewayv2/api:Api", "api", { id: "abc123", disableExecuteApiEndpoint: notYet })],
    findings: undetermined,
  },
]);

const recordOf = (target: string) =>
  resource("aws:route53/record:Record", "alias", { name: "shop.example.net", type: "CNAME", records: [target] });

describeRule(apiGatewayOriginInvocable, [
  {
    title: "a name whose DNS record leads to a default endpoint, which does not serve it",
    props: api({}, { domainName: "shop.example.net" }),
    resources: [recordOf("abc123.execute-api.eu-west-1.amazonaws.com.")],
    findings: [["undetermined", apiBehavior]],
    message: /its DNS record leads to a default endpoint, which serves only its own hostname/,
  },
  {
    title: "a name whose DNS record leads to a custom domain of another stack",
    props: api({}, { domainName: "shop.example.net" }),
    resources: [recordOf("d-abc123.execute-api.eu-west-1.amazonaws.com")],
    findings: [],
  },
  { title: "the DNS target of a regional custom domain", props: api({}, target), findings: violation, message: /403/ },
  {
    title: "the DNS target of an edge-optimized domain",
    props: api({}, { domainName: "d1.cloudfront.net" }),
    resources: [
      resource("aws:apigateway/domainName:DomainName", "edge", {
        domainName: "api.example.com",
        cloudfrontDomainName: "d1.cloudfront.net",
      }),
    ],
    findings: violation,
  },
  {
    title: "a DNS target that receives Host, which the Host rule reports",
    props: api(allViewer, target),
    findings: [],
  },
  {
    title: "a private API",
    props: api({}),
    resources: [
      resource("aws:apigateway/restApi:RestApi", "p", { id: "abc123", endpointConfiguration: { types: "PRIVATE" } }),
    ],
    findings: violation,
    message: /private/,
  },
  {
    title: "an alias of the distribution",
    props: api({}, byDomain, own(["API.example.com"])),
    resources: [domain],
    findings: violation,
    message: /alias of this distribution/,
  },
  {
    title: "an edge function that can set the API's Host",
    props: api({ lambdaFunctionAssociations: [{ eventType: "origin-request", lambdaArn: "arn" }] }, target),
    findings: undetermined,
  },
  {
    title: "a hostname under a wildcard alias",
    props: api({}, byDomain, own(["*.example.com"])),
    resources: [domain],
    findings: [],
  },
  { title: "a default endpoint, with unknown aliases", props: api({}, {}, own(notYet)), findings: [] },
  {
    title: "a custom domain that is not an alias",
    props: api({}, byDomain, own(["www.example.com"])),
    resources: [domain],
    findings: [],
  },
  {
    title: "unknown aliases",
    props: api({}, byDomain, own(notYet)),
    resources: [domain],
    findings: undetermined,
  },
]);

describeRule(apiGatewayOriginMethods, [
  {
    title: "a WebSocket API, whose handshake is a GET",
    props: api({ allowedMethods: ["GET", "HEAD"] }),
    resources: [resource("aws:apigatewayv2/api:Api", "chat", { id: "abc123", protocolType: "WEBSOCKET" })],
    findings: [],
  },
  {
    title: "only GET and HEAD",
    props: api({ allowedMethods: ["GET", "HEAD"] }),
    findings: violation,
    message: /allowedMethods \["GET","HEAD"\]/,
  },
  {
    title: "an API with read routes only",
    props: api({ allowedMethods: ["GET", "HEAD"] }),
    resources: routes("GET /api/pets"),
    findings: [],
  },
  {
    title: "a member of an origin group, which supports no other methods",
    props: {
      originGroups: [{ originId: "group", members: [{ originId: "api" }, { originId: "site" }] }],
      defaultCacheBehavior: { ...goodForApi, targetOriginId: "group", allowedMethods: ["GET", "HEAD"] },
      orderedCacheBehaviors: [],
    },
    findings: [],
  },
  { title: "unknown methods", props: api({ allowedMethods: notYet }), findings: undetermined },
]);
