import fc from "fast-check";
import { managedPolicyId } from "../../../policy-pack/cloudfront/managedPolicies";
import { Properties } from "../../../policy-pack/program/readValue";
import { Address, Choices, hostOf } from "../choices";
import { Declared, DeclaredResource, Output, output, resolve } from "../declared";
import { apisOf, domainsOf } from "./apis";
import { Described, propertiesFor, Shape, shapes, typeOf } from "../shapes";

/** A program with one distribution, the last resource, and resources that it can use. */
export const randomPrograms: fc.Arbitrary<Declared> = fc.gen().map((draw) => {
  const choices = new Choices(draw);
  const literals = Array.from({ length: 2 }, () => choices.any(...otherAddresses));
  addDistribution(choices, [...apisOf(choices), ...domainsOf(choices), ...othersOf(choices), ...literals]);
  return wrapped(choices);
});

/** Origins of other services. */
function othersOf(choices: Choices): Address[] {
  return choices
    .some(3, functionUrl, nativeFunctionUrl, bucket, loadBalancer, carrier, password)
    .flatMap((add) => add(choices));
}

function functionUrl(choices: Choices): Address[] {
  const inputs = { functionName: "orders", authorizationType: choices.any("NONE", "AWS_IAM") };
  const url = choices.add("aws:lambda/functionUrl:FunctionUrl", inputs);
  return [{ name: output(url, "functionUrl", hostOf), service: "lambda-url" }];
}

function nativeFunctionUrl(choices: Choices): Address[] {
  const computed = { functionUrl: "https://nativefunction.lambda-url.eu-west-1.on.aws/" };
  const url = choices.add("aws-native:lambda:Url", { authType: "NONE" }, computed);
  return [{ name: output(url, "functionUrl", hostOf), service: "lambda-url" }];
}

function bucket(choices: Choices): Address[] {
  const name = choices.add("aws:s3/bucket:Bucket", choices.is(5) ? { bucket: "shop-files" } : {});
  const files: Address = { name: output(name, "bucketRegionalDomainName"), service: "s3" };
  if (choices.is(7)) {
    return [files];
  }
  const computed = { websiteEndpoint: "shop-files.s3-website-eu-west-1.amazonaws.com" };
  const type = "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration";
  const website = choices.add(type, { bucket: output(name, "id") }, computed);
  return [files, { name: output(website, "websiteEndpoint"), service: "s3-website" }];
}

function loadBalancer(choices: Choices): Address[] {
  return [
    { name: output(choices.add("aws:lb/loadBalancer:LoadBalancer", { name: "shop" }), "dnsName"), service: "other" },
  ];
}

/** A resource that can output any hostname. */
function carrier(choices: Choices): Address[] {
  const address = choices.any(...otherAddresses);
  const types = ["pulumi:pulumi:StackReference", "aws:ssm/parameter:Parameter", "pulumi-nodejs:dynamic:Resource"];
  return [{ ...address, name: output(choices.add(choices.any(...types), {}, { value: address.name }), "value") }];
}

function password(choices: Choices): Address[] {
  choices.add("random:index/randomPassword:RandomPassword", { length: 32 });
  return [];
}

const ofApi = { service: "api-gateway" } as const;

/** Hostnames that the program knows, and strings that are none. */
const otherAddresses: readonly Address[] = [
  { name: "abcdefghij.execute-api.eu-west-1.amazonaws.com", ...ofApi },
  { name: "https://abcdefghij.execute-api.eu-west-1.amazonaws.com/prod", ...ofApi },
  { name: "d-abcdefghij.execute-api.eu-west-1.amazonaws.com", ...ofApi },
  { name: "abcdefghij-vpce-0123.execute-api.eu-west-1.amazonaws.com", ...ofApi },
  { name: "d111111abcdef8.cloudfront.net", service: "other" },
  { name: "api.example.com", service: "other" },
  { name: "shop.example.com", service: "other" },
  { name: "orders.api.example.com", service: "other" },
  { name: "www.example.com", service: "other" },
  { name: "abc.lambda-url.eu-west-1.on.aws", service: "lambda-url" },
  { name: "files.s3.eu-west-1.amazonaws.com", service: "s3" },
  { name: "files.s3-website-eu-west-1.amazonaws.com", service: "s3-website" },
  { name: "shop-1.eu-west-1.elb.amazonaws.com", service: "other" },
  { name: "shop.azurewebsites.net", service: "other" },
];

