import {
  anyValue,
  Check,
  Checks,
  boolean,
  firstOf,
  input,
  isObject,
  listOf,
  mapOf,
  number,
  object,
  objectOfKind,
  oneOf,
  optional,
  string,
  valueThat,
  wholeNumber,
} from "../../checks";
import { ApiGatewayOrigin, CustomOrigin, OriginAddress, OriginKind, S3Origin } from "../../origin";
import { Domain, GivenCertificate, MultiOriginDistributionArgs } from "../args";
import { BehaviorByKind, CachePolicy, listKinds, ViewerFunction, ViewerFunctionArgs } from "../behavior";
import { settings } from "./settings";

const names = (example: string): Check => listOf(string, `use a list of strings, such as ${example}`);

const address: Checks<OriginAddress> = {
  name: string,
  domainName: input(string),
  originShieldRegion: optional(string),
  dependsOn: anyValue,
};
const originPath = optional(input(string));
const headers = optional(mapOf({ value: input(string) }, "use an object of header names and values"));

const origins: Readonly<Record<OriginKind, Check>> = {
  "api-gateway": object<ApiGatewayOrigin>({
    kind: anyValue,
    ...address,
    originPath,
    webSocketPath: optional(string),
    headers,
    streaming: optional(boolean),
    readTimeout: optional(wholeNumber({ from: 1, to: 120 }, "seconds")),
    responseCompletionTimeout: optional(wholeNumber({ from: 1 }, "seconds")),
  }),
  s3: object<S3Origin>({
    kind: anyValue,
    ...address,
    originAccessControlId: input(string),
    files: optional(names('["index.html", "404.html"]')),
  }),
  custom: object<CustomOrigin>({ kind: anyValue, ...address, originPath, headers, httpsPort: optional(number) }),
};
const origin = objectOfKind(origins, ", such as the `origin` of an ApiOrigin or a StaticOrigin");
const failover = (kind: OriginKind): Check => optional(objectOfKind({ [kind]: origins[kind] }));

const responseHeadersPolicyId = optional(input(string));
const methods = optional(oneOf(["all", "read"]));
const namesOrAll = (example: string): Check =>
  optional((value, path) => (value === "all" ? [] : names(`${example}, or "all"`)(value, path)));
const cache = optional(
  object<CachePolicy>({
    ttl: optional(
      object<NonNullable<CachePolicy["ttl"]>>({
        min: optional(number),
        default: optional(number),
        max: optional(number),
      }),
    ),
    headers: optional(names('["Accept-Language"]')),
    cookies: namesOrAll('["session"]'),
    queryStrings: namesOrAll('["page"]'),
  }),
);

export const viewerFunction: Check = firstOf(
  object<ViewerFunction>({ file: optional(string), code: optional(string) }),
  valueThat(
    (value) => isObject(value) && (value.file === undefined) !== (value.code === undefined),
    "set either file or code",
  ),
);
const viewerFunctions: Checks<ViewerFunctionArgs> = {
  viewerRequest: optional(viewerFunction),
  viewerResponse: optional(viewerFunction),
};

const behaviors: { readonly [K in OriginKind]: Checks<BehaviorByKind[K]> } = {
  "api-gateway": {
    origin,
    stripPrefix: optional(string),
    forwardHeaders: optional(names('["Accept"]')),
    listBy: optional(oneOf(listKinds)),
    securityHeaders: optional(boolean),
    responseHeadersPolicyId,
    methods,
    cache,
    ...viewerFunctions,
    failover: failover("api-gateway"),
  },
  s3: {
    origin,
    spa: optional(boolean),
    directoryIndex: optional(boolean),
    notFoundPage: optional(string),
    responseHeadersPolicyId,
    cache,
    ...viewerFunctions,
    failover: failover("s3"),
  },
  custom: {
    origin,
    stripPrefix: optional(string),
    forwardHost: optional(boolean),
    responseHeadersPolicyId,
    methods,
    cache,
    ...viewerFunctions,
    failover: failover("custom"),
  },
};
const anyBehavior = Object.fromEntries<Check>(Object.values(behaviors).flatMap(Object.entries<Check>));

/** The properties of a behavior depend on the kind of its origin. */
function behavior<T extends object>(more: Checks<T>): Check {
  const ofNone = object({ ...more, ...anyBehavior, failover: anyValue });
  return (value, path) => {
    const kind = isObject(value) && isObject(value.origin) ? value.origin.kind : undefined;
    return (isKind(kind) ? object<object>({ ...more, ...behaviors[kind] }) : ofNone)(value, path);
  };
}

function isKind(kind: unknown): kind is OriginKind {
  return typeof kind === "string" && Object.hasOwn(behaviors, kind);
}

/** Checks which properties the arguments have, and their types. The other checks need valid types. */
export const checkShape: Check = object<MultiOriginDistributionArgs>({
  defaultRoute: behavior({}),
  routes: listOf(behavior({ paths: names('["/api", "/api/*"]') }), "use a list of routes, [] for none"),
  domain: optional(
    object<Domain>({
      name: string,
      otherNames: optional(names('["example.com"]')),
      redirectNames: optional(names('["www.example.com"]')),
      hostedZoneId: optional(input(string)),
      certificate: optional(object<GivenCertificate>({ arn: input(string), names: names('["*.example.com"]') })),
    }),
  ),
  ...settings,
});
