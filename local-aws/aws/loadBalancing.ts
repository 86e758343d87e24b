import { typeToken } from "./resource";

export interface ApplicationLoadBalancer {
  readonly dnsName: string;
}

export const loadBalancers = typeToken<ApplicationLoadBalancer>("aws:lb/loadBalancer:LoadBalancer");
