import { Account, JsonObject } from "../aws/account";
import { hostedZones } from "../aws/route53";
import { AwsError } from "./awsError";

type ProviderFunction = (account: Account, args: JsonObject) => JsonObject;

const functions: Readonly<Record<string, ProviderFunction>> = {
  "aws:route53/getZone:getZone": (account, { name }) => {
    const zone = account.list(hostedZones).find(({ outputs }) => outputs.name === name);
    if (zone === undefined) {
      throw new AwsError(`no matching Route 53 Hosted Zone found: ${JSON.stringify(name)}`);
    }
    return { ...zone.outputs };
  },
};

export function callFunction(account: Account, token: string, args: JsonObject): JsonObject {
  const implementation = functions[token];
  if (implementation === undefined) {
    throw new AwsError(
      `The local AWS does not support the function ${token}. local-aws/provider/functions.ts has the supported functions.`,
    );
  }
  return implementation(account, args);
}
