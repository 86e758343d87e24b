import * as pulumi from "@pulumi/pulumi";
import { aliasRecords, DnsRecord } from "../aliasRecords";
import { ApiGatewayOrigin } from "../origin";
import { present } from "../present";
import { rejectArguments } from "../rejectArguments";
import { slug } from "../slug";
import { Api, ApiArgs } from "./api";
import { ApiFunction, ApiRoute, createdFunction, existingFunction, permitInvocation } from "./apiFunction";
import { ApiOriginArgs, CustomDomain } from "./args";
import { Bundle, bundleAll, Bundles, problemsOf } from "./bundle";
import { checkApiOrigin, longestStream } from "./check";
import { customDomain } from "./customDomain";
import { FunctionArgs } from "./functionArgs";
import { httpApi } from "./httpApi";
import { defaultTimeout, lambdaFunction } from "./lambdaFunction";
import { OriginSecrets, originSecrets } from "./originVerify/secrets";
import { restApi } from "./restApi";
import { requestArnSuffix } from "./routeKey";

/** An API Gateway API that invokes one Lambda function for every path and method, except those of `routes`. */
export class ApiOrigin extends pulumi.ComponentResource {
  /** The `origin` of a route of `MultiOriginDistribution`. */
  public readonly origin: ApiGatewayOrigin;
  /** The URL of the API without CloudFront. */
  public readonly url: pulumi.Output<string>;
  /** The name of the Lambda function. */
  public readonly functionName: pulumi.Output<string>;
  /** The ARN of the Lambda function. */
  public readonly functionArn: pulumi.Output<string>;
  /** The name of the function's role, to attach policies to. Undefined for an existing function. */
  public readonly roleName: pulumi.Output<string> | undefined;
  /** The ARN of the function's role. Undefined for an existing function. */
  public readonly roleArn: pulumi.Output<string> | undefined;
  /** The DNS records of the custom domain. Empty without one. */
  public readonly dnsRecords: pulumi.Output<DnsRecord[]>;
  /** The ID of the API key, to read its value. Set if the authorizer is `api-key`. */
  public readonly apiKeyId: pulumi.Output<string> | undefined;

  constructor(
    private readonly resourceName: string,
    args: ApiOriginArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    rejectArguments("ApiOrigin", checkApiOrigin(args));
    // Bundle before anything is created, so that an entry with a mistake leaves nothing to clean up.
    const bundles = bundleAll(args);
    rejectArguments("ApiOrigin", problemsOf(bundles));
    super("multi-origin:index:ApiOrigin", resourceName, {}, opts);

    const secrets = this.createSecrets(args);
    const fn = this.createFunction(resourceName, args, args, bundles.function, secrets);
    const routes = this.createRoutes(args, bundles, secrets);
    const api = this.createApi(args, fn, routes);
    const permissions = this.permitInvocations(fn, routes, api);
    const address = this.createAddress(args.customDomain, api);
    this.origin = {
      kind: "api-gateway",
      name: resourceName,
      ...address.origin,
      ...present({ headers: secrets?.headers }),
      ...streamSettings([streamTimeoutOf(args, args), ...routes.map(({ streamTimeout }) => streamTimeout)]),
      // The function must accept a new secret before CloudFront sends it.
      dependsOn: [
        ...[fn, ...routes.map((route) => route.function)].flatMap(({ ready }) => ready),
        ...permissions,
        ...address.ready,
      ],
    };
    this.url = pulumi.interpolate`https://${this.origin.domainName}${this.origin.originPath ?? ""}`;
    this.functionName = fn.name;
    this.functionArn = fn.arn;
    this.roleName = fn.role?.name;
    this.roleArn = fn.role?.arn;
    this.dnsRecords = address.dnsRecords;
    this.apiKeyId = api.apiKeyId;
    this.registerOutputs({
      url: this.url,
      functionName: this.functionName,
      functionArn: this.functionArn,
      roleName: this.roleName,
      roleArn: this.roleArn,
      dnsRecords: this.dnsRecords,
      apiKeyId: this.apiKeyId,
    });
  }

  private createSecrets({ originVerify }: ApiOriginArgs): OriginSecrets | undefined {
    return originVerify === undefined ? undefined : originSecrets(this.resourceName, originVerify, { parent: this });
  }

  private createFunction(
    name: string,
    { function: existing, ...settings }: FunctionArgs,
    args: ApiOriginArgs,
    { code }: Bundle,
    secrets: OriginSecrets | undefined,
  ): ApiFunction {
    if (existing !== undefined) {
      return existingFunction(existing);
    }
    const environment = { ...settings.environment, ...secrets?.environment };
    return createdFunction(
      lambdaFunction(name, { ...settings, code, environment, ...observability(args) }, { parent: this }),
    );
  }

