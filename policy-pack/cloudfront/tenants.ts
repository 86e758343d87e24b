import { isKnown, map, Maybe, Unknown } from "../program/maybe";
import type { ProgramIndex } from "../program/programIndex";
import { readObjects, readString } from "../program/readValue";
import { refersTo } from "../program/references";
import { Resource } from "../program/resource";
import { Distribution, Origin } from "./model";
import { readAddress } from "./readers/originName";
import { shapes } from "./readers/shapes";
import { domainsOf, tenantTypes } from "./readers/tenants";

/** The tenants of a multi-tenant distribution that are part of the program. As a distribution, a disabled one counts too. */
export function tenantsOf(distribution: Resource, program: Pick<ProgramIndex, "ofType">): readonly Resource[] {
  return tenantTypes
    .flatMap((type) => program.ofType(type))
    .filter((tenant) => ["id", "awsId"].some((by) => refersTo(tenant, "distributionId", distribution, by)));
}

/** The distribution as each tenant of the program has it; as it is without tenants. */
export function viewsOf(
  distribution: Distribution,
  program: Pick<ProgramIndex, "ofType">,
  urn: string | undefined,
): readonly Distribution[] {
  const resource = [...shapes.keys()].flatMap((type) => program.ofType(type)).find((one) => one.urn === urn);
  const tenants = resource === undefined ? [] : tenantsOf(resource, program);
  return tenants.length === 0 ? [distribution] : tenants.map((tenant) => forTenant(distribution, tenant));
}

/** Whether tenants supply a part of an origin's address. */
export function hasParameters({ written }: Origin): boolean {
  return [written.domainName, written.originPath].some((text) => isKnown(text) && text?.includes("{{"));
}

/**
 * A multi-tenant distribution as one tenant has it. A parameter without a value stays in the text.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html
 */
export function forTenant(distribution: Distribution, tenant: Resource): Distribution {
  const valueOf = parametersOf(tenant, distribution.parameterDefaults);
  return {
    ...distribution,
    aliases: domainsOf(tenant),
    origins: map(distribution.origins, (origins) =>
      origins.map((origin) =>
        hasParameters(origin)
          ? {
              ...origin,
              ...readAddress(filled(origin.written.domainName, valueOf), filled(origin.written.originPath, valueOf)),
            }
          : origin,
      ),
    ),
  };
}

type ValueOf = (parameter: string) => Maybe<string> | undefined;

/** The tenant's value of a parameter, or its default. Unknown parameters of the tenant can replace any default. */
function parametersOf({ props }: Resource, defaults: Distribution["parameterDefaults"]): ValueOf {
  const parameters = readObjects(props, "parameters");
  const named = (isKnown(parameters) ? parameters : []).map((parameter) => ({
    name: readString(parameter, "name"),
    value: readString(parameter, "value"),
  }));
  const unknown = isKnown(parameters)
    ? named.map(({ name }) => name).find((name) => name instanceof Unknown)
    : parameters;
  return (parameter) => {
    const own = named.find(({ name, value }) => name === parameter && value !== undefined)?.value;
    return own ?? unknown ?? defaults.get(parameter);
  };
}

function filled(text: Maybe<string | undefined>, valueOf: ValueOf): Maybe<string | undefined> {
  return map(text, (known) => {
    const only = /^\{\{([^{}]+)\}\}$/.exec(known ?? "")?.[1];
    const value = only === undefined ? undefined : valueOf(only);
    return (
      value ??
      known?.replace(/\{\{([^{}]+)\}\}/g, (parameter, name: string) => {
        const part = valueOf(name);
        return typeof part === "string" ? part : parameter;
      })
    );
  });
}
