import { isTooDeep, parseDocument } from "../cloudFormation/document";
import { isObject } from "../program/readValue";
import { Finding } from "../findings/rule";

// https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Stands for a secret value in a message. */
const mask = "(a secret)";

/** The strings and numbers in the secret values of properties as the engine passes them. The SDK passes rules the plain values. */
export function secretStrings(value: unknown, isSecret = false): string[] {
  if (typeof value === "string" || typeof value === "number") {
    return isSecret && value !== "" ? [String(value), ...stringsOfDocument(value)] : [];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Reflect.get(value, signatureKey) === secretSignature
    ? secretStrings(Reflect.get(value, "value"), true)
    : Object.values(value).flatMap((inner) => secretStrings(inner, isSecret));
}

/** Settings whose values AWS defines. A message that hides them has no fix. */
const keywords: ReadonlySet<string> = new Set([
  "AllowedMethods",
  "CachedMethods",
  "EventType",
  "OriginProtocolPolicy",
  "OriginSSLProtocols",
  "Type",
  "ViewerProtocolPolicy",
]);

/** The strings in a secret that is a document, such as the settings of a resource of Cloud Control in JSON. */
function stringsOfDocument(text: string | number): string[] {
  const isDocument = typeof text === "string" && /^\s*\{|^Resources\s*:/m.test(text);
  const document = isDocument ? parseDocument(text) : undefined;
  // Providers also mark the schema of a resource type as a secret, to hide it in previews.
  const isSchema = isObject(document) && Object.hasOwn(document, "typeName");
  return isObject(document) && !isSchema && !isTooDeep(document) ? stringsIn(document) : [];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") {
    // CloudFormation replaces the variables of a string.
    const parts = value.split(/\$\{[^}]*\}/).filter((part) => part.length >= leastInWord);
    return value === "" ? [] : [...new Set([value, ...parts])];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => (keywords.has(key) ? [] : stringsIn(inner)));
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
