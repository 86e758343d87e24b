import { apiGatewayOriginHostHeader } from "./apiGatewayOriginHostHeader";
import { Rule } from "./rule";

export const rules: readonly Rule[] = [apiGatewayOriginHostHeader];
