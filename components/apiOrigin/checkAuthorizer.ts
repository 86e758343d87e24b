import { problem } from "../problems";
import { ApiKeyAuthorizer, ApiKind, Authorizer, IamAuthorizer, JwtAuthorizer } from "./args";
import { Check, input, isObject, object, oneOf, where } from "./checks";

const httpKinds: readonly Authorizer["kind"][] = ["jwt", "iam"];
const restKinds: readonly Authorizer["kind"][] = ["iam", "api-key"];

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

/** An authorizer that this kind of API has. */
export function checkAuthorizer(apiKind: ApiKind): Check {
  return (value, path) => {
    const allowed = apiKind === "http" ? httpKinds : restKinds;
    const kind = isObject(value) ? value.kind : undefined;
    switch (kind) {
      case "jwt":
        return object<JwtAuthorizer>({ kind: isOf(apiKind, allowed), issuer, audience })(value, path);
      case "iam":
      case "api-key":
        return object<IamAuthorizer | ApiKeyAuthorizer>({ kind: isOf(apiKind, allowed) })(value, path);
      default:
        return isObject(value)
          ? oneOf(allowed)(kind, `${path}.kind`)
          : [problem(path, value, `write an object whose kind is one of ${allowed.join(", ")}`)];
    }
  };
}

function isOf(apiKind: ApiKind, allowed: readonly string[]): Check {
  return where(
    (kind) => typeof kind === "string" && allowed.includes(kind),
    `write ${allowed.join(" or ")}, which an API of kind ${apiKind} has`,
  );
}

const issuer = input(
  where(
    (value) => typeof value === "string" && URL.canParse(value) && new URL(value).protocol === "https:",
    "write the issuer's HTTPS URL",
  ),
);

const audience: Check = (value, path) =>
  Array.isArray(value) && value.length > 0
    ? value.flatMap((item, index) =>
        input(where(isText, "write one audience, e.g. the id of a user pool's client"))(item, `${path}[${index}]`),
      )
    : [problem(path, value, "write a list of at least one audience")];
