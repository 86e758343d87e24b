import { Account } from "../../aws/account";
import { httpApis, httpDomains } from "../../aws/apigateway/http";
import { restApis, restDomains } from "../../aws/apigateway/rest";
import { apiHostname } from "../../aws/hostnames";

/** Hostnames of API Gateway in the account, and the loopback port that serves them over HTTPS. */
export interface Served {
  readonly hostnames: readonly string[];
  readonly port: number;
  /** The certificate authority. */
  readonly ca: string;
}

/** The default endpoints and the custom domains of the APIs. */
export function apiHostnames(account: Account): string[] {
  return [
    ...account.list(httpApis).flatMap(({ outputs }) => outputs.apiEndpoint?.split("://")[1] ?? []),
    ...account.list(restApis).map(({ id, outputs }) => apiHostname.of(id, outputs.arn.split(":")[3] ?? "")),
    ...account.list(httpDomains).map(({ id }) => id),
    ...account.list(restDomains).map(({ id }) => id),
  ];
}
