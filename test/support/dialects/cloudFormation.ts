import { Declared, DeclaredResource, Output } from "../declared";
import { withoutItems } from "./aws";
import { templateProperties } from "./native";
import { asNative } from "./written";

/** The template of a program of policies and a distribution. A parameter has no value. */
export function cloudFormationTemplate(program: Declared): { Parameters: object; Resources: object } {
  const written = asNative(program).filter(({ type }) => type.includes(":cloudfront"));
  const policies = new Set(written.slice(0, -1).map(({ name }) => name));
  return {
    Parameters: { Anything: { Type: "String" } },
    Resources: Object.fromEntries(written.map((resource) => [resource.name, resourceOf(resource, policies)])),
  };
}

function resourceOf({ type, inputs }: DeclaredResource, policies: ReadonlySet<string>): object {
  const kind = type.replace(/^.*:/, "");
  const properties = kind === "Distribution" ? inputs : { [`${kind}Config`]: withoutItems(inputs) };
  const converted = (value: unknown): unknown => {
    const [source] = value instanceof Output ? (value.sources[0] ?? []) : [];
    return source === undefined ? undefined : { Ref: policies.has(source) ? source : "Anything" };
  };
  return { Type: `AWS::CloudFront::${kind}`, Properties: templateProperties(properties, converted) };
}
