import { Account } from "../account";
import { awsDistributions } from "./distribution";

/** The URL of each stack's first distribution, by the stack's name. The stacks of one program share an account. */
export function distributionUrls(account: Account): Map<string, string> {
  const urls = new Map<string, string>();
  for (const { urn = "", outputs } of account.list(awsDistributions)) {
    const [, stack = ""] = /^urn:pulumi:([^:]+)::/.exec(urn) ?? [];
    if (!urls.has(stack)) {
      urls.set(stack, `https://${outputs.domainName}`);
    }
  }
  return urls;
}
