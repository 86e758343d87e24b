import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { Authorizer, CustomDomain, Throttling } from "./args";

/** What an API of either kind is made from. */
export interface ApiArgs {
  readonly function: lambda.Function;
  readonly closeDefaultEndpoint: boolean;
  readonly throttling: Required<Throttling>;
  readonly accessLogs: boolean;
  readonly logRetentionInDays: number;
  readonly authorizer?: Authorizer;
}

/** What an API of either kind gives the component. */
export interface Api {
  /** The default endpoint: `https://{id}.execute-api.{region}.amazonaws.com`, with the stage where it is needed. */
  readonly endpoint: Endpoint;
  /** What must exist before the default endpoint answers. */
  readonly ready: pulumi.Resource[];
  /** Prefix of the ARNs that may invoke the function. */
  readonly executionArn: pulumi.Output<string>;
  /** Where callers need an API key. */
  readonly apiKeyId?: pulumi.Output<string>;
  /** Makes the API answer under a name of its own. */
  readonly mapDomain: (domain: CustomDomain) => MappedDomain;
}

export interface Endpoint {
  readonly domainName: pulumi.Output<string>;
  /** `/stage` of a REST API; a `$default` stage is served from `/`. */
  readonly originPath?: pulumi.Output<string>;
}

/** Where DNS of a custom domain has to point, and the mapping that must exist before it answers. */
export interface MappedDomain {
  readonly target: { readonly name: pulumi.Output<string>; readonly zoneId: pulumi.Output<string> };
  readonly mapping: pulumi.Resource;
}
