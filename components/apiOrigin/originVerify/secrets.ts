import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { OriginHeaders } from "../../origin";
import { OriginVerify } from "../args";
import { secretHeader, secretVariables } from "./handler";

export interface OriginSecrets {
  /** Both secrets, as environment variables of the function. It has them even if it does not require them yet. */
  readonly environment: Readonly<Record<(typeof secretVariables)[number], pulumi.Output<string>>>;
  /** The header that CloudFront sends, with one of the secrets. */
  readonly headers: OriginHeaders;
}

/**
 * Two secrets that alternate. At rotation n, CloudFront sends the secret of generation n; the other secret has generation
 * n - 1, the one that CloudFront sent before. Rotation n + 1 replaces the unsent secret and sends it, while the function
 * still accepts requests with the old one.
 */
export function originSecrets(
  name: string,
  { rotation = 0 }: OriginVerify,
  opts: pulumi.CustomResourceOptions,
): OriginSecrets {
  const aIsSent = rotation % 2 === 0;
  const a = originSecret(`${name}-origin-secret-a`, rotation, aIsSent, opts);
  const b = originSecret(`${name}-origin-secret-b`, rotation, !aIsSent, opts);
  return {
    environment: { ORIGIN_VERIFY_SECRET_A: a, ORIGIN_VERIFY_SECRET_B: b },
    headers: { [secretHeader]: aIsSent ? a : b },
  };
}

function originSecret(
  name: string,
  rotation: number,
  isSent: boolean,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const generation = isSent ? rotation : rotation - 1;
  const password = new random.RandomPassword(
    name,
    { length: 48, special: false, keepers: { generation: String(generation) } },
    // The engine refuses to replace protected resources, and a rotation replaces the unsent secret.
    isSent ? opts : { ...opts, protect: false },
  );
  return pulumi.secret(password.result);
}
