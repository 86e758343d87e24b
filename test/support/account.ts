import { Account, accountId, JsonObject } from "../../local-aws/aws/account";

/**
 * Functions that put resources directly into an account, as the provider would, so that the edge serves them without an
 * engine. They check nothing: resources that AWS would reject are possible too.
 */
export const region = "eu-west-1";

let count = 0;

/** Letters and digits that are unique in this process. */
function unique(): string {
  count += 1;
  return `t${count.toString(36)}`;
}

/** @returns its ID */
export function put(
  account: Account,
  type: string,
  outputs: JsonObject,
  { id = unique(), files = {} }: { id?: string; files?: Record<string, string> } = {},
): string {
  account.put({ type, id, seed: id, inputs: outputs, outputs: { id, ...outputs }, files });
  return id;
}

export interface PutDistribution {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
}

/** A distribution of any of the three types, with the properties of that type. */
export function putDistribution(account: Account, type: string, properties: JsonObject): PutDistribution {
  const id = `E${unique().toUpperCase()}`;
  const arn = `arn:aws:cloudfront::${accountId}:distribution/${id}`;
  const domainName = `d${id.toLowerCase()}.cloudfront.net`;
  put(account, type, { arn, domainName, ...properties }, { id });
  return { id, arn, domainName };
}

export function putTenant(
  account: Account,
  distributionId: string,
  domains: readonly string[],
  parameters: Readonly<Record<string, string>> = {},
): string {
  return put(account, "aws:cloudfront/distributionTenant:DistributionTenant", {
    distributionId,
    domains: domains.map((domain) => ({ domain })),
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
  });
}

export function putOriginAccessControl(account: Account, signingBehavior: "always" | "never" | "no-override"): string {
  return put(account, "aws:cloudfront/originAccessControl:OriginAccessControl", { signingBehavior });
}

/** Responds with the requested host and path. A path that ends in `/status/503` gets the status 503. */
const greeting = `exports.handler = async (event) => {
  const path = event.rawPath ?? event.path;
  const status = /[/]status[/]([0-9]+)$/.exec(path);
  return { statusCode: Number(status?.[1] ?? 200), body: "Hello from " + event.requestContext.domainName + path };
};`;

/** @returns its ARN */
export function putFunction(account: Account, code = greeting): string {
  const name = unique();
  const arn = `arn:aws:lambda:${region}:${accountId}:function:${name}`;
  const files = { "index.js": account.putBlob(Buffer.from(code)) };
  put(account, "aws:lambda/function:Function", { arn, name, handler: "index.handler" }, { id: name, files });
  return arn;
}

/** @returns its domain name */
export function putFunctionUrl(
  account: Account,
  functionArn: string,
  authorizationType = "NONE",
  invokeMode = "BUFFERED",
): string {
  const urlId = unique();
  const domainName = `${urlId}.lambda-url.${region}.on.aws`;
  const outputs = { urlId, functionArn, functionName: functionArn, functionUrl: `https://${domainName}/` };
  put(account, "aws:lambda/functionUrl:FunctionUrl", { ...outputs, authorizationType, invokeMode });
  return domainName;
}

/** The permissions that CloudFront needs for a function URL with `AWS_IAM`. */
export function putCloudFrontPermissions(
  account: Account,
  functionArn: string,
  actions: readonly string[] = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"],
): void {
  for (const action of actions) {
    put(account, "aws:lambda/permission:Permission", {
      action,
      function: functionArn,
      principal: "cloudfront.amazonaws.com",
    });
  }
}

/** An HTTP API that sends everything to a function. @returns its ID and the hostname of its default endpoint */
export function putHttpApi(account: Account, functionArn: string): { id: string; domainName: string } {
  const id = put(account, "aws:apigatewayv2/api:Api", { protocolType: "HTTP" });
  const integration = put(account, "aws:apigatewayv2/integration:Integration", {
    apiId: id,
    integrationUri: functionArn,
    payloadFormatVersion: "2.0",
  });
  put(account, "aws:apigatewayv2/route:Route", {
    apiId: id,
    routeKey: "$default",
    target: `integrations/${integration}`,
  });
  put(account, "aws:apigatewayv2/stage:Stage", { apiId: id, name: "$default" });
  return { id, domainName: `${id}.execute-api.${region}.amazonaws.com` };
}

