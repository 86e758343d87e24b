import { ApiEndpoint } from "../../policy-pack/cloudfront/apiGateway";
import { Knowledge, knowledgeOf, nothingOfTheProgram } from "../../policy-pack/cloudfront/knowledge";

export const executeApi = "abc123.execute-api.eu-west-1.amazonaws.com";
export const customDomain = "api.example.com";

type Properties = Readonly<Record<string, unknown>>;

/** Inputs of an `aws:cloudfront/distribution:Distribution` with one API, one bucket and these behaviors' settings. */
export function awsDistribution(
  defaultSettings: Properties,
  ordered: Readonly<Record<string, Properties>> = {},
  apiDomain: unknown = executeApi,
): Properties {
  return {
    origins: [
      { originId: "api", domainName: apiDomain, customOriginConfig: { originProtocolPolicy: "https-only" } },
      { originId: "site", domainName: "bucket.s3.eu-west-1.amazonaws.com", originAccessControlId: "E1" },
    ],
    defaultCacheBehavior: { targetOriginId: "api", ...defaultSettings },
    orderedCacheBehaviors: Object.entries(ordered).map(([pathPattern, settings]) => ({
      pathPattern,
      targetOriginId: "api",
      ...settings,
    })),
  };
}

export function knowing(apiDomains: Readonly<Record<string, ApiEndpoint>>): Knowledge {
  return knowledgeOf({ ...nothingOfTheProgram, apiDomains: new Map(Object.entries(apiDomains)) });
}

export const knowingNothing: Knowledge = knowledgeOf(nothingOfTheProgram);
