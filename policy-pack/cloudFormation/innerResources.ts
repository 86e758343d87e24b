import { distributionTypes } from "../cloudfront/readers/distribution";
import { isKnown, map, Maybe, Resource, Unknown } from "../program/maybe";
import { Properties, readObject, readString } from "../program/readValue";
import { lazyResource } from "../program/resource";
import { readDocument } from "./document";
import { nativeProperties, nativeType } from "./names";
import { readTemplate, unreadDistribution } from "./readTemplate";

/** A reader of a resource that describes other resources in the terms of CloudFormation. */
type ReadInner = (outer: Resource) => readonly Resource[];

const readers: ReadonlyMap<string, ReadInner> = new Map<string, ReadInner>([
  // https://www.pulumi.com/registry/packages/aws/api-docs/cloudcontrol/resource/
  [
    "aws:cloudcontrol/resource:Resource",
    (outer) => readTyped(outer, { type: "typeName", settings: "desiredState", outputs: "properties" }),
  ],
  // https://www.pulumi.com/registry/packages/aws-native/api-docs/extensionresource/
  [
    "aws-native:index:ExtensionResource",
    (outer) => readTyped(outer, { type: "type", settings: "properties", outputs: "outputs" }),
  ],
  // https://www.pulumi.com/registry/packages/aws/api-docs/cloudformation/stack/
  ["aws:cloudformation/stack:Stack", (outer) => readStack(outer, "name")],
  // https://www.pulumi.com/registry/packages/aws-native/api-docs/cloudformation/stack/
  ["aws-native:cloudformation:Stack", (outer) => readStack(outer, "stackName")],
  // https://www.pulumi.com/registry/packages/aws/api-docs/cloudformation/stackset/
  ["aws:cloudformation/stackSet:StackSet", readStackSet],
  // https://www.pulumi.com/registry/packages/aws-native/api-docs/cloudformation/stackset/
  ["aws-native:cloudformation:StackSet", readStackSet],
]);

/**
 * The types of distributions in a Terraform module, and of a Terraform provider that has no package of Pulumi. Their settings
 * have other names.
 * https://github.com/pulumi/pulumi-terraform-module and https://www.pulumi.com/registry/packages/terraform-provider/
 */
const terraformDistribution =
  /:tf:aws(cc)?_cloudfront_(multitenant_)?distribution$|:index\/cloudfront(Multitenant)?Distribution:/;

/** Whether a resource of a type can have others inside, such as a stack of CloudFormation. */
export function isOuter(type: string): boolean {
  return readers.has(type) || terraformDistribution.test(type);
}

/** Whether a resource of a type is a distribution or can have one inside. */
export function canHaveDistribution(type: string): boolean {
  return distributionTypes.has(type) || isOuter(type);
}

/** The resources inside a resource, as if the program had created them; the resource itself if it has none inside. */
export function innerResources(resource: Resource): readonly Resource[] {
  if (terraformDistribution.test(resource.type)) {
    return [unreadDistribution(resource.urn, ofTerraform)];
  }
  return readers.get(resource.type)?.(resource) ?? [resource];
}

const ofTerraform = new Unknown("the pack does not read distributions of Terraform modules and providers", undefined, {
  resolution: "After deployment, audit the output of aws cloudfront get-distribution.",
});

/** A resource of Cloud Control has the URN of the resource that describes it. */
function readTyped(
  outer: Resource,
  keys: { readonly type: string; readonly settings: string; readonly outputs: string },
): readonly Resource[] {
  const { urn, props } = outer;
  const type = readString(props, keys.type);
  if (!isKnown(type) || type === undefined || !isKnown(props)) {
    return [outer, unreadDistribution(urn, isKnown(type) ? new Unknown(`${keys.type} is missing`) : type)];
  }
  const native = (written: Maybe<unknown>, name: string): Maybe<Properties> =>
    map(readDocument(written, name), (known) => nativeProperties(type, known));
  const read = (): Resource["props"] => {
    const outputs = native(props[keys.outputs] ?? {}, keys.outputs);
    return map(native(props[keys.settings] ?? {}, keys.settings), (settings) => ({
      ...(isKnown(outputs) ? outputs : {}),
      ...settings,
      id: props.id,
    }));
  };
  return innerResources(lazyResource({ type: nativeType(type), urn }, read));
}

function readStack({ urn, props }: Resource, nameKey: string): readonly Resource[] {
  return readTemplate(bodyOf(props), {
    ...inside(urn),
    parameters: readObject(props, "parameters"),
    region: regionOf(props),
    stackName: readString(props, nameKey),
    isBeingCreated: isKnown(props) && props.id instanceof Unknown,
  });
}

/** Each stack of a stack set has a region, and can have parameters. */
function readStackSet({ urn, props }: Resource): readonly Resource[] {
  const parameters = new Unknown("each stack of the stack set can have other parameters");
  return readTemplate(bodyOf(props), { ...inside(urn), parameters });
}

function inside(urn: string): { readonly holder: string; readonly urnOf: (logicalId: string) => string } {
  return { holder: urn, urnOf: (logicalId) => `${urn}::${logicalId}` };
}

function bodyOf(props: Resource["props"]): unknown {
  if (!isKnown(props)) {
    return props;
  }
  return (
    props.templateBody ??
    new Unknown("its CloudFormation template is not in the program", undefined, {
      resolution: "Set templateBody, or check its distributions in AWS after deployment.",
    })
  );
}

/** Undefined if the provider decides it. */
function regionOf(props: Resource["props"]): string | undefined {
  const region = readString(props, "region");
  return isKnown(region) ? region : undefined;
}

/**
 * The resources with those inside them in place of their outer ones. Values that come from an outer resource with only one
 * inside come from that one.
 */
export function withInnerResources(byUrn: Map<string, Resource>): Resource[] {
  return [...byUrn.values()].flatMap((resource) => {
    const inner = innerResources(resource);
    const [first, ...others] = inner;
    if (first !== undefined && others.length === 0 && first.urn === resource.urn) {
      byUrn.set(resource.urn, first);
    }
    return inner;
  });
}
