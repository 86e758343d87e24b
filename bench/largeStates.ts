/** One distribution in so many resources. */
const share = 100;

const connection = {
  http_port: 80,
  https_port: 443,
  origin_protocol_policy: "https-only",
  origin_ssl_protocols: ["TLSv1.2"],
};
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const withoutHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** The output of `terraform show -json` of a plan that creates all resources. */
export function terraformPlan(count: number): object {
  const resources = Array.from({ length: count }, (_, index) => (index % share === 1 ? planned(index) : queued(index)));
  return {
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: resources.map(({ address, type, values }) => ({
          address,
          mode: "managed",
          type,
          values,
          sensitive_values: {},
        })),
      },
    },
    resource_changes: resources.map(({ address, unknown }) => ({
      address,
      mode: "managed",
      change: { actions: ["create"], after_unknown: unknown, after_sensitive: {} },
    })),
    configuration: {
      root_module: {
        resources: resources.map(({ address, expressions }) => ({ address, mode: "managed", expressions })),
      },
    },
    relevant_attributes: [],
  };
}

interface Planned {
  readonly address: string;
  readonly type: string;
  readonly values: object;
  readonly unknown: object;
  readonly expressions: object;
}

/** Every hundredth resource is an API, and the next one the distribution in front of it. */
function queued(index: number): Planned {
  const type = index % share === 0 ? "aws_apigatewayv2_api" : "aws_sqs_queue";
  const values = {
    name: `r${index}`,
    ...(index % share === 0 ? { protocol_type: "HTTP" } : { delay_seconds: 0, tags: { team: "shop" } }),
  };
  return {
    address: `${type}.r${index}`,
    type,
    values,
    unknown: { id: true, arn: true },
    expressions: constants(values),
  };
}

function planned(index: number): Planned {
  const api = `aws_apigatewayv2_api.r${index - 1}`;
  const behavior = {
    target_origin_id: "api",
    viewer_protocol_policy: "https-only",
    allowed_methods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cached_methods: ["GET", "HEAD"],
    cache_policy_id: cachingDisabled,
    origin_request_policy_id: withoutHost,
  };
  const ordered = Array.from({ length: 10 }, (_, at) => ({ path_pattern: `/api${at}/*`, ...behavior }));
  const origin = { origin_id: "api", custom_origin_config: [connection] };
  const references = [`${api}.api_endpoint`, api];
  return {
    address: `aws_cloudfront_distribution.r${index}`,
    type: "aws_cloudfront_distribution",
    values: { enabled: true, origin: [origin], default_cache_behavior: [behavior], ordered_cache_behavior: ordered },
    unknown: { id: true, arn: true, domain_name: true, origin: [{ domain_name: true }] },
    expressions: {
      enabled: { constant_value: true },
      origin: [
        {
          origin_id: { constant_value: "api" },
          domain_name: { references },
          custom_origin_config: [constants(connection)],
        },
      ],
      default_cache_behavior: [constants(behavior)],
      ordered_cache_behavior: ordered.map(constants),
    },
  };
}

function constants(values: object): object {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { constant_value: value as unknown }]));
}

/** The output of `pulumi stack export`. */
export function pulumiExport(count: number): object {
  return {
    version: 3,
    deployment: {
      resources: Array.from({ length: count }, (_, index) => {
        const isFront = index % share === 0;
        const type = isFront ? "aws:cloudfront/distribution:Distribution" : "aws:sqs/queue:Queue";
        const inputs = isFront ? deployed(index) : { name: `r${index}`, tags: { team: "shop" } };
        const urn = `urn:pulumi:bench::bench::${type}::r${index}`;
        return { urn, type, custom: true, id: `id${index}`, inputs, outputs: { ...inputs, arn: `arn:aws:${index}` } };
      }),
    },
  };
}

function deployed(index: number): object {
  const behavior = {
    targetOriginId: "api",
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: cachingDisabled,
    originRequestPolicyId: withoutHost,
  };
  return {
    enabled: true,
    origins: [
      {
        originId: "api",
        domainName: `a${index}.execute-api.eu-west-1.amazonaws.com`,
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ],
    defaultCacheBehavior: behavior,
    orderedCacheBehaviors: Array.from({ length: 10 }, (_, at) => ({ pathPattern: `/api${at}/*`, ...behavior })),
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  };
}
