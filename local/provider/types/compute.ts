import { accountId } from "../../account";
import { ResourceType } from "../resourceType";

/** Lambda, and what a function needs around it. */
export const computeTypes: Record<string, ResourceType> = {
  "aws:iam/role:Role": {
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name as string,
    outputs: ({ name }, { token }) => ({
      arn: `arn:aws:iam::${accountId}:role/${name as string}`,
      uniqueId: `AROA${token(17).toUpperCase()}`,
    }),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    namedBy: "name",
    immutable: ["name", "role"],
    id: ({ role, name }) => `${role as string}:${name as string}`,
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name as string,
    outputs: ({ name }, { region }) => ({ arn: `arn:aws:logs:${region}:${accountId}:log-group:${name as string}` }),
  },
  "aws:lambda/function:Function": {
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name as string,
    outputs: ({ name }, { region }) => {
      const arn = `arn:aws:lambda:${region}:${accountId}:function:${name as string}`;
      return {
        arn,
        invokeArn: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`,
        version: "$LATEST",
      };
    },
  },
  "aws:lambda/permission:Permission": {
    immutable: ["action", "function", "principal", "sourceArn"],
    id: (_, { token }) => `terraform-${token(26)}`,
  },
};
