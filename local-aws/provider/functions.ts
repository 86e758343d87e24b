import { Account, JsonObject } from "../aws/account";
import { AwsError } from "./awsError";

type FunctionOfAws = (account: Account, args: JsonObject) => JsonObject;

const functions: Readonly<Record<string, FunctionOfAws>> = {
  "aws:route53/getZone:getZone": (account, { name }) => {
    const zone = account.list("aws:route53/zone:Zone").find(({ outputs }) => outputs.name === name);
    if (zone === undefined) {
      throw new AwsError(`no matching Route 53 Hosted Zone found: ${JSON.stringify(name)}`);
    }
    return { ...zone.outputs };
  },
};

export function callFunction(account: Account, token: string, args: JsonObject): JsonObject {
  const called = functions[token];
  if (called === undefined) {
    throw new AwsError(
      `the local AWS does not know the function ${token}; local-aws/provider/functions.ts lists its own`,
    );
  }
  return called(account, args);
}
