import { isKnown, map, Maybe, Unknown } from "../../program/maybe";
import { Properties, readList, readObject, readObjects, readString, readStrings } from "../../program/readValue";

/** Where a resource type has the settings of a distribution: the name of a property, or a function that reads it. */
export interface Shape {
  readonly root: (props: Maybe<Properties>) => Maybe<Properties | undefined>;
  readonly orderedBehaviors: string;
  readonly sendsTtlWithPolicy: boolean;
  readonly originId: string;
  readonly customOrigin: (origin: Maybe<Properties>) => Maybe<Properties | undefined>;
  readonly vpcOrigin: (origin: Maybe<Properties>) => Maybe<Properties | undefined>;
  readonly customHeaders: string;
  readonly headerName: string;
  readonly originGroups: (root: Maybe<Properties | undefined>) => Maybe<readonly Maybe<Properties>[]>;
  readonly groupId: string;
  readonly groupMembers: (group: Maybe<Properties>) => Maybe<readonly Maybe<Properties>[]>;
  readonly allowedMethods: (behavior: Maybe<Properties>) => Maybe<readonly Maybe<string>[] | undefined>;
  readonly cachedMethods: (behavior: Maybe<Properties>) => Maybe<readonly Maybe<string>[] | undefined>;
  readonly errorResponses: string;
  readonly defaultCertificate: string;
  readonly webAcl: string;
  readonly logging: string;
  /** The default values of the parameters that tenants supply. */
  readonly parameterDefaults: (root: Maybe<Properties | undefined>) => readonly (readonly [string, Maybe<string>])[];
  /** The hostnames that viewers use. */
  readonly aliases: (root: Maybe<Properties | undefined>) => Maybe<readonly Maybe<string>[] | undefined>;
  readonly cloudFrontFunctions: string;
  readonly lambdaFunctions: string;
  readonly functionArn: string;
  readonly lambdaArn: string;
  /** Whether `forwardedValues.headers` is computed if the program does not set it. */
  readonly computesHeaders: boolean;
}

const aws: Shape = {
  root: (props) => props,
  orderedBehaviors: "orderedCacheBehaviors",
  sendsTtlWithPolicy: false,
  originId: "originId",
  customOrigin: (origin) => readObject(origin, "customOriginConfig"),
  vpcOrigin: (origin) => readObject(origin, "vpcOriginConfig"),
  customHeaders: "customHeaders",
  headerName: "name",
  originGroups: (root) => readObjects(root, "originGroups"),
  groupId: "originId",
  groupMembers: (group) => readObjects(group, "members"),
  allowedMethods: (behavior) => readStrings(behavior, "allowedMethods"),
  cachedMethods: (behavior) => readStrings(behavior, "cachedMethods"),
  errorResponses: "customErrorResponses",
  defaultCertificate: "cloudfrontDefaultCertificate",
  webAcl: "webAclId",
  logging: "loggingConfig",
  parameterDefaults: () => [],
  aliases: (root) => readStrings(root, "aliases"),
  cloudFrontFunctions: "functionAssociations",
  lambdaFunctions: "lambdaFunctionAssociations",
  functionArn: "functionArn",
  lambdaArn: "lambdaArn",
  computesHeaders: true,
};

const multitenant: Shape = {
  ...aws,
  orderedBehaviors: "cacheBehaviors",
  originId: "id",
  customOrigin: (origin) => first(origin, "customOriginConfigs"),
  headerName: "headerName",
  vpcOrigin: (origin) => first(origin, "vpcOriginConfigs"),
  groupId: "id",
  allowedMethods: (behavior) => readStrings(readObject(behavior, "allowedMethods"), "items"),
  cachedMethods: (behavior) => readStrings(readObject(behavior, "allowedMethods"), "cachedMethods"),
  parameterDefaults: (root) => defaults(root, (definition) => first(first(definition, "definitions"), "stringSchemas")),
  aliases: () => new Unknown("the domains belong to the tenants"),
  lambdaArn: "lambdaFunctionArn",
};

const native: Shape = {
  ...aws,
  root: (props) => readObject(props, "distributionConfig"),
  customHeaders: "originCustomHeaders",
  headerName: "headerName",
  orderedBehaviors: "cacheBehaviors",
  sendsTtlWithPolicy: true,
  originId: "id",
  originGroups: (root) => readObjects(readObject(root, "originGroups"), "items"),
  groupId: "id",
  groupMembers: (group) => readObjects(readObject(group, "members"), "items"),
  defaultCertificate: "cloudFrontDefaultCertificate",
  logging: "logging",
  parameterDefaults: (root) =>
    defaults(root, (definition) => readObject(readObject(definition, "definition"), "stringSchema")),
  lambdaArn: "lambdaFunctionArn",
  computesHeaders: false,
};

/** https://www.pulumi.com/registry/packages/aws/api-docs/cloudfront/ and https://www.pulumi.com/registry/packages/aws-native/api-docs/cloudfront/ */
export const shapes: ReadonlyMap<string, Shape> = new Map([
  ["aws:cloudfront/distribution:Distribution", aws],
  ["aws:cloudfront/multitenantDistribution:MultitenantDistribution", multitenant],
  ["aws-native:cloudfront:Distribution", native],
]);

/** A block that the provider represents as a list of at most one item. */
function first(from: Maybe<Properties | undefined>, key: string): Maybe<Properties | undefined> {
  return map(readList(from, key), (list) =>
    list === undefined || list.length === 0 ? undefined : readObject({ only: list[0] }, "only"),
  );
}

/** @param schemaOf finds the schema of a parameter in its definition */
function defaults(
  root: Maybe<Properties | undefined>,
  schemaOf: (definition: Maybe<Properties>) => Maybe<Properties | undefined>,
): readonly (readonly [string, Maybe<string>])[] {
  const definitions = readObjects(readObject(root, "tenantConfig"), "parameterDefinitions");
  return (isKnown(definitions) ? definitions : []).flatMap((definition) => {
    const [name, value] = [readString(definition, "name"), readString(schemaOf(definition), "defaultValue")];
    return isKnown(name) && name !== undefined && value !== undefined ? [[name, value] as const] : [];
  });
}
