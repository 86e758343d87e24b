import { accountId } from "../../aws/account";
import { functionUrlHostname } from "../../aws/hostnames";
import { functionUrls, lambdaFunctions } from "../../aws/lambda";
import { resourceType } from "../resourceType";

export const lambdaTypes = {
  [lambdaFunctions]: resourceType<{ readonly name: string }>({
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
  }),
  [functionUrls]: resourceType<{ readonly functionName: string; readonly qualifier?: string }>({
    immutable: ["functionName", "qualifier"],
    id: ({ functionName, qualifier }) => [functionName, ...(qualifier === undefined ? [] : [qualifier])].join("/"),
    outputs: ({ functionName }, { region, token }) => {
      const urlId = token(32);
      return {
        functionArn: functionName.startsWith("arn:") ? functionName : functionArn(region, functionName),
        functionUrl: `https://${functionUrlHostname.of(urlId, region)}/`,
        urlId,
      };
    },
  }),
  "aws:lambda/permission:Permission": resourceType<{ readonly function: string; readonly statementId: string }>({
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
  }),
};

function functionArn(region: string, name: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
}
