import { ApiEndpoint } from "../cloudfront/apiGateway";
import { PolicyBook, ProgramKnowledge } from "../cloudfront/knowledge";
import { Candidate, isKnown } from "../cloudfront/maybe";
import { HeaderPolicy } from "../cloudfront/model";
import { readCachePolicy, readOriginRequestPolicy } from "../cloudfront/readAws";
import { Properties, readObject, readText } from "../cloudfront/readValue";

/** What the other resources of a stack tell: the contents of its policies, and which names are API Gateway's. */
export function readProgram(resources: readonly Candidate[]): ProgramKnowledge {
  return {
    cachePolicies: policyBook(resources, "aws:cloudfront/cachePolicy:CachePolicy", readCachePolicy),
    originRequestPolicies: policyBook(
      resources,
      "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
      readOriginRequestPolicy,
    ),
    apiDomains: new Map(resources.flatMap(apiNames)),
  };
}

function policyBook(
  resources: readonly Candidate[],
  type: string,
  read: (props: Properties) => HeaderPolicy,
): PolicyBook {
  const readCandidate = (candidate: Candidate): HeaderPolicy | undefined =>
    candidate.type === type ? read(candidate.props) : undefined;
  const byId = resources.flatMap((resource): [string, HeaderPolicy][] => {
    const id = readText(resource.props, "id");
    const policy = readCandidate(resource);
    return isKnown(id) && id !== undefined && policy !== undefined ? [[id, policy]] : [];
  });
  return { byId: new Map(byId), readCandidate };
}

function apiNames({ type, props }: Candidate): [string, ApiEndpoint][] {
  switch (type) {
    case "aws:apigateway/domainName:DomainName":
      return endpointType(props) === "EDGE"
        ? named([props, "domainName", "edge-optimized-custom-domain"])
        : named([props, "domainName", "regional-custom-domain"], [props, "regionalDomainName", "regional-target"]);
    case "aws:apigatewayv2/domainName:DomainName": {
      const configuration = readObject(props, "domainNameConfiguration");
      return named(
        [props, "domainName", "regional-custom-domain"],
        [isKnown(configuration) ? (configuration ?? {}) : {}, "targetDomainName", "regional-target"],
      );
    }
    case "aws:apigateway/restApi:RestApi":
      return endpointType(props) === "EDGE" ? edgeDefaultEndpoint(props) : [];
    default:
      return [];
  }
}

/** An edge-optimized API's default endpoint is CloudFront's, so a foreign Host gets another answer there. */
function edgeDefaultEndpoint(props: Properties): [string, ApiEndpoint][] {
  const id = readText(props, "id");
  const arn = readText(props, "arn");
  const region = isKnown(arn) ? arn?.split(":")[3] : undefined;
  return isKnown(id) && id !== undefined && region !== undefined
    ? [[`${id}.execute-api.${region}.amazonaws.com`, "edge-optimized-endpoint"]]
    : [];
}

function endpointType(props: Properties): string {
  const configuration = readObject(props, "endpointConfiguration");
  const types = isKnown(configuration) && configuration !== undefined ? readText(configuration, "types") : undefined;
  // AWS's own default.
  return isKnown(types) && types !== undefined ? types : "EDGE";
}

function named(...names: readonly [Properties, string, ApiEndpoint][]): [string, ApiEndpoint][] {
  return names.flatMap(([props, key, endpoint]): [string, ApiEndpoint][] => {
    const name = readText(props, key);
    return isKnown(name) && name !== undefined ? [[name.toLowerCase(), endpoint]] : [];
  });
}
