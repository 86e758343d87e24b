import { accountId } from "../../aws/account";
import { functionUrlHostname } from "../../aws/hostnames";
import { functionUrls, lambdaFunctions } from "../../aws/lambda";
import { bucketObjects } from "../../aws/s3";
import { AwsError } from "../awsError";
import { zipContents } from "../files";
import { AwsContext, resourceType } from "../resourceType";
import { fixedTime } from "./ids";

interface FunctionInputs {
  readonly name: string;
  readonly publish?: boolean;
  readonly s3Bucket?: string;
  readonly s3Key?: string;
}

export const lambdaTypes = {
  [lambdaFunctions]: resourceType<FunctionInputs>({
    namedBy: "name",
    files: codeInBucket,
    immutable: ["name", "packageType"],
    id: ({ name }) => name,
    unique: {
      by: ({ name }) => name,
      error: ({ name }) => `ResourceConflictException: Function already exist: ${name}`,
    },
    outputs: ({ name, publish }, { region }) => {
      const arn = functionArn(region, name);
      const version = publish === true ? "1" : "$LATEST";
      const path = `arn:aws:apigateway:${region}:lambda:path`;
      return {
        arn,
        invokeArn: `${path}/2015-03-31/functions/${arn}/invocations`,
        responseStreamingInvokeArn: `${path}/2021-11-15/functions/${arn}/response-streaming-invocations`,
        qualifiedArn: `${arn}:${version}`,
        qualifiedInvokeArn: `${path}/2015-03-31/functions/${arn}:${version}/invocations`,
        lastModified: fixedTime,
        signingJobArn: "",
        signingProfileVersionArn: "",
        version,
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

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html has the error; the message is ours. */
function codeInBucket({ s3Bucket, s3Key }: FunctionInputs, { account }: AwsContext): Readonly<Record<string, string>> {
  if (s3Bucket === undefined || s3Key === undefined) {
    return {};
  }
  const { files } = account.get(bucketObjects, `${s3Bucket}/${s3Key}`) ?? {};
  if (files === undefined) {
    throw new AwsError(`InvalidParameterValueException: There is no object ${s3Key} in the bucket ${s3Bucket}.`);
  }
  const { "": zip } = files;
  return zip === undefined
    ? files
    : Object.fromEntries(
        zipContents(s3Key, account.readBlob(zip)).map(([name, content]) => [name, account.putBlob(content)]),
      );
}

function functionArn(region: string, name: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
}
