import { ProgramIndex } from "../program/programIndex";
import { either, isKnown, map, Maybe, Unknown } from "../program/maybe";
import { Distribution, Origin } from "../cloudfront/model";
import { Endpoint } from "./endpoint";
import { endpointByDependencies } from "./endpointByDependencies";
import { endpointByName } from "./endpointByName";
import { serviceOfName } from "./serviceNames";

/** The service at an origin's domain name. */
export function endpointOf(origin: Origin, distribution: Distribution, program: ProgramIndex): Maybe<Endpoint> {
  if (origin.shape === "s3" && !isNotBucket(origin)) {
    return { service: "s3" };
  }
  if (origin.domainName === undefined) {
    return { service: "other" };
  }
  if (origin.shape === "vpc") {
    return endpointInVpc(origin, distribution, program);
  }
  return origin.domainName instanceof Unknown
    ? endpointByDependencies(origin, origin.domainName, distribution, program)
    : endpointByName(origin.domainName.toLowerCase(), distribution, program);
}

/**
 * The service at a VPC origin. A load balancer in the VPC can pass requests for a default endpoint to API Gateway, which
 * looks for the API by Host, or by the header x-apigw-api-id. Any other name is one of the servers in the VPC.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
 */
function endpointInVpc(origin: Origin, distribution: Distribution, program: ProgramIndex): Maybe<Endpoint> {
  const { domainName, customHeaders } = origin;
  const named =
    domainName instanceof Unknown
      ? endpointByDependencies(origin, domainName, distribution, program)
      : endpointByName((domainName ?? "").toLowerCase(), distribution, program);
  if (!isKnown(named)) {
    return domainName instanceof Unknown ? named : { service: "other" };
  }
  if (named.service !== "api-gateway") {
    return { service: "other" };
  }
  if (named.possible !== undefined) {
    return new Unknown("the origin's domain name can be one of several names of an API", undefined, {
      resolution: "Set the domain name of one endpoint.",
    });
  }
  if (named.address !== "default-endpoint") {
    return { service: "other" };
  }
  const isSelectedByHeader = map(customHeaders, (headers) =>
    either(...headers.map((header) => map(header, (name) => name.toLowerCase() === "x-apigw-api-id"))),
  );
  return map(isSelectedByHeader, (isSelected) => (isSelected ? { service: "other" } : named));
}

/** Whether the name of an origin with S3 settings is one of another service. CloudFront rejects the origin. */
function isNotBucket({ domainName }: Origin): boolean {
  const named = isKnown(domainName) && domainName !== undefined ? serviceOfName(domainName.toLowerCase()) : undefined;
  return named !== undefined && named.service !== "s3";
}
