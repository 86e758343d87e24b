import { ResourceType } from "../resourceType";
import { apigatewayTypes } from "./apigateway";
import { apigatewayv2Types } from "./apigatewayv2";
import { cloudfrontTypes } from "./cloudfront";
import { computeTypes } from "./compute";
import { loadBalancingTypes } from "./loadBalancing";
import { loggingTypes } from "./logging";
import { namesTypes } from "./names";
import { randomTypes } from "./random";
import { storageTypes } from "./storage";
import { wafTypes } from "./waf";

export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  Object.entries({
    ...apigatewayTypes,
    ...apigatewayv2Types,
    ...cloudfrontTypes,
    ...computeTypes,
    ...loadBalancingTypes,
    ...loggingTypes,
    ...namesTypes,
    ...randomTypes,
    ...storageTypes,
    ...wafTypes,
  }),
);
