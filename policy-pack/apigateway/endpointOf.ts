import { ProgramIndex } from "../program/programIndex";
import { isKnown, Maybe, Unknown } from "../program/maybe";
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
  if (origin.shape === "vpc" || origin.domainName === undefined) {
    return { service: "other" };
  }
  return origin.domainName instanceof Unknown
    ? endpointByDependencies(origin, origin.domainName, distribution, program)
    : endpointByName(origin.domainName.toLowerCase(), distribution, program);
}

/** Whether the name of an origin with S3 settings is one of another service. CloudFront rejects the origin. */
function isNotBucket({ domainName }: Origin): boolean {
  const named = isKnown(domainName) && domainName !== undefined ? serviceOfName(domainName.toLowerCase()) : undefined;
  return named !== undefined && named.service !== "s3";
}
