import { indexProgram, ProgramIndex } from "../../policy-pack/program/programIndex";
import { Resource } from "../../policy-pack/program/resource";
import { readDistribution } from "../../policy-pack/cloudfront/readers/distribution";
import { Distribution } from "../../policy-pack/cloudfront/model";

export const executeApi = "abc123.execute-api.eu-west-1.amazonaws.com";
export const customDomain = "api.example.com";
export const bucketDomain = "bucket.s3.eu-west-1.amazonaws.com";

export type Properties = Readonly<Record<string, unknown>>;

/** Valid settings of a behavior for an API. */
export const goodForApi = {
  targetOriginId: "api",
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
  cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
};

/** Valid settings of a behavior for a bucket. */
export const goodForSite = {
  targetOriginId: "site",
  viewerProtocolPolicy: "redirect-to-https",
  allowedMethods: ["GET", "HEAD", "OPTIONS"],
  cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
};

export const goodConnection = {
  httpPort: 80,
  httpsPort: 443,
  originProtocolPolicy: "https-only",
  originSslProtocols: ["TLSv1.2"],
};

export const apiOrigin = {
  originId: "api",
  domainName: executeApi as unknown,
  customOriginConfig: goodConnection as Properties,
};
export const siteOrigin = { originId: "site", domainName: bucketDomain, originAccessControlId: "E1" };

/** Valid inputs of an `aws:cloudfront/distribution:Distribution`, with changes. */
export function awsProps(props: Properties = {}): Properties {
  return {
    origins: [apiOrigin, siteOrigin],
    defaultCacheBehavior: goodForSite,
    orderedCacheBehaviors: [
      { pathPattern: "/api", ...goodForApi },
      { pathPattern: "/api/*", ...goodForApi },
    ],
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    ...props,
  };
}

export function awsDistribution(props: Properties = {}): Distribution {
  const distribution = readDistribution("aws:cloudfront/distribution:Distribution", awsProps(props));
  if (distribution === undefined) {
    throw new Error("not read");
  }
  return distribution;
}

/** A resource of a program, with a known ID. */
export function resource(type: string, name: string, props: Properties = {}): Resource {
  return { type, urn: `urn:pulumi:stack::project::${type}::${name}`, props: { id: `${name}-id`, ...props } };
}

/** The distribution of the tests, as a resource of its program. */
export const front = resource("aws:cloudfront/distribution:Distribution", "front", {
  arn: "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE",
});

export const emptyProgram: ProgramIndex = indexProgram([]);