  private createRoutes(args: ApiOriginArgs, bundles: Bundles, secrets: OriginSecrets | undefined): ApiRoute[] {
    return bundles.routes.map(({ key, function: settings, bundle }) => {
      const name = `${this.resourceName}-${slug(`${key.method} ${key.path}`)}`;
      return {
        ...key,
        name,
        function: this.createFunction(name, settings, args, bundle, secrets),
        ...present({ streamTimeout: streamTimeoutOf(settings, args) }),
      };
    });
  }

  private createApi(args: ApiOriginArgs, fn: ApiFunction, routes: readonly ApiRoute[]): Api {
    const { kind = "http", customDomain, authorizer, throttling = {} } = args;
    const { rateLimit = 1000, burstLimit = 500 } = throttling;
    const apiArgs: ApiArgs = {
      function: fn,
      routes,
      closeDefaultEndpoint: args.closeDefaultEndpoint ?? customDomain !== undefined,
      throttling: { rateLimit, burstLimit },
      accessLogs: args.accessLogs ?? kind === "http",
      ...observability(args),
      ...present({ authorizer, streamTimeout: streamTimeoutOf(args, args) }),
    };
    const opts = { parent: this };
    switch (kind) {
      case "http":
        return httpApi(this.resourceName, apiArgs, opts);
      case "rest-regional":
        return restApi(this.resourceName, "REGIONAL", apiArgs, opts);
      case "rest-edge":
        return restApi(this.resourceName, "EDGE", apiArgs, opts);
    }
  }

  private permitInvocations(fn: ApiFunction, routes: readonly ApiRoute[], { executionArn }: Api): pulumi.Resource[] {
    const opts = { parent: this };
    return [
      permitInvocation(this.resourceName, fn, pulumi.interpolate`${executionArn}/*`, opts),
      ...routes.map((route) =>
        permitInvocation(
          route.name,
          route.function,
          pulumi.interpolate`${executionArn}${requestArnSuffix(route)}`,
          opts,
        ),
      ),
    ];
  }

  private createAddress(domain: CustomDomain | undefined, api: Api): Address {
    return domain === undefined
      ? { origin: api.endpoint, ready: api.ready, dnsRecords: pulumi.output([]) }
      : this.createCustomDomain(domain, api);
  }

  /** The mapping supplies the stage, so a custom domain has no origin path. */
  private createCustomDomain(domain: CustomDomain, api: Api): Address {
    const { target, mapping } = customDomain(this.resourceName, domain, api, { parent: this });
    const { records, dnsRecords } = aliasRecords(
      `${this.resourceName}-alias`,
      { hostedZoneId: domain.hostedZoneId, recordName: domain.name, target, types: ["A", "AAAA"] },
      { parent: this },
    );
    return { origin: { domainName: domain.name }, ready: [mapping, ...records], dnsRecords };
  }
}

/** What the functions and the API have in common. */
function observability({
  tracing = false,
  logRetentionInDays = 30,
}: ApiOriginArgs): Pick<ApiArgs, "tracing" | "logRetentionInDays"> {
  return { tracing, logRetentionInDays };
}

/** The timeout of a function in seconds, if it streams its responses. An existing function has a timeout that is unknown here. */
function streamTimeoutOf(fn: FunctionArgs, { streaming }: ApiOriginArgs): number | undefined {
  return streaming === true ? (fn.timeout ?? (fn.function === undefined ? defaultTimeout : longestStream)) : undefined;
}

/**
 * CloudFront waits for the slowest function, and at most 120 seconds for the next part of a response.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout
 */
function streamSettings(
  timeouts: readonly (number | undefined)[],
): Pick<ApiGatewayOrigin, "streaming" | "readTimeout" | "responseCompletionTimeout"> {
  const known = timeouts.filter((timeout) => timeout !== undefined);
  const slowest = Math.max(...known);
  return known.length === 0
    ? {}
    : { streaming: true, readTimeout: Math.min(slowest, 120), responseCompletionTimeout: slowest };
}

/** The address of the API for CloudFront, and the resources that must exist before it serves requests. */
interface Address {
  readonly origin: Pick<ApiGatewayOrigin, "domainName" | "originPath">;
  readonly ready: readonly pulumi.Resource[];
  readonly dnsRecords: pulumi.Output<DnsRecord[]>;
}

export {
  ApiKeyAuthorizer,
  ApiKind,
  apiKinds,
  ApiOriginArgs,
  Authorizer,
  CustomDomain,
  IamAuthorizer,
  JwtAuthorizer,
  OriginVerify,
  Throttling,
} from "./args";
export { checkApiOrigin } from "./check";
export { Architecture, ExistingFunction, FunctionArgs, VpcConfig } from "./functionArgs";
