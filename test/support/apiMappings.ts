import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Account } from "../../local-aws/aws/account";
import { basePathMappings } from "../../local-aws/aws/apigateway/rest";

/** The ID of a domain's one mapping, to import it as an ApiMapping. On AWS, `aws apigatewayv2 get-api-mappings` prints it. */
export function apiMappingImportId(account: Account, domainName: string): string {
  const [mapping] = account.list(basePathMappings).filter(({ outputs }) => outputs.domainName === domainName);
  assert.ok(mapping);
  const id = createHash("sha256").update(`${mapping.seed} id`).digest("hex").slice(0, 6);
  return `${id}/${domainName}`;
}
