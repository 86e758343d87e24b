import { anyValue, Check, input, listOf, object, objectOfKind, stringThat } from "../checks";
import { ApiKeyAuthorizer, ApiKind, IamAuthorizer, JwtAuthorizer } from "./args";

/** An authorizer that this kind of API supports. */
export function checkAuthorizer(apiKind: ApiKind): Check {
  const hint = ` for an API of kind ${apiKind}`;
  return apiKind === "http" ? objectOfKind({ jwt, iam }, hint) : objectOfKind({ iam, "api-key": apiKey }, hint);
}

const jwt = object<JwtAuthorizer>({
  kind: anyValue,
  issuer: input(
    stringThat((issuer) => URL.canParse(issuer) && new URL(issuer).protocol === "https:", "use the issuer's HTTPS URL"),
  ),
  audience: listOf(
    input(stringThat((audience) => audience !== "", "use an audience, such as the ID of a user pool client")),
    "use a list of at least one audience",
    { atLeast: 1 },
  ),
});
const iam = object<IamAuthorizer>({ kind: anyValue });
const apiKey = object<ApiKeyAuthorizer>({ kind: anyValue });
