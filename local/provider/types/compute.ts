import { accountId } from "../../account";
import { typesOf } from "../resourceType";

interface Inputs {
  readonly functionName: string;
  readonly qualifier?: string;
  readonly name: string;
  readonly role: string;
}

/** Lambda, and what a function needs around it. */
export const computeTypes = typesOf<Inputs>({
  "aws:iam/role:Role": {
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name,
    outputs: ({ name }, { token }) => ({
      arn: `arn:aws:iam::${accountId}:role/${name}`,
      uniqueId: `AROA${token(17).toUpperCase()}`,
    }),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    namedBy: "name",
    immutable: ["name", "role"],
    id: ({ role, name }) => `${role}:${name}`,
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name,
    outputs: ({ name }, { region }) => ({ arn: `arn:aws:logs:${region}:${accountId}:log-group:${name}` }),
  },
  "aws:lambda/function:Function": {
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name,
    outputs: ({ name }, { region }) => {
      const arn = functionArn(region, name);
      return {
        arn,
        invokeArn: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`,
        version: "$LATEST",
      };
    },
  },
  "aws:lambda/functionUrl:FunctionUrl": {
    immutable: ["functionName", "qualifier"],
    id: ({ functionName, qualifier }) => [functionName, ...(qualifier === undefined ? [] : [qualifier])].join("/"),
    outputs: ({ functionName }, { region, token }) => {
      const urlId = token(32);
      return {
        functionArn: functionName.startsWith("arn:") ? functionName : functionArn(region, functionName),
        functionUrl: `https://${urlId}.lambda-url.${region}.on.aws/`,
        urlId,
      };
    },
  },
  "aws:lambda/permission:Permission": {
    immutable: ["action", "function", "principal", "sourceArn"],
    id: (_, { token }) => `terraform-${token(26)}`,
  },
});

function functionArn(region: string, name: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
}
