import {
  AnalyzeRequest,
  AnalyzeStackRequest,
  AnalyzerResource,
  AnalyzerResourceOptions,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

type Properties = Record<string, JavaScriptValue>;

interface SampleResource {
  readonly type: string;
  readonly name: string;
  readonly properties: Properties;
}

/** A resource of typical size that no rule looks at. */
export function queue(index: number): SampleResource {
  return {
    type: "aws:sqs/queue:Queue",
    name: `queue-${index}`,
    properties: {
      name: `queue-${index}`,
      arn: `arn:aws:sqs:eu-west-1:123456789012:queue-${index}`,
      delaySeconds: 0,
      maxMessageSize: 262144,
      messageRetentionSeconds: 345600,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:SendMessage" }] }),
      redrivePolicy: { deadLetterTargetArn: `arn:aws:sqs:eu-west-1:123456789012:dead-${index}`, maxReceiveCount: 5 },
      receiveWaitTimeSeconds: 20,
      tags: { stage: "production", team: "orders", "cost-center": "4711" },
    },
  };
}

const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const allViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** A valid distribution whose behaviors all route to an API. */
export function distribution(index: number, behaviors = 10): SampleResource {
  const settings = {
    targetOriginId: "api",
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: cachingDisabled,
    originRequestPolicyId: allViewerExceptHostHeader,
    compress: true,
  };
  return {
    type: "aws:cloudfront/distribution:Distribution",
    name: `front-${index}`,
    properties: {
      enabled: true,
      aliases: [`www-${index}.example.com`],
      origins: [
        {
          originId: "api",
          domainName: `api${index}.execute-api.eu-west-1.amazonaws.com`,
          originPath: "/stage",
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
          },
        },
      ],
      defaultCacheBehavior: settings,
      orderedCacheBehaviors: Array.from({ length: behaviors - 1 }, (_, path) => ({
        ...settings,
        // One pattern that matches a folder and its contents.
        pathPattern: `/path-${path}*`,
      })),
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: {
        acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
    },
  };
}

export function analyzeRequest({ type, name, properties }: SampleResource): AnalyzeRequest {
  return new AnalyzeRequest()
    .setType(type)
    .setName(name)
    .setUrn(urn(type, name))
    .setProperties(Struct.fromJavaScript(properties))
    .setOptions(new AnalyzerResourceOptions());
}

/** The request that the engine sends after a run: a stack in which each resource depends on the previous one. */
export function analyzeStackRequest(resources: number, distributions: number): AnalyzeStackRequest {
  const sample = Array.from({ length: resources }, (_, index) =>
    index < distributions ? distribution(index) : queue(index),
  );
  return new AnalyzeStackRequest().setResourcesList(sample.map(toResource));
}

function toResource(
  { type, name, properties }: SampleResource,
  index: number,
  all: readonly SampleResource[],
): AnalyzerResource {
  const previous = all[index - 1];
  return new AnalyzerResource()
    .setType(type)
    .setName(name)
    .setUrn(urn(type, name))
    .setProperties(Struct.fromJavaScript(properties))
    .setOptions(new AnalyzerResourceOptions())
    .setDependenciesList(previous === undefined ? [] : [urn(previous.type, previous.name)]);
}

function urn(type: string, name: string): string {
  return `urn:pulumi:production::shop::${type}::${name}`;
}
