import * as apigateway from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";
import { validatedCertificate } from "../certificate";
import { MappedDomain } from "./api";
import { CustomDomain } from "./args";

export type RestEndpointType = "REGIONAL" | "EDGE";

/** Creates a custom domain of a stage of a REST API. */
export function mapRestDomain(
  name: string,
  domain: CustomDomain,
  endpointType: RestEndpointType,
  stage: apigateway.Stage,
  opts: pulumi.CustomResourceOptions,
): MappedDomain {
  const edge = endpointType === "EDGE";
  // CloudFront uses the certificate of an edge-optimized domain, so it must be in us-east-1:
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html
  const arn = validatedCertificate(
    name,
    { domainName: domain.name, hostedZoneId: domain.hostedZoneId, ...(edge ? { region: "us-east-1" } : {}) },
    opts,
  );
  const domainName = new apigateway.DomainName(
    `${name}-domain`,
    {
      domainName: domain.name,
      endpointConfiguration: { types: endpointType },
      securityPolicy: "TLS_1_2",
      ...(edge ? { certificateArn: arn } : { regionalCertificateArn: arn }),
    },
    opts,
  );
  const mapping = new apigateway.BasePathMapping(
    `${name}-mapping`,
    { domainName: domainName.domainName, restApi: stage.restApi, stageName: stage.stageName },
    opts,
  );
  return {
    target: edge
      ? { name: domainName.cloudfrontDomainName, zoneId: domainName.cloudfrontZoneId }
      : { name: domainName.regionalDomainName, zoneId: domainName.regionalZoneId },
    mapping,
  };
}