const seven = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

function addDistribution(choices: Choices, addresses: readonly Address[]): void {
  const origins = Array.from({ length: 1 + choices.number(3) }, (_, index) => originOf(choices, index, addresses));
  const ids = origins.map(({ originId }) => originId);
  const hasGroup = origins.length > 1 && choices.is(2);
  const targets = [...ids, ...(hasGroup ? ["group"] : []), choices.of(...ids, "nowhere")];
  const shape: Shape = choices.any("aws", "aws", ...shapes);
  const patterns = choices.some(4, "/api", "/api/*", "/prod/*", "/shop/*", "*.js", "/ap?/*", "/*");
  const behavior = (): object => behaviorOf(choices, shape, targets);
  const aliases = choices.some(4, "www.example.com", "shop.example.com");
  const described = {
    aliases,
    origins,
    defaultCacheBehavior: behavior(),
    orderedCacheBehaviors: patterns.map((pathPattern) => ({ pathPattern, ...behavior() })),
    ...(hasGroup
      ? {
          originGroups: [
            {
              originId: "group",
              failoverCriteria: { statusCodes: [500] },
              members: ids.slice(0, 2).map((originId) => ({ originId })),
            },
          ],
        }
      : {}),
    ...(choices.is(1) ? { defaultRootObject: "index.html" } : {}),
    ...(choices.is(2)
      ? { customErrorResponses: [{ errorCode: choices.of(500, 403, 404), responsePagePath: "/error.html" }] }
      : {}),
    viewerCertificate: choices.any<object>(
      ...(aliases.length === 0 || choices.is(1) ? [{ cloudfrontDefaultCertificate: true }] : []),
      { acmCertificateArn: certificate(choices), minimumProtocolVersion: choices.of("TLSv1.2_2021", "TLSv1") },
    ),
    ...(choices.is(1) ? { webAclId: webAcl(choices) } : {}),
  };
  choices.add(typeOf[shape], propertiesFor(shape, described as unknown as Described));
}

function originOf(choices: Choices, index: number, addresses: readonly Address[]): { originId: string } {
  const { name: domainName, service, path } = choices.any(...addresses);
  const originPath = choices.of(path, undefined, "/prod", "/v1", "/shop", "/prod/", "prod");
  const header = choices.resources.find(({ type }) => type.startsWith("random:"));
  return {
    originId: `o${index}`,
    domainName,
    ...(originPath === undefined ? {} : { originPath }),
    ...(header !== undefined && choices.is(5)
      ? { customHeaders: [{ name: choices.any("X-Verify", "Authorization"), value: output(header.name, "result") }] }
      : {}),
    ...connectionOf(choices, service),
  } as { originId: string };
}

