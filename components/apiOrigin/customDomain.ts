import * as apigateway from "@pulumi/aws/apigateway";
import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import * as pulumi from "@pulumi/pulumi";
import { validatedCertificate } from "../certificate";
import { Api } from "./api";
import { CustomDomain } from "./args";

/** The target of a custom domain's DNS records, and the mapping that must exist before it serves requests. */
export interface MappedDomain {
  readonly target: { readonly name: pulumi.Output<string>; readonly zoneId: pulumi.Output<string> };
  readonly mapping: pulumi.Resource;
}

interface DomainArgs {
  /** An output, so that the engine deletes the old domain first if the endpoint type changes. */
  readonly domainName: pulumi.Output<string>;
  readonly certificateArn: pulumi.Output<string>;
}

/**
 * Creates a custom domain of an API's stage. A change between HTTP and regional REST APIs keeps the domain, because both have
 * the same type of domain. An edge-optimized domain is a different resource type for Pulumi, but AWS allows only one domain of
 * a name, so the old domain must be deleted first. The engine deletes resources of another type last. But it deletes what
 * depends on a resource that is itself deleted first: here the validation, which is not a resource of AWS.
 */
export function customDomain(
  name: string,
  domain: CustomDomain,
  api: Pick<Api, "endpointType" | "stage">,
  opts: pulumi.CustomResourceOptions,
): MappedDomain {
  const edge = api.endpointType === "EDGE";
  const issued = validatedCertificate(
    name,
    {
      domainName: domain.name,
      hostedZoneId: domain.hostedZoneId,
      // CloudFront uses the certificate of an edge-optimized domain, so it must be in us-east-1:
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html
      ...(edge ? { region: "us-east-1" } : {}),
    },
    opts,
    { deleteBeforeReplace: true, replacementTrigger: api.endpointType },
  );
  const args: DomainArgs = {
    domainName: issued.urn.apply(() => domain.name),
    certificateArn: issued.certificateArn,
  };
  return edge ? edgeDomain(name, args, api.stage, opts) : regionalDomain(name, args, api.stage, opts);
}

/**
 * By default a domain has no IPv6 address, and the AAAA record resolves to nothing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-custom-domain-ip-address-type.html
 */
const ipAddressType = "dualstack";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html: also for REST APIs. */
function regionalDomain(
  name: string,
  { domainName, certificateArn }: DomainArgs,
  stage: Api["stage"],
  opts: pulumi.CustomResourceOptions,
): MappedDomain {
  const domain = new apigatewayv2.DomainName(
    `${name}-domain`,
    {
      domainName,
      domainNameConfiguration: { certificateArn, endpointType: "REGIONAL", ipAddressType, securityPolicy: "TLS_1_2" },
    },
    opts,
  );
  const mapping = new apigatewayv2.ApiMapping(
    `${name}-mapping`,
    { apiId: stage.apiId, domainName: domain.id, stage: stage.name },
    // A domain can have one mapping of a key, and the API of a mapping cannot change.
    { ...opts, deleteBeforeReplace: true },
  );
  const { targetDomainName, hostedZoneId } = pulumi.output(domain.domainNameConfiguration);
  return { target: { name: targetDomainName, zoneId: hostedZoneId }, mapping };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html */
function edgeDomain(
  name: string,
  { domainName, certificateArn }: DomainArgs,
  stage: Api["stage"],
  opts: pulumi.CustomResourceOptions,
): MappedDomain {
  const domain = new apigateway.DomainName(
    `${name}-domain`,
    { domainName, endpointConfiguration: { types: "EDGE", ipAddressType }, securityPolicy: "TLS_1_2", certificateArn },
    opts,
  );
  announceDelay();
  const mapping = new apigateway.BasePathMapping(
    `${name}-mapping`,
    { domainName: domain.domainName, restApi: stage.apiId, stageName: stage.name },
    opts,
  );
  return { target: { name: domain.cloudfrontDomainName, zoneId: domain.cloudfrontZoneId }, mapping };
}

/**
 * The program does not learn whether an update creates the domain, so every update prints it. Without the resource: a log line of
 * a resource waits for its URN, and the update would never end if the creation fails.
 */
function announceDelay(): void {
  if (!pulumi.runtime.isDryRun()) {
    const delay =
      "AWS needs about 40 minutes for a new edge-optimized custom domain. Until then, requests to the API fail.";
    void pulumi.log.info(delay);
  }
}
