import {
  anything,
  Check,
  Checks,
  flag,
  input,
  isObject,
  listOf,
  mapOf,
  number,
  object,
  ofKind,
  oneOf,
  optional,
  text,
} from "../../checks";
import { ApiGatewayOrigin, CustomOrigin, Origin, OriginAddress, S3Origin } from "../../origin";
import { Domain, GivenCertificate, MultiOriginDistributionArgs } from "../args";
import { ApiBehavior, CachePolicy, CustomBehavior, StaticBehavior } from "../behavior";
import { settings } from "./settings";

const names = (example: string): Check => listOf(text, `write a list of texts, e.g. ${example}`);

const address: Checks<OriginAddress> = {
  name: text,
  domainName: input(text),
  originShieldRegion: optional(text),
  dependsOn: anything,
};
const originPath = optional(input(text));
const headers = optional(mapOf({ value: input(text) }, "write the headers as an object, name to value"));

type Kind = Origin["kind"];

const origins: Readonly<Record<Kind, Check>> = {
  "api-gateway": object<ApiGatewayOrigin>({ kind: anything, ...address, originPath, headers }),
  s3: object<S3Origin>({
    kind: anything,
    ...address,
    originAccessControlId: input(text),
    files: optional(names('["index.html", "404.html"]')),
  }),
  custom: object<CustomOrigin>({ kind: anything, ...address, originPath, headers, httpsPort: optional(number) }),
};
const origin = ofKind(origins, ", such as the `origin` of an ApiOrigin or a StaticOrigin");
const failover = (kind: Kind): Check => optional(ofKind({ [kind]: origins[kind] }));

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

const api: Checks<ApiBehavior> = {
  origin,
  forwardHeaders: optional(names('["Accept"]')),
  methods,
  cache,
  failover: failover("api-gateway"),
};
const files: Checks<StaticBehavior> = {
  origin,
  spa: optional(flag),
  directoryIndex: optional(flag),
  notFoundPage: optional(text),
  cache,
  failover: failover("s3"),
};
const custom: Checks<CustomBehavior> = {
  origin,
  forwardHost: optional(flag),
  methods,
  cache,
  failover: failover("custom"),
};

/** Which properties a behavior has depends on the kind of its origin. */
function behavior<T extends object>(more: Checks<T>): Check {
  const ofOrigin: Readonly<Record<Kind, Check>> = {
    "api-gateway": object({ ...more, ...api }),
    s3: object({ ...more, ...files }),
    custom: object({ ...more, ...custom }),
  };
  const ofNone = object({ ...more, ...api, ...files, ...custom, failover: anything });
  return (value, path) => {
    const kind = isObject(value) && isObject(value.origin) ? value.origin.kind : undefined;
    return (isKind(kind) ? ofOrigin[kind] : ofNone)(value, path);
  };
}

function isKind(kind: unknown): kind is Kind {
  return typeof kind === "string" && Object.hasOwn(origins, kind);
}

/** The form of the arguments: which properties there are, and of which type. What they mean together is checked elsewhere. */
export const checkShape = object<MultiOriginDistributionArgs>({
  defaultRoute: behavior({}),
  routes: listOf(behavior({ paths: names('["/api", "/api/*"]') }), "write a list of routes, [] for none"),
  domain: optional(
    object<Domain>({
      name: text,
      otherNames: optional(names('["example.com"]')),
      hostedZoneId: optional(input(text)),
      certificate: optional(object<GivenCertificate>({ arn: input(text), names: names('["*.example.com"]') })),
    }),
  ),
  ...settings,
});
