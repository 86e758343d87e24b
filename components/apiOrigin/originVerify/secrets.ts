import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { OriginHeaders } from "../../origin";
import { OriginVerify } from "../args";
import { secretHeader, secretVariables } from "./handler";

export interface OriginSecrets {
  /** The function's environment: both secrets. It has them even where they are not asked for yet. */
  readonly environment: Readonly<Record<(typeof secretVariables)[number], pulumi.Output<string>>>;
  /** What CloudFront sends: one of the secrets. */
  readonly headers: OriginHeaders;
}

/**
 * Two secrets that take turns. At rotation n one is sent and was made for n; the other was made for n - 1, when it was
 * the one that was sent. So n + 1 makes the unsent one anew and sends it, while requests that still carry the old one are
 * accepted.
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
    // In a protected component the engine would refuse to replace even the secret that nobody sends.
    isSent ? opts : { ...opts, protect: false },
  );
  return pulumi.secret(password.result);
}