function connectionOf(choices: Choices, service: Address["service"]): object {
  const custom = {
    originProtocolPolicy: choices.of(
      service === "s3-website" ? "http-only" : "https-only",
      "http-only",
      "match-viewer",
    ),
    originSslProtocols: choices.of(["TLSv1.2"], ["TLSv1", "TLSv1.2"], ["TLSv1"]),
    httpsPort: choices.of(443, 443, 443, 8443),
  };
  const identity: object = { s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" } };
  const unsigned: object = { s3OriginConfig: { originAccessIdentity: "" } };
  const inVpc: object = { vpcOriginConfig: { vpcOriginId: "vo_1" } };
  // CloudFront accepts an access control only for these.
  const signed = () => ({ originAccessControlId: accessControl(choices) });
  switch (service) {
    case "s3":
      return choices.of<() => object>(
        signed,
        () => identity,
        () => unsigned,
        () => ({}),
        () => ({ customOriginConfig: custom }),
      )();
    case "lambda-url":
      return { customOriginConfig: custom, ...(choices.is(5) ? signed() : {}) };
    case "api-gateway":
    case "s3-website":
    case "other":
      return choices.of<object>({ customOriginConfig: custom }, { customOriginConfig: custom }, {}, inVpc);
  }
}

function accessControl(choices: Choices): string | Output {
  const inputs = { name: "shop", signingBehavior: choices.of("always", "always", "never", "no-override") };
  return choices.is(3)
    ? "E1ABC"
    : output(choices.add("aws:cloudfront/originAccessControl:OriginAccessControl", inputs), "id");
}

function behaviorOf(choices: Choices, shape: Shape, targets: readonly string[]): object {
  return {
    targetOriginId: choices.any(...targets),
    viewerProtocolPolicy: choices.of("redirect-to-https", "https-only", "https-only", "allow-all"),
    allowedMethods: choices.of(seven, seven, ["GET", "HEAD"], ["GET", "HEAD", "OPTIONS"]),
    ...(shape !== "multitenant" && choices.is(3) ? legacySettings(choices) : policies(choices)),
    ...(choices.is(2)
      ? { functionAssociations: [{ eventType: "viewer-request", functionArn: viewerFunction(choices) }] }
      : {}),
    ...(choices.is(1)
      ? {
          lambdaFunctionAssociations: [
            {
              eventType: choices.of("viewer-request", "origin-request", "origin-response"),
              lambdaArn: "arn:aws:lambda:x",
            },
          ],
        }
      : {}),
  };
}

function legacySettings(choices: Choices): object {
  return {
    forwardedValues: {
      queryString: choices.of(true, false),
      cookies: { forward: choices.of("none", "all") },
      headers: choices.of(["Authorization", "Origin"], ["*"], [], ["Host"], ["Accept", "host"]),
    },
    ...choices.of({}, { minTtl: 0, defaultTtl: 0, maxTtl: 0 }, { minTtl: 0, defaultTtl: 60 }),
    ...choices.of({}, {}, {}, { cachePolicyId: managedPolicyId("CachingDisabled") }),
  };
}

const requestPolicies = (["AllViewerExceptHostHeader", "AllViewer", "HostHeaderOnly"] as const).map(managedPolicyId);

function policies(choices: Choices): object {
  return {
    cachePolicyId: choices.any<() => string | Output>(
      () => managedPolicyId("CachingDisabled"),
      () => managedPolicyId("CachingOptimized"),
      () => choices.of(managedPolicyId("CachingDisabled"), managedPolicyId("UseOriginCacheControlHeaders")),
      () => "11111111-2222-3333-4444-555555555555",
      () => ownPolicy(choices, "Cache"),
      () => ownPolicy(choices, "Cache"),
    )(),
    ...(choices.is(7)
      ? {
          originRequestPolicyId: choices.any<() => string | Output>(
            () => managedPolicyId("AllViewerExceptHostHeader"),
            () => choices.of(...requestPolicies),
            () => managedPolicyId("CORS-S3Origin"),
            () => ownPolicy(choices, "OriginRequest"),
            () => ownPolicy(choices, "OriginRequest"),
          )(),
        }
      : {}),
  };
}

function ownPolicy(choices: Choices, kind: "Cache" | "OriginRequest"): Output {
  const isNative = choices.is(3);
  const behavior =
    kind === "Cache" ? choices.any("none", "whitelist") : choices.any("none", "whitelist", "allViewer", "allExcept");
  const names = choices.of(
    behavior === "allExcept" ? ["host"] : ["Authorization"],
    ["Host"],
    ["accept", "HOST"],
    ["Origin"],
  );
  const headers = ["whitelist", "allExcept"].includes(behavior) ? { headers: isNative ? names : { items: names } } : {};
  const parameters = {
    headersConfig: { headerBehavior: behavior, ...headers },
    cookiesConfig: { cookieBehavior: choices.of("none", "all") },
    queryStringsConfig: { queryStringBehavior: choices.of("all", "none") },
  };
  const ttl = choices.of<object>({ minTtl: 0, defaultTtl: 0, maxTtl: 60 }, { minTtl: 0, defaultTtl: 0, maxTtl: 0 }, {});
  const config = kind === "Cache" ? { ...ttl, parametersInCacheKeyAndForwardedToOrigin: parameters } : parameters;
  const name = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}Policy`;
  const type = isNative ? `aws-native:cloudfront:${kind}Policy` : `aws:cloudfront/${name}:${kind}Policy`;
  const id = `policy-${choices.resources.length}`;
  const policy = choices.add(
    type,
    isNative ? { [`${name}Config`]: config } : config,
    isNative ? { awsId: id } : { id },
  );
  return output(policy, isNative ? "awsId" : "id");
}

const handler = (body: string) =>
  `import cf from "cloudfront";\nfunction handler(event) { const request = event.request; ${body} return request; }`;
const codes = [
  handler(""),
  handler('request.uri = request.uri.replace("/api", "");'),
  handler("delete request.headers.authorization;"),
  handler('cf.updateRequestOrigin({ hostHeader: "api.example.com" });'),
  handler('cf.selectRequestOriginById("o0");'),
];

function viewerFunction(choices: Choices): Output {
  const inputs = {
    name: `function-${choices.resources.length}`,
    runtime: "cloudfront-js-2.0",
    code: choices.any(...codes),
  };
  return output(choices.add("aws:cloudfront/function:Function", inputs), "arn");
}

function certificate(choices: Choices): string | Output {
  const region = choices.of("us-east-1", "us-east-1", "eu-west-1");
  return choices.is(5)
    ? `arn:aws:acm:${region}:123456789012:certificate/1`
    : output(choices.add("aws:acm/certificate:Certificate", { domainName: "*.example.com", region }), "arn");
}

function webAcl(choices: Choices): Output {
  const scope = choices.of("CLOUDFRONT", "REGIONAL");
  const region = scope === "CLOUDFRONT" ? "us-east-1" : "eu-west-1";
  return output(choices.add("aws:wafv2/webAcl:WebAcl", { name: "shop", scope, region }), choices.of("arn", "id"));
}

/** Some programs get any part of any resource from a resource that can output anything, for example in an `apply`. */
function wrapped(choices: Choices): Declared {
  if (choices.is(5)) {
    return choices.resources;
  }
  const source: DeclaredResource = {
    type: "pulumi-nodejs:dynamic:Resource",
    name: "dynamic",
    inputs: {},
    computed: { any: "" },
  };
  const count = 1 + choices.number(2);
  const all = Array.from({ length: count }).reduce<DeclaredResource[]>((program) => {
    const distribution = program.length - 1;
    const index = choices.is(7) ? distribution : choices.number(program.length);
    return program.map((resource, at) =>
      at === index ? { ...resource, inputs: wrapPart(choices, resource.inputs) as Properties } : resource,
    );
  }, choices.resources);
  return [source, ...all];
}

/** Wraps one part of a value, at any depth. */
function wrapPart(choices: Choices, value: unknown): unknown {
  const keys = typeof value === "object" && value !== null && !(value instanceof Output) ? Object.keys(value) : [];
  if (keys.length === 0) {
    return fromAnything(value);
  }
  const key = choices.any(...keys);
  const inner = (value as Properties)[key];
  const changed = choices.is(3) ? fromAnything(inner) : wrapPart(choices, inner);
  return Array.isArray(value)
    ? value.map((item: unknown, index) => (String(index) === key ? changed : item))
    : { ...(value as Properties), [key]: changed };
}

/** A value that also depends on a resource that can output anything. */
function fromAnything(value: unknown): Output {
  const inner: Output[] = [];
  resolve(value, (found) => inner.push(found));
  const sources = inner.flatMap((found) => found.sources);
  return new Output([["dynamic", "any"], ...sources], (_, ...values) => {
    let used = 0;
    return resolve(value, (found) => {
      const own = values.slice(used, (used += found.sources.length));
      return found.compute(...own);
    });
  });
}
