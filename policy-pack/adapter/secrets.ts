import { Finding } from "../rules/rule";

// https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Stands for a secret value in a message. */
const mask = "(a secret)";

/** The strings and numbers in the secret values of properties as the engine passes them. The SDK passes rules the plain values. */
export function secretStrings(value: unknown, isSecret = false): string[] {
  if (typeof value === "string" || typeof value === "number") {
    return isSecret && value !== "" ? [String(value)] : [];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Reflect.get(value, signatureKey) === secretSignature
    ? secretStrings(Reflect.get(value, "value"), true)
    : Object.values(value).flatMap((inner) => secretStrings(inner, isSecret));
}

/** Replaces each secret in a string, complete or cut. */
export function hidingSecrets(secrets: readonly string[]): (text: string) => string {
  // The longest first: a secret can be a part of another.
  const ordered = [...secrets].sort((one, other) => other.length - one.length);
  return (text) => ordered.reduce(hideOne, text).replaceAll(`(${mask})`, mask);
}

/** A finding without the secrets in its text. */
export function withoutSecrets(finding: Finding, secrets: readonly string[]): Finding {
  const { behavior, origin, problem } = finding;
  const hide = hidingSecrets(secrets);
  return secrets.length === 0
    ? finding
    : {
        ...finding,
        behavior: hide(behavior),
        problem: hide(problem),
        ...(origin === undefined ? {} : { origin: hide(origin) }),
      };
}

/** A shorter secret can be a part of an ordinary word. */
const leastInWord = 6;

function hideOne(text: string, secret: string): string {
  const escaped = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const whole =
    secret.length < leastInWord
      ? new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, "g")
      : new RegExp(escaped, "gi");
  return text.replace(whole, mask).replace(/[^\s"()]+…/g, (cutText) => (isCut(cutText, secret) ? mask : cutText));
}

/** Whether a string that `cut` shortened begins with a part of the secret. */
function isCut(text: string, secret: string): boolean {
  return secret.toLowerCase().startsWith(text.slice(0, -1).toLowerCase());
}
