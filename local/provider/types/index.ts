import { ResourceType } from "../resourceType";
import { apigatewayTypes } from "./apigateway";
import { apigatewayv2Types } from "./apigatewayv2";
import { cloudfrontTypes } from "./cloudfront";
import { computeTypes } from "./compute";
import { loadBalancingTypes } from "./loadBalancing";
import { namesTypes } from "./names";
import { storageTypes } from "./storage";

export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  Object.entries({
    ...apigatewayTypes,
    ...apigatewayv2Types,
    ...cloudfrontTypes,
    ...computeTypes,
    ...loadBalancingTypes,
    ...namesTypes,
    ...storageTypes,
  }),
);
