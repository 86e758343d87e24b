import type { IncomingMessage } from "node:http";
import { accountId } from "../../../aws/account";
import { addressOf, Authorized } from "../events/call";
import { ApiKind, GatewayError } from "../gatewayResponses";

interface Signature {
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly date: string;
}

/**
 * Identifies a caller by the signature. The local AWS has no secret keys, so it does not compute the signature. It checks the
 * scope, the date, Host and the signed headers.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signedCaller(request: IncomingMessage, kind: ApiKind, region: string): Authorized {
  const signature = fromHeader(request) ?? fromQuery(request);
  if (signature === undefined) {
    throw new GatewayError("unsigned");
  }
  const [accessKey = "", date, scopeRegion, service, end] = signature.credential.split("/");
  const scoped = scopeRegion === region && service === "execute-api" && end === "aws4_request";
  const dated = date !== undefined && signature.date.startsWith(`${date}T`);
  const arrived = signature.signedHeaders.every((name) => request.headers[name] !== undefined);
  if (!scoped || !dated || !arrived || !signature.signedHeaders.includes("host")) {
    throw new GatewayError("invalidSignature");
  }
  const userArn = `arn:aws:iam::${accountId}:user/local`;
  const user = { accessKey, accountId, userArn };
  return kind !== "http"
    ? { identity: { ...user, caller: accessKey, user: accessKey } }
    : {
        authorizer: {
          iam: { ...user, callerId: accessKey, cognitoIdentity: null, principalOrgId: null, userId: accessKey },
        },
      };
}

function fromHeader(request: IncomingMessage): Signature | undefined {
  const [scheme, rest] = splitOnce(request.headers.authorization ?? "", " ");
  if (scheme !== "AWS4-HMAC-SHA256") {
    return undefined;
  }
  const parts = Object.fromEntries(rest.split(/,\s*/).map((part) => splitOnce(part, "=")));
  return signatureOf(parts.Credential, parts.SignedHeaders, String(request.headers["x-amz-date"]), parts.Signature);
}

/** The signature of a presigned URL. */
function fromQuery(request: IncomingMessage): Signature | undefined {
  const { parameters } = addressOf(request);
  const value = (name: string) => parameters.get(`X-Amz-${name}`) ?? undefined;
  return value("Algorithm") === "AWS4-HMAC-SHA256"
    ? signatureOf(value("Credential"), value("SignedHeaders"), value("Date"), value("Signature"))
    : undefined;
}

function signatureOf(credential = "", signedHeaders = "", date = "", signature = ""): Signature {
  if (!/^[0-9a-f]{64}$/.test(signature)) {
    throw new GatewayError("invalidSignature");
  }
  return { credential, signedHeaders: signedHeaders.split(";"), date };
}

function splitOnce(value: string, separator: string): [string, string] {
  const at = value.indexOf(separator);
  return at === -1 ? [value, ""] : [value.slice(0, at), value.slice(at + separator.length)];
}
