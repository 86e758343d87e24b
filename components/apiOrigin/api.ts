import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { Authorizer, CustomDomain, Throttling } from "./args";

/** The arguments of an HTTP or REST API. */
export interface ApiArgs {
  readonly function: lambda.Function;
  readonly closeDefaultEndpoint: boolean;
  readonly throttling: Required<Throttling>;
  readonly accessLogs: boolean;
  readonly logRetentionInDays: number;
  readonly authorizer?: Authorizer;
}

/** The properties of an HTTP or REST API that the component uses. */
export interface Api {
  /** The default endpoint: `https://{id}.execute-api.{region}.amazonaws.com`, with the stage if it is a REST API. */
  readonly endpoint: Endpoint;
  /** Resources that must exist before the default endpoint serves requests. */
  readonly ready: pulumi.Resource[];
  /** The prefix of the ARNs that may invoke the function. */
  readonly executionArn: pulumi.Output<string>;
  /** Set if callers need an API key. */
  readonly apiKeyId?: pulumi.Output<string>;
  /** Creates a custom domain of the API. */
  readonly mapDomain: (domain: CustomDomain) => MappedDomain;
}

export interface Endpoint {
  readonly domainName: pulumi.Output<string>;
  /** `/stage` for a REST API. A `$default` stage is served at `/`. */
  readonly originPath?: pulumi.Output<string>;
}

/** The target of a custom domain's DNS records, and the mapping that must exist before it serves requests. */
export interface MappedDomain {
  readonly target: { readonly name: pulumi.Output<string>; readonly zoneId: pulumi.Output<string> };
  readonly mapping: pulumi.Resource;
}
