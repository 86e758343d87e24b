import { anything, Check, input, listOf, object, ofKind, textWhere } from "../checks";
import { ApiKeyAuthorizer, ApiKind, IamAuthorizer, JwtAuthorizer } from "./args";

/** An authorizer that this kind of API has. */
export function checkAuthorizer(apiKind: ApiKind): Check {
  const hint = `, which an API of kind ${apiKind} has`;
  return apiKind === "http" ? ofKind({ jwt, iam }, hint) : ofKind({ iam, "api-key": apiKey }, hint);
}

const jwt = object<JwtAuthorizer>({
  kind: anything,
  issuer: input(
    textWhere(
      (issuer) => URL.canParse(issuer) && new URL(issuer).protocol === "https:",
      "write the issuer's HTTPS URL",
    ),
  ),
  audience: listOf(
    input(textWhere((audience) => audience !== "", "write one audience, e.g. the id of a user pool's client")),
    "write a list of at least one audience",
    { atLeast: 1 },
  ),
});
const iam = object<IamAuthorizer>({ kind: anything });
const apiKey = object<ApiKeyAuthorizer>({ kind: anything });
