import * as pulumi from "@pulumi/pulumi";

/** An API of API Gateway that exists. */
export interface ExistingApi {
  /** The hostname of its default endpoint or custom domain. */
  readonly domainName: pulumi.Input<string>;
  /** The path that CloudFront adds: `/stage` for the default endpoint of a REST API. Default: none. */
  readonly originPath?: pulumi.Input<string>;
}

/** A WebSocket API of API Gateway that exists. */
export interface WebSocketApi {
  /** The hostname of its default endpoint or custom domain. */
  readonly domainName: pulumi.Input<string>;
  /**
   * The only path that it accepts: `/stage` for its default endpoint, or `/` for a custom domain whose mapping has no key. A
   * CloudFront Function sends each request of `paths` to this path.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api.html
   */
  readonly webSocketPath: string;
  /** The path patterns that viewers connect to. They precede those of the API and of the site. Default: `/socket`. */
  readonly paths?: string[];
}

/**
 * Code for CloudFront's JavaScript runtime 2.0 that declares `handler`, as a file or as a string. It is merged with the
 * component's own code. Together, they have at most 10,240 bytes.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export interface ViewerCode {
  /** The path of the file. A relative path starts from the program's working directory. Default: none, which requires `code`. */
  readonly file?: string;
  /** The code. Default: none, which requires `file`. */
  readonly code?: string;
}

/** Actions that are allowed on resources. */
export interface Permission {
  /** The actions of IAM, for instance `dynamodb:GetItem`. */
  readonly actions: string[];
  /** The ARNs of the resources. */
  readonly resources: pulumi.Input<string>[];
}
