import { accountId } from "../../aws/account";
import { loadBalancerHostname } from "../../aws/hostnames";
import { loadBalancers } from "../../aws/loadBalancing";
import { resourceType } from "../resourceType";
import { regionalZoneId } from "./ids";

/** Application Load Balancers. */
export const lbTypes = {
  [loadBalancers]: resourceType<{ readonly name: string }>({
    namedBy: "name",
    immutable: ["name", "internal", "loadBalancerType"],
    id: ({ name }, { region, token }) =>
      `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/app/${name}/${token(16)}`,
    unique: {
      by: ({ name }) => name,
      error: ({ name }) => `DuplicateLoadBalancerName: A load balancer with the same name '${name}' exists`,
    },
    outputs: ({ name }, { id, region, token }) => ({
      arn: id,
      arnSuffix: id.split(":loadbalancer/").at(-1),
      zoneId: regionalZoneId(token),
      vpcId: `vpc-${token(17, "vpc")}`,
      dnsName: loadBalancerHostname(`${name}-${Number.parseInt(token(8, "dns"), 16)}`, region),
    }),
  }),
};
