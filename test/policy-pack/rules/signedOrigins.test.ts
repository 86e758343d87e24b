import { Unknown } from "../../../policy-pack/program/maybe";
import { apiGatewayOriginClientCertificate } from "../../../policy-pack/rules/apiGatewayOriginClientCertificate";
import { lambdaUrlOriginSignedBody } from "../../../policy-pack/rules/lambdaUrlOriginSignedBody";
import { http } from "../../support/apis";
import { customDomain, goodConnection, Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const violation = [["violation", apiBehavior]] as const;
const weakness = [["weakness", apiBehavior]] as const;
const undetermined = [["undetermined", apiBehavior]] as const;

/** The custom domain with a mapping to an HTTP API. */
function domainWith(mutualTlsAuthentication: unknown, apiChanges: Properties = {}) {
  return [
    { ...http, props: { ...(http.props as Properties), ...apiChanges } },
    resource("aws:apigatewayv2/domainName:DomainName", "custom", { domainName: customDomain, mutualTlsAuthentication }),
    resource("aws:apigatewayv2/apiMapping:ApiMapping", "all", {
      apiId: "abc123",
      domainName: "custom-id",
      stage: "v1",
    }),
  ];
}

const mutual = { truststoreUri: "s3://store/bundle.pem" };
const toDomain = (config: Properties = {}) =>
  api({}, { domainName: customDomain, customOriginConfig: { ...goodConnection, ...config } });
const withCertificate = { originMtlsConfig: { clientCertificateArn: "arn:aws:acm:us-east-1:1:certificate/1" } };

describeRule(apiGatewayOriginClientCertificate, [
  {
    title: "a domain with mutual TLS, and an origin without a client certificate",
    props: toDomain(),
    resources: domainWith(mutual),
    findings: violation,
    message: /Set customOriginConfig\.originMtlsConfig\.clientCertificateArn/,
  },
  { title: "a domain without mutual TLS", props: toDomain(), resources: domainWith(undefined), findings: [] },
  {
    title: "an unknown trust store, which is a trust store",
    props: toDomain(),
    resources: domainWith({ truststoreUri: notYet }),
    findings: violation,
  },
  {
    title: "mutual TLS that is unknown",
    props: toDomain(),
    resources: domainWith(notYet),
    findings: undetermined,
  },
  {
    title: "client certificate settings that are unknown",
    props: toDomain({ originMtlsConfig: notYet }),
    resources: domainWith(mutual),
    findings: undetermined,
  },
  {
    title: "a client certificate, and a default endpoint that is disabled",
    props: toDomain(withCertificate),
    resources: domainWith(mutual, { disableExecuteApiEndpoint: true }),
    findings: [],
  },
  {
    title: "a client certificate, and a default endpoint that requires none",
    props: toDomain(withCertificate),
    resources: domainWith(mutual),
    findings: weakness,
    message: /disableExecuteApiEndpoint: true/,
  },
]);

const functionUrl = "abcdef.lambda-url.eu-west-1.on.aws";
const signed = (settings: Properties = {}, origin: Properties = {}) =>
  api(settings, { domainName: functionUrl, originAccessControlId: "E2", ...origin });
const control = (signingBehavior: unknown) =>
  resource("aws:cloudfront/originAccessControl:OriginAccessControl", "signs", { id: "E2", signingBehavior });
const url = (authorizationType: unknown) =>
  resource("aws:lambda/functionUrl:FunctionUrl", "url", { functionUrl: `https://${functionUrl}/`, authorizationType });
const lambdaAtEdge = (eventType: string) => ({
  lambdaFunctionAssociations: [
    { eventType, lambdaArn: "arn:aws:lambda:us-east-1:1:function:hash:1", includeBody: true },
  ],
});

describeRule(lambdaUrlOriginSignedBody, [
  { title: "a POST to a signed function URL", props: signed(), findings: violation, message: /x-amz-content-sha256/ },
  {
    title: "a behavior without POST and PUT",
    props: signed({ allowedMethods: ["GET", "HEAD", "OPTIONS"] }),
    findings: [],
  },
  {
    title: "a function URL without an access control",
    props: signed({}, { originAccessControlId: undefined }),
    findings: [],
  },
  { title: "an access control that never signs", props: signed(), resources: [control("never")], findings: [] },
  {
    title: "an access control that always signs",
    props: signed(),
    resources: [control("always")],
    findings: violation,
  },
  { title: "a public function URL", props: signed(), resources: [url("NONE")], findings: [] },
  { title: "a function URL with IAM", props: signed(), resources: [url("AWS_IAM")], findings: violation },
  {
    title: "a function URL of the program whose hostname is unknown",
    props: signed(),
    resources: [{ ...url("NONE"), props: { functionUrl: notYet, authorizationType: "NONE" } }],
    findings: undetermined,
  },
  {
    title: "a function URL that the program does not have, and another that it creates",
    props: signed(),
    resources: [{ ...url("NONE"), props: { id: notYet, functionUrl: notYet, authorizationType: "NONE" } }],
    findings: violation,
  },
  { title: "an unknown authorization type", props: signed(), resources: [url(notYet)], findings: undetermined },
  {
    title: "a Lambda@Edge function that can hash the body",
    props: signed(lambdaAtEdge("origin-request")),
    findings: undetermined,
  },
  {
    title: "a Lambda@Edge function for responses",
    props: signed(lambdaAtEdge("origin-response")),
    findings: violation,
  },
  { title: "unknown methods", props: signed({ allowedMethods: notYet }), findings: undetermined },
  {
    title: "an unknown signing behavior",
    props: signed(),
    resources: [control(notYet)],
    findings: undetermined,
  },
]);
