/**
 * The names of pulumi-aws for what the Terraform provider calls otherwise.
 * https://www.pulumi.com/docs/iac/using-pulumi/pulumi-packages/ describes the rules of the bridge between the two.
 */

/** Types whose module or name does not follow from the name in Terraform. */
const otherTypes: ReadonlyMap<string, string> = new Map([
  ["aws_lb", "aws:lb/loadBalancer:LoadBalancer"],
  ["aws_alb", "aws:alb/loadBalancer:LoadBalancer"],
  ["aws_elb", "aws:elb/loadBalancer:LoadBalancer"],
  ["aws_instance", "aws:ec2/instance:Instance"],
  ["aws_eip", "aws:ec2/eip:Eip"],
  [
    "aws_cloudfrontkeyvaluestore_keys_exclusive",
    "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive",
  ],
]);

/** Modules that have another name in Terraform. */
const modules: readonly (readonly [prefix: string, module: string])[] = [
  ["aws_api_gateway_", "apigateway"],
  ["aws_cloudcontrolapi_", "cloudcontrol"],
  ["aws_elastic_beanstalk_", "elasticbeanstalk"],
  ["aws_serverlessapplicationrepository_", "serverlessrepository"],
];

/** The type in Pulumi; for another provider than AWS's, a type whose outputs can be anything. */
export function pulumiType(type: string): string {
  const other = otherTypes.get(type);
  if (other !== undefined) {
    return other;
  }
  const [prefix, module] = modules.find(([begins]) => type.startsWith(begins)) ?? moduleOf(type);
  const name = type.slice(prefix.length) || module;
  switch (type.split("_", 1)[0]) {
    case "aws":
      return `aws:${module}/${camelCase(name)}:${pascalCase(name)}`;
    case "awscc":
      return `aws-native:${module}:${pascalCase(name)}`;
    case "random":
      return `random:index/${camelCase(type)}:${pascalCase(type)}`;
    case "tls":
      return `tls:index/${camelCase(name)}:${pascalCase(name)}`;
    case undefined:
    default:
      return `terraform:${type}`;
  }
}

function moduleOf(type: string): readonly [prefix: string, module: string] {
  const [provider = "", module = ""] = type.split("_");
  return provider === "tls" ? ["tls_", "index"] : [`${provider}_${module}_`, module];
}

/** Lists of blocks, whose names Pulumi has in the plural. */
const lists: ReadonlyMap<string, string> = new Map([
  ["alias", "aliases"],
  ["cache_behavior", "cacheBehaviors"],
  ["custom_error_response", "customErrorResponses"],
  ["custom_header", "customHeaders"],
  ["definition", "definitions"],
  ["domain", "domains"],
  ["function_association", "functionAssociations"],
  ["lambda_function_association", "lambdaFunctionAssociations"],
  ["member", "members"],
  ["ordered_cache_behavior", "orderedCacheBehaviors"],
  ["origin", "origins"],
  ["origin_group", "originGroups"],
  ["parameter", "parameters"],
  ["parameter_definition", "parameterDefinitions"],
  ["string_schema", "stringSchemas"],
]);

const blockNames: ReadonlyMap<string, string> = new Map([...lists].map(([name, list]) => [list, name]));

/** The name in Terraform of a property of pulumi-aws, whatever its type. */
export function terraformName(property: string): string {
  return blockNames.get(property) ?? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Blocks that a resource has at most once. Terraform has a list of one, and Pulumi the object. */
const singles: ReadonlySet<string> = new Set([
  "allowed_methods",
  "certificate",
  "cookies",
  "cookies_config",
  "cors_configuration",
  "customizations",
  "default_cache_behavior",
  "domain_name_configuration",
  "endpoint_configuration",
  "failover_criteria",
  "forwarded_values",
  "geo_restriction",
  "headers_config",
  "logging_config",
  "mutual_tls_authentication",
  "origin_mtls_config",
  "origin_shield",
  "parameters_in_cache_key_and_forwarded_to_origin",
  "query_strings",
  "query_strings_config",
  "restrictions",
  "s3_origin_config",
  "tenant_config",
  "viewer_certificate",
  "web_acl",
  "website",
  "custom_origin_config",
  "vpc_origin_config",
]);

/** Blocks like `singles` in a policy, and lists of strings in `forwarded_values`, where an empty one is a setting. */
const singlesOrStrings: ReadonlySet<string> = new Set(["headers"]);

/** Single blocks that Pulumi keeps as lists in some types. */
const listsByType: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    "aws_cloudfront_multitenant_distribution",
    new Map([
      ["custom_origin_config", "customOriginConfigs"],
      ["vpc_origin_config", "vpcOriginConfigs"],
    ]),
  ],
]);

/** Properties with another name, by type. */
const otherNames: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries({
    aws_api_gateway_authorizer: { rest_api_id: "restApi" },
    aws_api_gateway_base_path_mapping: { api_id: "restApi" },
    aws_api_gateway_deployment: { rest_api_id: "restApi" },
    aws_api_gateway_integration: { rest_api_id: "restApi" },
    aws_api_gateway_method: { rest_api_id: "restApi" },
    aws_api_gateway_resource: { rest_api_id: "restApi" },
    aws_api_gateway_stage: { rest_api_id: "restApi", deployment_id: "deployment" },
    aws_lambda_function: { function_name: "name" },
    aws_lambda_permission: { function_name: "function" },
  }).map(([type, names]) => [type, new Map(Object.entries(names))]),
);

/** Whether a property is a block, which can be dynamic. */
export function isBlockName(key: string): boolean {
  return lists.has(key) || singles.has(key);
}

export interface PulumiName {
  readonly name: string;
  /** Whether Pulumi has the only item of the list that Terraform has. */
  readonly isSingle: boolean;
  /** Whether an empty list is a setting. */
  readonly keepsEmpty: boolean;
}

/** @param isTop whether the property is one of the resource itself */
export function pulumiName(type: string, key: string, isTop: boolean): PulumiName {
  const list = listsByType.get(type)?.get(key);
  if (list !== undefined) {
    return { name: list, isSingle: false, keepsEmpty: true };
  }
  if (type.startsWith("awscc_")) {
    return { name: camelCase(key), isSingle: false, keepsEmpty: true };
  }
  const other = isTop ? otherNames.get(type)?.get(key) : undefined;
  const keepsEmpty = singlesOrStrings.has(key);
  return {
    name: other ?? lists.get(key) ?? camelCase(key),
    isSingle: singles.has(key) || keepsEmpty,
    keepsEmpty,
  };
}

function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function pascalCase(name: string): string {
  const camel = camelCase(name);
  return `${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
}
