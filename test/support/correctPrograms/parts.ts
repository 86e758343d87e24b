import { managedPolicyId } from "../../../policy-pack/cloudfront/managedPolicies";
import { PackConfig } from "../../../policy-pack/program/programIndex";
import { Properties } from "../../../policy-pack/program/readValue";
import { Declared, DeclaredResource, Output, output } from "../declared";
import { hostOf } from "../choices";

/** A program without a mistake. */
export interface Correct {
  readonly program: Declared;
  readonly config?: PackConfig;
}

export type CorrectPrograms = Readonly<Record<string, Declared | Correct>>;

export const cachingDisabled = managedPolicyId("CachingDisabled");
export const cachingOptimized = managedPolicyId("CachingOptimized");
export const exceptHost = managedPolicyId("AllViewerExceptHostHeader");
export const allViewer = managedPolicyId("AllViewer");

export const sevenMethods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

export function resource(type: string, name: string, inputs: Properties = {}, computed?: Properties): DeclaredResource {
  return { type, name, inputs, ...(computed === undefined ? {} : { computed }) };
}

export const https = {
  httpPort: 80,
  httpsPort: 443,
  originProtocolPolicy: "https-only",
  originSslProtocols: ["TLSv1.2"],
};

/** An origin with the connection that API Gateway and most servers need. */
export function custom(originId: string, domainName: string | Output, more: Properties = {}): Properties {
  return { originId, domainName, customOriginConfig: https, ...more };
}

/** A behavior for an API. */
export function forApi(targetOriginId: string, more: Properties = {}): Properties {
  return {
    targetOriginId,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: sevenMethods,
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: cachingDisabled,
    originRequestPolicyId: exceptHost,
    ...more,
  };
}

/** A behavior for files. */
export function forFiles(targetOriginId: string, more: Properties = {}): Properties {
  return {
    targetOriginId,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: cachingOptimized,
    ...more,
  };
}

export const files: Properties = {
  originId: "files",
  domainName: "shop-files.s3.eu-west-1.amazonaws.com",
  originAccessControlId: "E2QWRUHAPOMQZL",
};

/** A distribution with the API's behavior for `/api` and below, and files for all other paths. */
export function site(api: Properties, settings: Properties = {}, more: Properties = {}): DeclaredResource {
  const behavior = forApi("api", settings);
  return distribution({
    origins: [files, api],
    defaultCacheBehavior: forFiles("files"),
    orderedCacheBehaviors: [
      { pathPattern: "/api", ...behavior },
      { pathPattern: "/api/*", ...behavior },
    ],
    ...more,
  });
}

export function distribution(inputs: Properties, type = "aws:cloudfront/distribution:Distribution"): DeclaredResource {
  const viewerCertificate = { cloudfrontDefaultCertificate: true };
  return resource(type, "front", { enabled: true, viewerCertificate, ...inputs });
}

/** A distribution with one origin. */
export function only(origin: Properties, behavior: Properties, more: Properties = {}): DeclaredResource {
  return distribution({ origins: [origin], defaultCacheBehavior: behavior, ...more });
}

export const reads = { allowedMethods: ["GET", "HEAD", "OPTIONS"] };

export const control = resource("aws:cloudfront/originAccessControl:OriginAccessControl", "control", {
  name: "files",
  originAccessControlOriginType: "s3",
  signingBehavior: "always",
  signingProtocol: "sigv4",
});

export const signed = { originAccessControlId: output("control", "id") };

/** The viewer certificate of another stack. */
export const certificate = {
  acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
  sslSupportMethod: "sni-only",
  minimumProtocolVersion: "TLSv1.2_2021",
};

/** An HTTP API that receives every path at its default stage. */
export function httpApi(name = "orders", more: Properties = {}): readonly DeclaredResource[] {
  const apiId = output(name, "id");
  return [
    resource("aws:apigatewayv2/api:Api", name, { protocolType: "HTTP", ...more }),
    resource("aws:apigatewayv2/stage:Stage", `${name}-stage`, { apiId, name: "$default", autoDeploy: true }),
    resource("aws:apigatewayv2/route:Route", `${name}-route`, { apiId, routeKey: "$default" }),
  ];
}

export const httpHost = (name = "orders"): Output => output(name, "apiEndpoint", hostOf);

/** A REST API with a stage `live` that receives every path. */
export function restApi(types: string | undefined, name = "rest", more: Properties = {}): readonly DeclaredResource[] {
  const restApiId = output(name, "id");
  const endpoint = types === undefined ? {} : { endpointConfiguration: { types } };
  return [
    resource("aws:apigateway/restApi:RestApi", name, { ...endpoint, ...more }),
    resource("aws:apigateway/resource:Resource", `${name}-proxy`, {
      restApi: restApiId,
      parentId: output(name, "rootResourceId"),
      pathPart: "{proxy+}",
    }),
    resource("aws:apigateway/method:Method", `${name}-any`, {
      restApi: restApiId,
      resourceId: output(`${name}-proxy`, "id"),
      httpMethod: "ANY",
      authorization: "NONE",
    }),
    resource("aws:apigateway/stage:Stage", `${name}-stage`, { restApi: restApiId, stageName: "live" }),
  ];
}

export const restHost = (name = "rest"): Output => output(`${name}-stage`, "invokeUrl", hostOf);

/** A regional custom domain of an HTTP API, and its DNS record. */
export function httpDomain(domainName: string, api = "orders", key?: string): readonly DeclaredResource[] {
  return [
    resource("aws:apigatewayv2/domainName:DomainName", "domain", {
      domainName,
      domainNameConfiguration: {
        certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1",
        endpointType: "REGIONAL",
        securityPolicy: "TLS_1_2",
      },
    }),
    resource("aws:apigatewayv2/apiMapping:ApiMapping", "mapping", {
      domainName: output("domain", "id"),
      apiId: output(api, "id"),
      stage: "$default",
      ...(key === undefined ? {} : { apiMappingKey: key }),
    }),
    resource("aws:route53/record:Record", "record", {
      zoneId: "Z1",
      name: domainName,
      type: "A",
      aliases: [{ name: targetOf("domain"), zoneId: "Z2", evaluateTargetHealth: false }],
    }),
  ];
}

/** The DNS target of a domain of API Gateway v2. */
export function targetOf(domain: string): Output {
  return new Output([[domain, "domainNameConfiguration"]], (value) => (value as Properties).targetDomainName);
}

/** A resource that can output any value: of another stack, a parameter, a company's own provider. */
export function carrier(type: string, name: string, value: unknown): DeclaredResource {
  return resource(type, name, {}, { value });
}

/** A value that depends on a flag which is known only after deployment. */
export function dependsOnFlag(value: unknown, sources: Output["sources"] = []): Output {
  return new Output([["flag", "value"], ...sources], () => value);
}

export const flag = carrier("pulumi-nodejs:dynamic:Resource", "flag", "on");

export function edgeFunction(name: string, body: string, runtime = "cloudfront-js-2.0"): DeclaredResource {
  const code = `import cf from "cloudfront";\nasync function handler(event) { const request = event.request; ${body} }`;
  return resource("aws:cloudfront/function:Function", name, { name, runtime, code });
}

export function onViewerRequest(name: string): Properties {
  return { functionAssociations: [{ eventType: "viewer-request", functionArn: output(name, "arn") }] };
}
