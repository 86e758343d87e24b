import { AnyResourceType } from "../resourceType";
import { acmTypes } from "./acm";
import { apigatewayTypes } from "./apigateway";
import { apigatewayv2Types } from "./apigatewayv2";
import { cloudfrontTypes } from "./cloudfront";
import { cloudwatchTypes } from "./cloudwatch";
import { iamTypes } from "./iam";
import { lambdaTypes } from "./lambda";
import { lbTypes } from "./lb";
import { randomTypes } from "./random";
import { route53Types } from "./route53";
import { s3Types } from "./s3";
import { wafv2Types } from "./wafv2";

/** The resource types by Pulumi's type tokens. It has the types that a stack or a rule of the policy pack needs. */
export const resourceTypes: ReadonlyMap<string, AnyResourceType> = new Map<string, AnyResourceType>(
  Object.entries({
    ...acmTypes,
    ...apigatewayTypes,
    ...apigatewayv2Types,
    ...cloudfrontTypes,
    ...cloudwatchTypes,
    ...iamTypes,
    ...lambdaTypes,
    ...lbTypes,
    ...randomTypes,
    ...route53Types,
    ...s3Types,
    ...wafv2Types,
  }),
);
