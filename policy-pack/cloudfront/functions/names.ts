/** The parts of a request that hold values by name. */
export type Part = "headers" | "cookies" | "querystring";
const parts: readonly string[] = ["headers", "cookies", "querystring"] satisfies Part[];

/** The names of the origin helpers. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html */
export const originHelpers: readonly string[] = [
  "updateRequestOrigin",
  "selectRequestOriginById",
  "createRequestOriginGroup",
];

/** Properties of events, responses and origin helpers: they are not names of headers, cookies or query strings. */
export const structure: ReadonlySet<string> = new Set(
  (
    "request uri headers cookies querystring method ip body encoding data statusCode statusDescription value multiValue attributes allowedCertificateNames " +
    "connectionAttempts customHeaders customOriginConfig domainName failoverCriteria hostHeader originAccessControlConfig " +
    "originIds originPath originShieldConfig port protocol sni sslProtocols statusCodes timeouts"
  ).split(" "),
);

/** The properties of an event's value objects: writing one changes the header, cookie or query string that holds it. */
export const valueProperties: readonly string[] = ["value", "multiValue", "attributes"];

/** Methods that change the array they are called on, such as the values of a header. */
export const mutators: readonly string[] = ["push", "pop", "shift", "unshift", "splice", "fill", "copyWithin"];

export function isPart(name: string): name is Part {
  return parts.includes(name);
}
