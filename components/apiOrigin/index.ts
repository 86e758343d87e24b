import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { existsSync } from "node:fs";
import { aliasRecords } from "../aliasRecords";
import { ApiGatewayOrigin } from "../origin";
import { problem, Problem, refuse } from "../problems";
import { Api, CustomDomain } from "./api";
import { httpApi } from "./httpApi";
import { lambdaFunction } from "./lambdaFunction";
import { restApi } from "./restApi";

export const apiKinds = ["http", "rest-regional", "rest-edge"] as const;
export type ApiKind = (typeof apiKinds)[number];

export interface ApiOriginArgs {
  /** The function's entry, a TypeScript or JavaScript file that exports `handler`. Bundled by esbuild. */
  readonly entry: string;
  /**
   * An HTTP API, or a REST API whose endpoint is regional or edge-optimized (behind a CloudFront of AWS's own).
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
   * @default "http"
   */
  readonly kind?: ApiKind;
  /** A name of the API's own, with certificate, mapping and DNS records. @default the default endpoint */
  readonly customDomain?: CustomDomain;
  /**
   * Whether `https://{id}.execute-api.{region}.amazonaws.com` stops answering.
   * @default true where there is a custom domain
   */
  readonly closeDefaultEndpoint?: boolean;
}

/** Problems of the arguments that can be known before anything is created. */
export function checkApiOrigin(args: ApiOriginArgs, path = ""): Problem[] {
  const problems: Problem[] = [];
  if (!existsSync(args.entry)) {
    problems.push(problem(`${path}entry`, args.entry, "write the path of an existing file that exports `handler`"));
  }
  if (args.kind !== undefined && !apiKinds.includes(args.kind)) {
    problems.push(problem(`${path}kind`, args.kind, `write one of ${apiKinds.join(", ")}`));
  }
  if (args.closeDefaultEndpoint === true && args.customDomain === undefined) {
    problems.push(
      problem(
        `${path}closeDefaultEndpoint`,
        true,
        "leave it out, or give the API a customDomain: without one nothing would answer",
      ),
    );
  }
  return problems;
}

/** An API Gateway API with one Lambda function behind every path and method. */
export class ApiOrigin extends pulumi.ComponentResource {
  /** What `MultiOriginDistribution` needs to send requests here. */
  public readonly origin: ApiGatewayOrigin;
  /** Where the API answers directly, without CloudFront. */
  public readonly url: pulumi.Output<string>;
  public readonly functionName: pulumi.Output<string>;

  constructor(name: string, args: ApiOriginArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("ApiOrigin", checkApiOrigin(args));
    super("multi-origin:index:ApiOrigin", name, {}, opts);

    const fn = lambdaFunction(name, args.entry, { parent: this });
    const api = this.createApi(name, fn, args);
    const permission = this.permitInvocation(name, fn, api);
    this.origin =
      args.customDomain === undefined
        ? { kind: "api-gateway", name, ...api.endpoint, dependsOn: [permission, ...api.ready] }
        : this.customDomainOrigin(name, args.customDomain, api, permission);
    this.url = pulumi.interpolate`https://${this.origin.domainName}${this.origin.originPath ?? ""}`;
    this.functionName = fn.name;
    this.registerOutputs({ url: this.url, functionName: this.functionName });
  }

  private createApi(name: string, fn: lambda.Function, args: ApiOriginArgs): Api {
    const closeDefaultEndpoint = args.closeDefaultEndpoint ?? args.customDomain !== undefined;
    const apiArgs = { function: fn, closeDefaultEndpoint };
    const opts = { parent: this };
    const kind = args.kind ?? "http";
    switch (kind) {
      case "http":
        return httpApi(name, apiArgs, opts);
      case "rest-regional":
        return restApi(name, "REGIONAL", apiArgs, opts);
      case "rest-edge":
        return restApi(name, "EDGE", apiArgs, opts);
    }
  }

  private permitInvocation(name: string, fn: lambda.Function, api: Api): lambda.Permission {
    return new lambda.Permission(
      `${name}-permission`,
      {
        action: "lambda:InvokeFunction",
        function: fn.name,
        principal: "apigateway.amazonaws.com",
        sourceArn: pulumi.interpolate`${api.executionArn}/*`,
      },
      { parent: this },
    );
  }

  /** The mapping supplies the stage, so a custom domain has no origin path. */
  private customDomainOrigin(
    name: string,
    domain: CustomDomain,
    api: Api,
    permission: pulumi.Resource,
  ): ApiGatewayOrigin {
    const { target, mapping } = api.mapDomain(domain);
    const { records } = aliasRecords(
      `${name}-alias`,
      { hostedZoneId: domain.hostedZoneId, recordName: domain.name, target, types: ["A", "AAAA"] },
      { parent: this },
    );
    return { kind: "api-gateway", name, domainName: domain.name, dependsOn: [permission, mapping, ...records] };
  }
}

export type { CustomDomain } from "./api";
