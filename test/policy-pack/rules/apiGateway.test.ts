import { Unknown } from "../../../policy-pack/program/maybe";
import { apiGatewayOriginEndpointEnabled } from "../../../policy-pack/rules/apiGatewayOriginEndpointEnabled";
import { apiGatewayOriginHttpsOnly } from "../../../policy-pack/rules/apiGatewayOriginHttpsOnly";
import { apiGatewayOriginInvocable } from "../../../policy-pack/rules/apiGatewayOriginInvocable";
import { apiGatewayOriginMethods } from "../../../policy-pack/rules/apiGatewayOriginMethods";
import { apiGatewayOriginRoute } from "../../../policy-pack/rules/apiGatewayOriginRoute";
import { apiGatewayOriginStagePath } from "../../../policy-pack/rules/apiGatewayOriginStagePath";
import { http, httpStage, method, folder, rest, restStage, routes } from "../../support/apis";
import { goodConnection, goodForApi, Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const violation = [["violation", apiBehavior]] as const;
const advice = [["advice", apiBehavior]] as const;
const undetermined = [["undetermined", apiBehavior]] as const;
const allViewer = { originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" };
const connection = (changes: Properties): Properties => ({ customOriginConfig: { ...goodConnection, ...changes } });

describeRule(apiGatewayOriginHttpsOnly, [
  { where: "http-only", props: api({}, connection({ originProtocolPolicy: "http-only" })), findings: violation },
  { where: "another port", props: api({}, connection({ httpsPort: 8443 })), findings: violation },
  {
    where: "TLS without 1.2",
    props: api({}, connection({ originSslProtocols: ["TLSv1", "TLSv1.1"] })),
    findings: violation,
  },
  {
    where: "TLS 1.2 among others",
    props: api({}, connection({ originSslProtocols: ["TLSv1", "TLSv1.2"] })),
    findings: [],
  },
  {
    where: "match-viewer where viewers may use HTTP",
    props: api({ viewerProtocolPolicy: "allow-all" }, connection({ originProtocolPolicy: "match-viewer" })),
    findings: violation,
  },
  {
    where: "match-viewer where they may not",
    props: api({}, connection({ originProtocolPolicy: "match-viewer" })),
    findings: advice,
  },
  {
    where: "the protocol policy is not known",
    props: api({}, connection({ originProtocolPolicy: notYet })),
    findings: undetermined,
  },
  {
    where: "match-viewer, and the protocols are not known",
    props: api({}, connection({ originProtocolPolicy: "match-viewer", originSslProtocols: notYet })),
    findings: undetermined,
  },
  {
    where: "it is another service that is reached over HTTP",
    props: api({}, { domainName: "lb.example.com", ...connection({ originProtocolPolicy: "http-only" }) }),
    findings: [],
  },
]);

const domain = resource("aws:apigatewayv2/domainName:DomainName", "domain", {
  id: "api.example.com",
  domainName: "api.example.com",
  domainNameConfiguration: { targetDomainName: "d-abc.execute-api.eu-west-1.amazonaws.com" },
});
const mapping = (apiMappingKey?: string) =>
  resource("aws:apigatewayv2/apiMapping:ApiMapping", "mapping", {
    domainName: "api.example.com",
    apiId: "abc123",
    apiMappingKey,
  });
const byDomain = { domainName: "api.example.com" };

describeRule(apiGatewayOriginStagePath, [
  {
    where: "a REST API's default endpoint without a stage",
    props: api({}),
    resources: [rest, restStage],
    findings: violation,
    says: /originPath \(none\) is not a stage of the API, which returns 403 \{"message":"Forbidden"\}\. Set originPath: "\/prod"/,
  },
  { where: "with its stage", props: api({}, { originPath: "/prod" }), resources: [rest, restStage], findings: [] },
  { where: "below its stage", props: api({}, { originPath: "/prod/v1" }), resources: [rest, restStage], findings: [] },
  {
    where: "with another stage",
    props: api({}, { originPath: "/dev" }),
    resources: [rest, restStage],
    findings: violation,
  },
  {
    where: "the behavior's own path supplies the stage",
    props: { orderedCacheBehaviors: [{ pathPattern: "/prod/*", ...goodForApi }] },
    resources: [rest, restStage],
    findings: [],
  },
  {
    where: "a path that may name the stage or not",
    props: { orderedCacheBehaviors: [{ pathPattern: "/pro*", ...goodForApi }] },
    resources: [rest, restStage],
    findings: [["undetermined", 'cache behavior "/pro*"']],
  },
  {
    where: "an HTTP API of quick create, which has $default beside a named stage",
    props: api({}),
    resources: [resource("aws:apigatewayv2/api:Api", "http", { id: "abc123", target: "arn" }), httpStage("v1")],
    findings: [],
  },
  {
    where: "a stage that may be made elsewhere",
    props: api({}, { originPath: "/dev" }),
    resources: [rest],
    findings: [],
  },
  {
    where: "the $default stage of an HTTP API",
    props: api({}),
    resources: [http, httpStage("$default")],
    findings: [],
  },
  {
    where: "a named stage of an HTTP API without its name",
    props: api({}),
    resources: [http, httpStage("v1")],
    findings: violation,
    says: /which returns 404/,
  },
  {
    where: "the origin path is not known",
    props: api({}, { originPath: notYet }),
    resources: [rest, restStage],
    findings: undetermined,
  },
  { where: "an API of which nothing but its name is known", props: api({}), findings: [] },
  {
    where: "a custom domain that maps every path",
    props: api({}, byDomain),
    resources: [domain, mapping()],
    findings: [],
  },
  {
    where: "a custom domain whose mapping begins as the pattern does",
    props: api({}, byDomain),
    resources: [domain, mapping("api")],
    findings: [],
  },
  {
    where: "a custom domain whose mapping the path can't begin with",
    props: api({}, byDomain),
    resources: [domain, mapping("v1")],
    findings: violation,
    says: /no path of this behavior begins with an API mapping of the custom domain \("\/v1"\)/,
  },
  {
    where: "an origin path that begins with the mapping",
    props: api({}, { ...byDomain, originPath: "/v1" }),
    resources: [domain, mapping("v1")],
    findings: [],
  },
  {
    where: "a default root object while `/` goes to the API",
    props: { defaultRootObject: "index.html", defaultCacheBehavior: goodForApi, orderedCacheBehaviors: [] },
    findings: [["violation", "default cache behavior"]],
    says: /defaultRootObject "index.html" replaces "\/", and the API receives a request for it/,
  },
  { where: "a default root object while `/` goes elsewhere", props: { defaultRootObject: "index.html" }, findings: [] },
]);

const closed = (type: string) => resource(type, "api", { id: "abc123", disableExecuteApiEndpoint: true });

describeRule(apiGatewayOriginEndpointEnabled, [
  {
    where: "a REST API's closed endpoint",
    props: api({}),
    resources: [closed("aws:apigateway/restApi:RestApi")],
    findings: violation,
    says: /returns 403/,
  },
  {
    where: "an HTTP API's closed endpoint",
    props: api({}),
    resources: [closed("aws:apigatewayv2/api:Api")],
    findings: violation,
    says: /returns 404/,
  },
  { where: "an open endpoint", props: api({}), resources: [rest], findings: [] },
  {
    where: "whether it is closed is not known",
    props: api({}),
    resources: [resource("aws:apigatewayv2/api:Api", "api", { id: "abc123", disableExecuteApiEndpoint: notYet })],
    findings: undetermined,
  },
]);

const target = { domainName: "d-abc.execute-api.eu-west-1.amazonaws.com" };
const own = (aliases: unknown) => ({ aliases, viewerCertificate: { acmCertificateArn: "arn" } });

describeRule(apiGatewayOriginInvocable, [
  { where: "a regional custom domain's DNS target", props: api({}, target), findings: violation, says: /403/ },
  {
    where: "an edge-optimized domain's DNS target",
    props: api({}, { domainName: "d1.cloudfront.net" }),
    resources: [
      resource("aws:apigateway/domainName:DomainName", "edge", {
        domainName: "api.example.com",
        cloudfrontDomainName: "d1.cloudfront.net",
      }),
    ],
    findings: violation,
  },
  { where: "the DNS target gets Host, which is the Host rule's", props: api(allViewer, target), findings: [] },
  {
    where: "a private API",
    props: api({}),
    resources: [
      resource("aws:apigateway/restApi:RestApi", "p", { id: "abc123", endpointConfiguration: { types: "PRIVATE" } }),
    ],
    findings: violation,
    says: /private/,
  },
  {
    where: "the distribution's own alias",
    props: api({}, byDomain, own(["API.example.com"])),
    resources: [domain],
    findings: violation,
    says: /alias of this distribution/,
  },
  {
    where: "an edge function that may set the fitting Host",
    props: api({ lambdaFunctionAssociations: [{ eventType: "origin-request", lambdaArn: "arn" }] }, target),
    findings: undetermined,
  },
  {
    where: "a name under a wildcard alias, which has a record of its own",
    props: api({}, byDomain, own(["*.example.com"])),
    resources: [domain],
    findings: [],
  },
  { where: "a default endpoint, whatever the aliases are", props: api({}, {}, own(notYet)), findings: [] },
  { where: "a name of its own", props: api({}, byDomain, own(["www.example.com"])), resources: [domain], findings: [] },
  {
    where: "the aliases are not known",
    props: api({}, byDomain, own(notYet)),
    resources: [domain],
    findings: undetermined,
  },
]);

describeRule(apiGatewayOriginRoute, [
  { where: "routes that begin with the path", props: api({}), resources: routes("GET /api/pets"), findings: [] },
  { where: "a greedy route", props: api({}), resources: routes("ANY /{proxy+}"), findings: [] },
  { where: "$default", props: api({}), resources: routes("$default"), findings: [] },
  {
    where: "routes that do not, as if the path were stripped",
    props: api({}),
    resources: routes("GET /pets", "GET /pets/{id}"),
    findings: violation,
    says: /no route of the API \("\/pets", "\/pets\/\{id\}"\) matches these paths, which CloudFront does not strip/,
  },
  {
    where: "a REST API's methods that do not",
    props: api({}, { originPath: "/prod" }),
    resources: [rest, restStage, folder("folder", "pets"), method("folder-id")],
    findings: violation,
    says: /Missing Authentication Token/,
  },
  { where: "not all routes are known", props: api({}), resources: routes("GET /pets", notYet), findings: undetermined },
  { where: "the routes may be made elsewhere", props: api({}), resources: [http, httpStage("$default")], findings: [] },
]);

describeRule(apiGatewayOriginMethods, [
  {
    where: "only GET and HEAD",
    props: api({ allowedMethods: ["GET", "HEAD"] }),
    findings: violation,
    says: /allowedMethods \["GET","HEAD"\]/,
  },
  {
    where: "an API that only reads",
    props: api({ allowedMethods: ["GET", "HEAD"] }),
    resources: routes("GET /api/pets"),
    findings: [],
  },
  {
    where: "a member of an origin group, which takes no other methods",
    props: {
      originGroups: [{ originId: "group", members: [{ originId: "api" }, { originId: "site" }] }],
      defaultCacheBehavior: { ...goodForApi, targetOriginId: "group", allowedMethods: ["GET", "HEAD"] },
      orderedCacheBehaviors: [],
    },
    findings: [],
  },
  { where: "the methods are not known", props: api({ allowedMethods: notYet }), findings: undetermined },
]);
