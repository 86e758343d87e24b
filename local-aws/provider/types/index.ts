import { ResourceType } from "../resourceType";
import { apigatewayTypes } from "./apigateway";
import { apigatewayv2Types } from "./apigatewayv2";
import { cloudfrontTypes } from "./cloudfront";
import { computeTypes } from "./lambda";
import { loadBalancingTypes } from "./lb";
import { loggingTypes } from "./cloudwatch";
import { namesTypes } from "./acm";
import { randomTypes } from "./random";
import { storageTypes } from "./s3";
import { wafTypes } from "./wafv2";

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
