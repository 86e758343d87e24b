import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readTerraform } from "../../../tools/dialects/terraform/readTerraform";
import { readStateFile } from "../../../tools/stateFile";
import { verdictsOf } from "../../../tools/verdicts";

const fixture = join(__dirname, "..", "..", "fixtures", "dialects", "terraform-plan.json");
const allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";
const withoutHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
const apiAddress = "aws_apigatewayv2_api.shop";

interface Change {
  readonly values?: object;
  readonly unknown?: object;
  readonly sensitive?: object;
  readonly expressions?: object;
}

function behavior(settings: object = {}): object {
  return {
    target_origin_id: "api",
    viewer_protocol_policy: "https-only",
    allowed_methods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cached_methods: ["GET", "HEAD"],
    cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    origin_request_policy_id: allViewer,
    ...settings,
  };
}

const connection = {
  http_port: 80,
  https_port: 443,
  origin_protocol_policy: "https-only",
  origin_ssl_protocols: ["TLSv1.2"],
};

/** A distribution whose only origin has an unknown domain name. */
function front(originExpressions: readonly object[], { values, unknown, expressions }: Change = {}): object {
  return {
    address: "aws_cloudfront_distribution.front",
    type: "aws_cloudfront_distribution",
    values: {
      default_cache_behavior: [behavior()],
      origin: [{ origin_id: "api", custom_origin_config: [connection] }],
      viewer_certificate: [{ cloudfront_default_certificate: true }],
      ...values,
    },
    unknown: { id: true, origin: [{ domain_name: true }], ...unknown },
    expressions: { origin: originExpressions, ...expressions },
  };
}

const api = {
  address: apiAddress,
  type: "aws_apigatewayv2_api",
  values: { name: "shop", protocol_type: "HTTP" },
  unknown: { id: true, api_endpoint: true },
  expressions: {},
};

const stage = {
  address: "aws_apigatewayv2_stage.shop",
  type: "aws_apigatewayv2_stage",
  values: { name: "$default" },
  unknown: { id: true, api_id: true },
  expressions: { api_id: { references: [`${apiAddress}.id`, apiAddress] } },
};

type Resource = Required<Omit<Change, "sensitive">> & { readonly address: string; readonly type: string };

/** A plan that creates resources of the root module. */
function plan(resources: readonly object[], rest: object = {}): unknown {
  const all = resources as readonly Resource[];
  return {
    format_version: "1.2",
    planned_values: {
      root_module: { resources: all.map(({ address, type, values }) => ({ address, mode: "managed", type, values })) },
    },
    resource_changes: all.map(({ address, unknown }) => ({
      address,
      mode: "managed",
      change: { actions: ["create"], after_unknown: unknown },
    })),
    configuration: {
      root_module: { resources: all.map(({ address, expressions }) => ({ address, mode: "managed", expressions })) },
    },
    ...rest,
  };
}

function found(written: unknown): string[] {
  return verdictsOf(readTerraform(written)).flatMap(({ findings }) =>
    findings.map(({ level, rule }) => `${level} ${rule}`),
  );
}

const refersToApi = { references: [`${apiAddress}.api_endpoint`, apiAddress] };
const trap = ["mandatory api-gateway-origin-host-header"];
const undetermined = ["undetermined api-gateway-origin-host-header"];

