import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Account } from "../aws/account";
import { originAccessControls } from "../aws/cloudfront/originAccessControl";

// A model of SigV4 between CloudFront and an origin. The signature covers the method, host and path, and identifies the
// distribution. Its key exists only in this process. Dates, the body's hash and derived keys are not modeled.
const secret = randomBytes(32);
const scheme = "AWS4-HMAC-SHA256";

interface Signed {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
}

/**
 * Signs an origin request for the distribution, unless the origin access control turns signing off.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html
 */
export function signatureHeaders(
  account: Account,
  originAccessControlId: string | undefined,
  method: string,
  request: Signed,
  distributionArn: string,
): Record<string, string> {
  if (originAccessControlId === undefined || !signs(account, originAccessControlId, request)) {
    return {};
  }
  const signature = sign(method, String(request.headers.host), request.path, distributionArn);
  return { authorization: `${scheme} Credential=${distributionArn}, Signature=${signature}` };
}

function signs(account: Account, originAccessControlId: string, { headers }: Signed): boolean {
  const signingBehavior = account.get(originAccessControls, originAccessControlId)?.outputs.signingBehavior;
  return signingBehavior === "no-override" ? headers.authorization === undefined : signingBehavior !== "never";
}

export type Signer = { readonly sourceArn: string } | "anonymous" | "invalid";

/** Identifies the distribution that signed the request. */
export function signer(request: IncomingMessage): Signer {
  const authorization = request.headers.authorization;
  if (authorization === undefined) {
    return "anonymous";
  }
  const [, arn = "", signature = ""] = /^AWS4-HMAC-SHA256 Credential=(\S+), Signature=(\S+)$/.exec(authorization) ?? [];
  const expected = sign(request.method ?? "GET", request.headers.host ?? "", request.url ?? "/", arn);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected))
    ? { sourceArn: arn }
    : "invalid";
}

function sign(method: string, host: string, path: string, arn: string): string {
  return createHmac("sha256", secret).update([method, host, path, arn].join("\n")).digest("hex");
}
