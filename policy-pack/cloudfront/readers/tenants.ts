import { map, Maybe } from "../../program/maybe";
import { Properties, readList, readString } from "../../program/readValue";
import { Resource } from "../../program/resource";
import { Distribution } from "../model";

const tenantType = "aws:cloudfront/distributionTenant:DistributionTenant";
const nativeTenantType = "aws-native:cloudfront:DistributionTenant";
export const tenantTypes: readonly string[] = [tenantType, nativeTenantType];

/** The hostnames of a tenant. `aws-native` has a list of names. */
export function domainsOf({ type, props }: Resource): Distribution["aliases"] {
  return map(readList(props, "domains"), (domains = []) =>
    domains.map((domain) => {
      const holder = type === nativeTenantType ? { domain } : (domain as Maybe<Properties>);
      return map(readString(holder, "domain"), (name) => name ?? "");
    }),
  );
}
