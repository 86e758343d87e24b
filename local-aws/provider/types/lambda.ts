import { accountId } from "../../aws/account";
import { typesOf } from "../resourceType";
import { refusedWhileUsedBy } from "./inUse";

interface Inputs {
  readonly functionName: string;
  readonly qualifier?: string;
  readonly name: string;
  readonly role: string;
  readonly function: string;
  readonly statementId: string;
}

/** Lambda, and what a function needs around it. */
export const computeTypes = typesOf<Inputs>({
  "aws:iam/role:Role": {
    namedBy: "name",
    immutable: ["name", "path"],
    id: ({ name }) => name,
    unique: {
      by: ({ name }) => name,
      error: ({ name }) => `EntityAlreadyExists: Role with name ${name} already exists.`,
    },
    refuseDelete: refusedWhileUsedBy(
      ["aws:iam/rolePolicy:RolePolicy"],
      "DeleteConflict: Cannot delete entity, must delete policies first.",
    ),
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
  "aws:lambda/function:Function": {
    namedBy: "name",
    immutable: ["name", "packageType"],
    id: ({ name }) => name,
    unique: {
      by: ({ name }) => name,
      error: ({ name }) => `ResourceConflictException: Function already exist: ${name}`,
    },
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
    namedBy: "statementId",
    immutable: [
      "action",
      "eventSourceToken",
      "function",
      "functionUrlAuthType",
      "invokedViaFunctionUrl",
      "principal",
      "principalOrgId",
      "qualifier",
      "sourceAccount",
      "sourceArn",
      "statementId",
    ],
    id: ({ statementId }) => statementId,
    importId: (inputs, id) => `${inputs.function}/${id}`,
    keyedByImportId: true,
    unique: {
      by: (inputs) => `${inputs.function}/${inputs.statementId}`,
      error: ({ statementId }) =>
        `ResourceConflictException: The statement id (${statementId}) provided already exists.`,
    },
  },
});

function functionArn(region: string, name: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
}
