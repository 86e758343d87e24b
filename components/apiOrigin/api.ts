import * as pulumi from "@pulumi/pulumi";
import { ApiFunction, ApiRoute } from "./apiFunction";
import { Authorizer, Throttling } from "./args";

/** The arguments of an HTTP or REST API. */
export interface ApiArgs {
  /** The function for all paths and methods without a route. */
  readonly function: ApiFunction;
  readonly routes: readonly ApiRoute[];
  readonly tracing: boolean;
  /** The timeout of the API's function in seconds, if the functions stream their responses. */
  readonly streamTimeout?: number;
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
  readonly endpointType: EndpointType;
  /** The API and the stage that a custom domain serves. */
  readonly stage: { readonly apiId: pulumi.Output<string>; readonly name: pulumi.Output<string> };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html */
export type EndpointType = "REGIONAL" | "EDGE";

export interface Endpoint {
  readonly domainName: pulumi.Output<string>;
  /** `/stage` for a REST API. A `$default` stage is served at `/`. */
  readonly originPath?: pulumi.Output<string>;
}