describe("A Terraform plan", () => {
  it("has the trap as a violation before anything exists, through modules, for_each and local values", () => {
    assert.deepEqual(
      verdictsOf(readStateFile(fixture)).map(({ behavior: label, findings }) => [
        label,
        ...findings.map(({ level, rule }) => `${level} ${rule}`),
      ]),
      [['cache behavior "/api"', ...trap], ['cache behavior "/api/*"', ...trap], ["default cache behavior"]],
    );
  });

  it("names the addresses and the properties of Terraform in messages", () => {
    const [verdict] = verdictsOf(readStateFile(fixture));
    assert.equal(verdict?.distribution, 'module.front["www.example.com"].aws_cloudfront_distribution.this');
    assert.match(
      verdict.findings[0]?.message ?? "",
      /Set origin_request_policy_id = "b689b0a8-53d0-40ab-baf2-68738e2966ac" \(AllViewerExceptHostHeader\)\./,
    );
  });

  it("reports a local value as undetermined if the plan does not list the attributes that contribute to it", () => {
    const written = JSON.parse(readFileSync(fixture, "utf8")) as Record<string, unknown>;
    assert.deepEqual(found({ ...written, relevant_attributes: undefined }), [...undetermined, ...undetermined]);
  });

  it("follows a direct reference to an API", () => {
    assert.deepEqual(
      found(plan([api, stage, front([{ origin_id: { constant_value: "api" }, domain_name: refersToApi }])])),
      trap,
    );
  });

  it("reports an origin of several services as undetermined", () => {
    const balancer = {
      address: "aws_lb.old",
      type: "aws_lb",
      values: {},
      unknown: { dns_name: true },
      expressions: {},
    };
    const references = [`${apiAddress}.api_endpoint`, apiAddress, "aws_lb.old.dns_name", "aws_lb.old"];
    assert.deepEqual(found(plan([api, stage, balancer, front([{ domain_name: { references } }])])), undetermined);
  });

  it("reports an origin of a dynamic block as undetermined, because a plan has no references of it", () => {
    assert.deepEqual(found(plan([api, stage, front([])])), undetermined);
  });

  it("reports an origin of a dynamic block as a violation if only the API contributes to the plan", () => {
    const rest = { relevant_attributes: [{ resource: apiAddress, attribute: ["api_endpoint"] }] };
    assert.deepEqual(found(plan([api, stage, front([])], rest)), trap);
  });

  it("reports the output of an unknown provider as undetermined", () => {
    const other = {
      address: "other_gateway.shop",
      type: "other_gateway",
      values: {},
      unknown: { host: true },
      expressions: {},
    };
    const references = ["other_gateway.shop.host", "other_gateway.shop"];
    assert.deepEqual(found(plan([other, front([{ domain_name: { references } }])])), undetermined);
  });

  it("reports an origin of a data source that Terraform reads later as undetermined", () => {
    const references = ["data.aws_apigatewayv2_api.shop.api_endpoint", "data.aws_apigatewayv2_api.shop"];
    assert.deepEqual(found(plan([front([{ domain_name: { references } }])])), undetermined);
  });

  it("assumes that a provisioner can create anything", () => {
    const permission = (provisioners?: readonly object[]): unknown => {
      const written = plan([api]) as { configuration: { root_module: { resources: object[] } } };
      const [own] = written.configuration.root_module.resources;
      return {
        ...written,
        configuration: { root_module: { resources: [{ ...own, ...(provisioners && { provisioners }) }] } },
      };
    };
    const types = (written: unknown): string[] => readTerraform(written).resources.map(({ type }) => type);
    assert.deepEqual(types(permission()), ["aws:apigatewayv2/api:Api"]);
    assert.deepEqual(types(permission([{ type: "local-exec" }])), [
      "aws:apigatewayv2/api:Api",
      "terraform:provisioner",
    ]);
  });

  it("reports a missing stage as undetermined if -target leaves resources out of the plan", () => {
    const restApi = {
      address: "aws_api_gateway_rest_api.shop",
      type: "aws_api_gateway_rest_api",
      values: { name: "shop" },
      unknown: { id: true },
      expressions: {},
    };
    const other = { ...restApi, address: "aws_api_gateway_stage.test", type: "aws_api_gateway_stage" };
    const references = ["aws_api_gateway_rest_api.shop.id", "aws_api_gateway_rest_api.shop"];
    const stage = {
      ...other,
      values: { stage_name: "test" },
      unknown: { id: true, rest_api_id: true },
      expressions: { rest_api_id: { references } },
    };
    const origin = [{ origin_id: "api", origin_path: "/prod", custom_origin_config: [connection] }];
    const values = { origin, default_cache_behavior: [behavior({ origin_request_policy_id: withoutHost })] };
    const planned = [restApi, stage, front([{ domain_name: { references } }], { values })];
    const all = plan(planned) as { configuration: { root_module: { resources: object[] } } };
    const omitted = { address: "aws_api_gateway_stage.prod", mode: "managed", expressions: {} };
    const resources = [...all.configuration.root_module.resources, omitted];
    const stagePath = (written: unknown): string[] => found(written).filter((one) => one.includes("stage-path"));
    assert.deepEqual(stagePath(all), ["mandatory api-gateway-origin-stage-path"]);
    assert.deepEqual(stagePath({ ...all, complete: false }), ["undetermined api-gateway-origin-stage-path"]);
    assert.deepEqual(stagePath({ ...all, configuration: { root_module: { resources } } }), [
      "undetermined api-gateway-origin-stage-path",
    ]);
  });

  it("ignores the expressions of a block at another place of a set", () => {
    const origins = [
      { origin_id: "site", custom_origin_config: [connection], domain_name: "www.example.org" },
      { origin_id: "api", custom_origin_config: [connection] },
    ];
    const expressions = [
      { origin_id: { constant_value: "api" }, domain_name: refersToApi },
      { origin_id: { constant_value: "site" }, domain_name: { constant_value: "www.example.org" } },
    ];
    const changed = front(expressions, {
      values: { origin: origins },
      unknown: { origin: [{}, { domain_name: true }] },
    });
    assert.deepEqual(found(plan([api, stage, changed])), trap);
  });

  it("does not print sensitive values", () => {
    const secret = "secret-host.execute-api.eu-west-1.amazonaws.com";
    const origin = [{ origin_id: "api", domain_name: secret, custom_origin_config: [connection] }];
    const written = plan([front([{}], { values: { origin }, unknown: { origin: [{}] } })]) as {
      planned_values: { root_module: { resources: object[] } };
    };
    const [own] = written.planned_values.root_module.resources;
    const hidden = { ...own, sensitive_values: { origin: [{ domain_name: true }] } };
    const verdicts = verdictsOf(
      readTerraform({ ...written, planned_values: { root_module: { resources: [hidden] } } }),
    );
    assert.deepEqual(
      verdicts.flatMap(({ findings }) => findings.map(({ rule }) => rule)),
      ["api-gateway-origin-host-header"],
    );
    assert.doesNotMatch(JSON.stringify(verdicts), /secret-host/);
  });

  it("reads the contents of policies that data sources have found", () => {
    const policy = {
      address: "data.aws_cloudfront_origin_request_policy.own",
      mode: "data",
      type: "aws_cloudfront_origin_request_policy",
      values: {
        id: "own",
        name: "own",
        headers_config: [{ header_behavior: "whitelist", headers: [{ items: ["host"] }] }],
        cookies_config: [{ cookie_behavior: "none", cookies: [] }],
        query_strings_config: [{ query_string_behavior: "all", query_strings: [] }],
      },
    };
    const values = { default_cache_behavior: [behavior({ origin_request_policy_id: "own" })] };
    const rest = { prior_state: { values: { root_module: { resources: [policy] } } } };
    assert.deepEqual(found(plan([api, stage, front([{ domain_name: refersToApi }], { values })], rest)), trap);
  });
});

describe("A Terraform state", () => {
  it("is checked with all outputs, empty strings and empty blocks", () => {
    const [origin] = [{ origin_id: "api", origin_path: "", origin_access_control_id: "", custom_header: [] }];
    const resource = {
      address: "aws_cloudfront_distribution.front",
      mode: "managed",
      type: "aws_cloudfront_distribution",
      values: {
        id: "E1",
        default_cache_behavior: [behavior({ forwarded_values: [], min_ttl: 0, default_ttl: 0, max_ttl: 0 })],
        ordered_cache_behavior: [],
        origin: [
          {
            ...origin,
            domain_name: "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com",
            custom_origin_config: [connection],
            s3_origin_config: [],
            vpc_origin_config: [],
          },
        ],
        viewer_certificate: [{ cloudfront_default_certificate: true, acm_certificate_arn: "" }],
      },
    };
    assert.deepEqual(found({ format_version: "1.0", values: { root_module: { resources: [resource] } } }), trap);
  });

  it("is empty without resources", () => {
    assert.deepEqual(readTerraform({ format_version: "1.0" }).resources, []);
  });

  it("is rejected in a later format", () => {
    assert.throws(() => readTerraform({ format_version: "2.0" }), /it has format version 2\.0; use one that terraform/);
  });
});
