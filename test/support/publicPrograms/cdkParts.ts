import { Properties } from "../../../policy-pack/program/readValue";
import { hostOf } from "../choices";
import { allViewer, cachingOptimized, resource } from "../correctPrograms/parts";
import { Declared, DeclaredResource, output, Output } from "../declared";
import { executeApi, github, openViewers } from "./parts";

// CDK synthesizes CloudFormation, which aws-native has as resources. The tests of CDK accept viewers over HTTP, its
// default, so each of them violates viewer-transport.
export const open = ["viewer-transport"];
const folder = "aws/aws-cdk/blob/HEAD/packages/@aws-cdk-testing/framework-integ/test";
export const origins = (file: string): string => github(`${folder}/aws-cloudfront-origins/test/integ.${file}.ts`);
export const distributions = (file: string): string => github(`${folder}/aws-cloudfront/test/integ.${file}.ts`);

export const secure = { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] };
export const plain = { originProtocolPolicy: "http-only", originSslProtocols: ["TLSv1.2"] };

export function origin(domainName: string | Output, more: Properties = {}): Properties {
  return { id: "origin", domainName, customOriginConfig: secure, ...more };
}

export function behavior(more: Properties = {}): Properties {
  return { targetOriginId: "origin", cachePolicyId: cachingOptimized, compress: true, ...openViewers, ...more };
}

export function front(
  from: readonly Properties[],
  settings: Properties = behavior(),
  more: Properties = {},
): DeclaredResource {
  const distributionConfig = { enabled: true, origins: from, defaultCacheBehavior: settings, ...more };
  return resource("aws-native:cloudfront:Distribution", "front", { distributionConfig });
}

export const server = origin("www.example.com");

export function restApi(stageName = "prod", more: Properties = {}): Declared {
  return [
    resource(
      "aws-native:apigateway:RestApi",
      "api",
      { endpointConfiguration: { types: ["REGIONAL"] }, ...more },
      {
        restApiId: "rest123456",
        rootResourceId: "root",
      },
    ),
    resource("aws-native:apigateway:Method", "get", {
      restApiId: output("api", "restApiId"),
      resourceId: output("api", "rootResourceId"),
      httpMethod: "GET",
      authorizationType: "NONE",
    }),
    resource("aws-native:apigateway:Stage", "stage", { restApiId: output("api", "restApiId"), stageName }),
  ];
}

export const restHost = output("api", "restApiId", executeApi);

export const httpApi: Declared = [
  resource(
    "aws-native:apigatewayv2:Api",
    "api",
    { protocolType: "HTTP" },
    {
      apiId: "http123456",
      apiEndpoint: `https://${executeApi("http123456")}`,
    },
  ),
  resource("aws-native:apigatewayv2:Stage", "stage", {
    apiId: output("api", "apiId"),
    stageName: "$default",
    autoDeploy: true,
  }),
];

export const httpHost = output("api", "apiEndpoint", hostOf);

export const bucket = (name = "bucket"): DeclaredResource =>
  resource(
    "aws-native:s3:Bucket",
    name,
    {},
    {
      regionalDomainName: `${name}-1.s3.eu-west-1.amazonaws.com`,
      websiteUrl: `http://${name}-1.s3-website-eu-west-1.amazonaws.com`,
    },
  );

export function control(type: string, name = "control"): DeclaredResource {
  const settings = { name, originAccessControlOriginType: type, signingBehavior: "always", signingProtocol: "sigv4" };
  return resource(
    "aws-native:cloudfront:OriginAccessControl",
    name,
    { originAccessControlConfig: settings },
    {
      awsId: "E2QWRUHAPOMQZL",
    },
  );
}

export function signedBucket(id: string, name: string, controlled = "control"): Properties {
  return {
    id,
    domainName: output(name, "regionalDomainName"),
    s3OriginConfig: { originAccessIdentity: "" },
    originAccessControlId: output(controlled, "awsId"),
  };
}

/** A function URL that the origin access control signs. Its only permission is lambda:InvokeFunctionUrl. */
export function signedFunctionUrl(): Declared {
  return [
    resource(
      "aws-native:lambda:Function",
      "function",
      { handler: "index.handler" },
      {
        arn: "arn:aws:lambda:eu-west-1:123456789012:function:render",
      },
    ),
    resource(
      "aws-native:lambda:Url",
      "url",
      {
        targetFunctionArn: output("function", "arn"),
        authType: "AWS_IAM",
      },
      { functionUrl: "https://abc.lambda-url.eu-west-1.on.aws/" },
    ),
    control("lambda"),
    front([origin(output("url", "functionUrl", hostOf), { originAccessControlId: output("control", "awsId") })]),
    resource("aws-native:lambda:Permission", "permission", {
      action: "lambda:InvokeFunctionUrl",
      functionName: output("function", "arn"),
      principal: "cloudfront.amazonaws.com",
    }),
  ];
}

export const inVpc = (id: string): Properties => ({
  id,
  domainName: `${id}.eu-west-1.elb.amazonaws.com`,
  vpcOriginConfig: { vpcOriginId: `vo_${id}` },
});
export const forServer = { cachePolicyId: "83da9c7e-98b4-4e11-a168-04f0df8e2c65", originRequestPolicyId: allViewer };

export function tenants(settings: Properties): Properties {
  return { connectionMode: "tenant-only", ...settings };
}

export const tenant = (name: string): DeclaredResource =>
  resource("aws-native:cloudfront:DistributionTenant", name, {
    distributionId: output("front", "awsId"),
    domains: [`${name}.example.com`],
    name,
  });
