import { Unknown } from "../program/maybe";
import { isObject, Properties } from "../program/readValue";
import { isServerless } from "./serverless";

/** A part of a template that can create resources which the template does not show. */
export interface UnreadPart {
  readonly reason: Unknown;
  readonly canHaveDistributions: boolean;
}

/** Types whose resources create others, such as nested stacks. */
const holders =
  /^AWS::(CloudFormation::Stack(Set)?|Serverless::Application|ServiceCatalog::CloudFormationProvisionedProduct)$|::MODULE$/;

/** Macros of AWS that change resources of a template and add none that can be a distribution. */
const harmlessMacros = /^AWS::(Serverless|LanguageExtensions|CodeDeployBlueGreen|SecretsManager)\b/;

/** @param resources the template's section `Resources` */
export function unreadParts(template: Properties, resources: Properties): UnreadPart[] {
  const macros = [...macrosOf(template.Transform), ...["Fn::Transform"].filter((key) => key in template)];
  return [
    ...macros
      .filter((macro) => !harmlessMacros.test(macro))
      .map((macro) => part(`the template has the macro ${macro}`)),
    ...Object.entries(resources).flatMap(([id, resource]) => partOf(id, resource)),
    ...(isServerless(template) ? [part("the serverless transform adds resources", false)] : []),
  ];
}

function macrosOf(transform: unknown): string[] {
  if (Array.isArray(transform)) {
    return transform.flatMap(macrosOf);
  }
  if (isObject(transform) && typeof transform.Name === "string") {
    return [transform.Name];
  }
  return transform === undefined || transform === null ? [] : [typeof transform === "string" ? transform : "unknown"];
}

function partOf(id: string, resource: unknown): UnreadPart[] {
  if (id.startsWith("Fn::")) {
    return [part(`the template has ${id}`, canDescribeDistribution(resource))];
  }
  if (!isObject(resource) || resource instanceof Unknown || typeof resource.Type !== "string") {
    return [part(`the type of ${id} in the template is unknown`)];
  }
  const isChanged = Object.keys(resource).some((key) => key.startsWith("Fn::"));
  return isChanged || holders.test(resource.Type)
    ? [part(`${id} (${resource.Type}) adds resources to the template`)]
    : [];
}

/** Whether a loop can have a distribution: one of its types is a distribution, creates others, or is unknown. */
function canDescribeDistribution(fragment: unknown): boolean {
  if (!isObject(fragment)) {
    return Array.isArray(fragment) && fragment.some(canDescribeDistribution);
  }
  const { Type: type } = fragment;
  const isOpen =
    type !== undefined &&
    (typeof type !== "string" || holders.test(type) || /\$\{|^AWS::CloudFront::Distribution$/.test(type));
  return (
    isOpen || Object.keys(fragment).includes("Fn::Transform") || Object.values(fragment).some(canDescribeDistribution)
  );
}

function part(reason: string, canHaveDistributions = true): UnreadPart {
  return {
    reason: new Unknown(reason, undefined, {
      resolution: "Write the distribution in the template, or check it in AWS after deployment.",
    }),
    canHaveDistributions,
  };
}
