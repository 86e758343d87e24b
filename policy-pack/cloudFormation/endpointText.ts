import { Resource } from "../program/maybe";

/** A resource of another stack: only its type is known. */
function elsewhere(type: string): Resource {
  return { type, urn: `of another stack::${type}`, props: {} };
}

const restApi = elsewhere("aws-native:apigateway:RestApi");
const apiOrDomain = elsewhere("aws-native:apigateway:DomainName");
const functionUrl = elsewhere("aws-native:lambda:Url");

/**
 * What a domain name can come from, if only some of its parts are known, such as an endpoint in an unknown region. The name
 * of an endpoint shows its service.
 */
export function resourcesOfName(parts: readonly unknown[]): readonly Resource[] {
  const text = parts.map((part) => (typeof part === "string" ? part : "?")).join("");
  const [host = ""] = text.replace(/^[a-z]+:\/\//i, "").split(/[/:#]/, 1);
  const [, label = "", service = ""] =
    /^([^.]+)\.(execute-api|lambda-url)\.[^.]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws|\?)$/i.exec(host) ?? [];
  switch (service.toLowerCase()) {
    case "execute-api":
      // `d-…` is the target of a custom domain.
      return /^[a-z0-9]+$/i.test(label) ? [restApi] : [apiOrDomain];
    case "lambda-url":
      return [functionUrl];
    default:
      return [];
  }
}

/** Whether a domain name ends with a known name that is none of AWS's. Then it is no output of a resource. */
export function endsOutsideOfAws(parts: readonly unknown[]): boolean {
  const last = parts.at(-1);
  const [host = ""] = typeof last === "string" ? last.split(/[/:?#]/, 1) : [];
  return /\.[a-z]/i.test(host) && !/\.(amazonaws\.com(\.cn)?|on\.aws|cloudfront\.net)\.?$/i.test(host);
}