/** A REST API with a stage `prod` that sends everything to a function, or only these paths and this method. */
export function putRestApi(
  account: Account,
  functionArn: string,
  endpointType: "EDGE" | "REGIONAL" | "PRIVATE",
  { paths = ["/", "/{proxy+}"], httpMethod = "ANY" }: { paths?: readonly string[]; httpMethod?: string } = {},
): { id: string; domainName: string } {
  const id = put(account, "aws:apigateway/restApi:RestApi", {
    arn: `arn:aws:apigateway:${region}::/restapis/x`,
    endpointConfiguration: { types: endpointType },
  });
  for (const path of paths) {
    const resourceId = put(account, "aws:apigateway/resource:Resource", { restApi: id, path });
    const integration = { restApi: id, resourceId, httpMethod, uri: functionArn };
    put(account, "aws:apigateway/integration:Integration", integration);
  }
  put(account, "aws:apigateway/stage:Stage", { restApi: id, stageName: "prod" });
  return { id, domainName: `${id}.execute-api.${region}.amazonaws.com` };
}

/** A custom domain of a REST API's stage `prod`. @returns its target */
export function putRestDomain(account: Account, name: string, endpointType: "EDGE" | "REGIONAL", restApi: string) {
  const target =
    endpointType === "EDGE" ? `d${unique()}.cloudfront.net` : `d-${unique()}.execute-api.${region}.amazonaws.com`;
  put(
    account,
    "aws:apigateway/domainName:DomainName",
    {
      arn: `arn:aws:apigateway:${region}::/domainnames/${name}`,
      domainName: name,
      ...(endpointType === "EDGE" ? { cloudfrontDomainName: target } : { regionalDomainName: target }),
    },
    { id: name },
  );
  put(account, "aws:apigateway/basePathMapping:BasePathMapping", { domainName: name, restApi, stageName: "prod" });
  return target;
}

export function putRecord(account: Account, name: string, target: string): void {
  put(account, "aws:route53/record:Record", { name, type: "A", aliases: [{ name: target }] });
}

/** Who may read a bucket: CloudFront for any distribution, everyone, or no one. */
export type Readers = "cloudfront" | "everyone" | "none";

/** A bucket with these objects. @returns its regional domain name */
export function putBucket(
  account: Account,
  objects: Readonly<Record<string, string>>,
  readers: Readers,
  bucket = unique(),
): string {
  const arn = `arn:aws:s3:::${bucket}`;
  const domainName = `${bucket}.s3.${region}.amazonaws.com`;
  const outputs = { arn, bucketDomainName: `${bucket}.s3.amazonaws.com`, bucketRegionalDomainName: domainName };
  put(account, "aws:s3/bucket:Bucket", outputs, { id: bucket });
  for (const [key, content] of Object.entries(objects)) {
    const files = { "": account.putBlob(Buffer.from(content)) };
    put(account, "aws:s3/bucketObjectv2:BucketObjectv2", { etag: "1" }, { id: `${bucket}/${key}`, files });
  }
  if (readers !== "none") {
    const Principal = readers === "everyone" ? "*" : { Service: "cloudfront.amazonaws.com" };
    const Statement = [
      { Effect: "Allow", Principal, Action: ["s3:GetObject", "s3:ListBucket"], Resource: [arn, `${arn}/*`] },
    ];
    put(account, "aws:s3/bucketPolicy:BucketPolicy", { policy: JSON.stringify({ Statement }) }, { id: bucket });
  }
  return domainName;
}

/** A bucket with a website that everyone may read. @returns its website endpoint */
export function putWebsite(
  account: Account,
  objects: Readonly<Record<string, string>>,
  configuration: JsonObject = { indexDocument: { suffix: "index.html" } },
  readers: Readers = "everyone",
): string {
  const [bucket = ""] = putBucket(account, objects, readers).split(".");
  put(account, "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", configuration, { id: bucket });
  return `${bucket}.s3-website-${region}.amazonaws.com`;
}

/** @returns its domain name */
export function putLoadBalancer(account: Account): string {
  const dnsName = `${unique()}-1234567890.${region}.elb.amazonaws.com`;
  put(account, "aws:lb/loadBalancer:LoadBalancer", { dnsName });
  return dnsName;
}

/** A CloudFront function, with the pairs of its key value store if it has one. @returns its ARN */
export function putEdgeFunction(account: Account, code: string, pairs?: Readonly<Record<string, string>>): string {
  const name = unique();
  const arn = `arn:aws:cloudfront::${accountId}:function/${name}`;
  const store = `arn:aws:cloudfront::${accountId}:key-value-store/${name}`;
  const keyValueStoreAssociations = pairs === undefined ? [] : [store];
  put(
    account,
    "aws:cloudfront/function:Function",
    { arn, name, code, runtime: "cloudfront-js-2.0", keyValueStoreAssociations },
    { id: name },
  );
  if (pairs !== undefined) {
    const resourceKeyValuePairs = Object.entries(pairs).map(([key, value]) => ({ key, value }));
    const outputs = { keyValueStoreArn: store, resourceKeyValuePairs };
    put(account, "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive", outputs, { id: store });
  }
  return arn;
}
