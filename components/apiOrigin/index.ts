import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { aliasRecords, DnsRecord } from "../aliasRecords";
import { ApiGatewayOrigin } from "../origin";
import { present } from "../present";
import { rejectArguments } from "../problems";
import { unprotected } from "../protection";
import { shortName } from "../shortName";
import { Api, ApiArgs } from "./api";
import { ApiOriginArgs, CustomDomain } from "./args";
import { bundle } from "./bundle";
import { checkApiOrigin } from "./check";
import { customDomain } from "./customDomain";
import { httpApi } from "./httpApi";
import { lambdaFunction } from "./lambdaFunction";
import { OriginSecrets, originSecrets } from "./originVerify/secrets";
import { restApi } from "./restApi";

/** An API Gateway API that invokes one Lambda function for every path and method. */
export class ApiOrigin extends pulumi.ComponentResource {
  /** The `origin` of a route of `MultiOriginDistribution`. */
  public readonly origin: ApiGatewayOrigin;
  /** The URL of the API without CloudFront. */
  public readonly url: pulumi.Output<string>;
  /** The name of the Lambda function. */
  public readonly functionName: pulumi.Output<string>;
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
    const { code, problems } = bundle(args);
    rejectArguments("ApiOrigin", problems);
    super("multi-origin:index:ApiOrigin", resourceName, {}, opts);

    const secrets = this.createSecrets(args);
    const fn = this.createFunction(args, code, secrets);
    const api = this.createApi(args, fn);
    const permission = this.permitInvocation(fn, api);
    const address = this.createAddress(args.customDomain, api);
    this.origin = {
      kind: "api-gateway",
      name: resourceName,
      ...address.origin,
      ...present({ headers: secrets?.headers }),
      // The function must accept a new secret before CloudFront sends it.
      dependsOn: [fn, permission, ...address.ready],
    };
    this.url = pulumi.interpolate`https://${this.origin.domainName}${this.origin.originPath ?? ""}`;
    this.functionName = fn.name;
    this.dnsRecords = address.dnsRecords;
    this.apiKeyId = api.apiKeyId;
    this.registerOutputs({
      url: this.url,
      functionName: this.functionName,
      dnsRecords: this.dnsRecords,
      apiKeyId: this.apiKeyId,
    });
  }

  private createSecrets({ originVerify }: ApiOriginArgs): OriginSecrets | undefined {
    return originVerify === undefined ? undefined : originSecrets(this.resourceName, originVerify, { parent: this });
  }

  private createFunction(
    args: ApiOriginArgs,
    code: pulumi.asset.AssetArchive,
    secrets: OriginSecrets | undefined,
  ): lambda.Function {
    const { memorySize = 256, timeout = 10, logRetentionInDays = 30 } = args;
    const environment = { ...args.environment, ...secrets?.environment };
    return lambdaFunction(
      this.resourceName,
      { code, memorySize, timeout, environment, logRetentionInDays },
      { parent: this },
    );
  }

  private createApi(args: ApiOriginArgs, fn: lambda.Function): Api {
    const { kind = "http", customDomain, authorizer, logRetentionInDays = 30 } = args;
    const apiArgs: ApiArgs = {
      function: fn,
      closeDefaultEndpoint: args.closeDefaultEndpoint ?? customDomain !== undefined,
      throttling: { rateLimit: 1000, burstLimit: 500, ...args.throttling },
      accessLogs: args.accessLogs ?? kind === "http",
      logRetentionInDays,
      ...present({ authorizer }),
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

  private permitInvocation(fn: lambda.Function, api: Api): lambda.Permission {
    return new lambda.Permission(
      shortName("lambdaPermission", `${this.resourceName}-permission`),
      {
        action: "lambda:InvokeFunction",
        function: fn.name,
        principal: "apigateway.amazonaws.com",
        sourceArn: pulumi.interpolate`${api.executionArn}/*`,
      },
      unprotected({ parent: this }),
    );
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
