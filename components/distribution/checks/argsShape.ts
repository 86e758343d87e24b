import {
  anything,
  below,
  either,
  Findings,
  input,
  isObject,
  listOf,
  mapOf,
  number,
  object,
  oneOf,
  Shape,
  text,
  trueOrFalse,
  wrongType,
} from "./shape";

/** The form of the arguments: which properties there are, and of which type. What the values mean is checked elsewhere. */
export function checkShape(args: unknown, path: string): Findings {
  const found: Findings = { wrongTypes: [], unknownNames: [] };
  shapeOfArgs(args, path, found);
  return found;
}

const names = (example: string): Shape => listOf(text(), `write a list of texts, e.g. ${example}`);

const address = { name: text(), domainName: input(text()) };
const anyAddress = { originShieldRegion: text(), dependsOn: anything };
const headers = mapOf(input(text()), "write the headers as an object, name to value");

const origins = {
  "api-gateway": object(
    { kind: oneOf("api-gateway"), ...address },
    { ...anyAddress, originPath: input(text()), headers },
  ),
  s3: object(
    { kind: oneOf("s3"), ...address, originAccessControlId: input(text()) },
    { ...anyAddress, files: names('["index.html", "404.html"]') },
  ),
  custom: object(
    { kind: oneOf("custom"), ...address },
    { ...anyAddress, originPath: input(text()), headers, httpsPort: number },
  ),
};

const cache = object(
  {},
  {
    ttl: object({}, { min: number, default: number, max: number }),
    headers: names('["Accept-Language"]'),
    cookies: either("all", names('["session"], or "all"')),
    queryStrings: either("all", names('["page"], or "all"')),
  },
);
const methods = oneOf("all", "read");

type Kind = keyof typeof origins;

const behaviors = {
  "api-gateway": { forwardHeaders: names('["Accept"]'), methods, cache, failover: failover("api-gateway") },
  s3: { spa: trueOrFalse, directoryIndex: trueOrFalse, notFoundPage: text(), cache, failover: failover("s3") },
  custom: { forwardHost: trueOrFalse, methods, cache, failover: failover("custom") },
} satisfies Record<Kind, Readonly<Record<string, Shape>>>;

/** An origin of the same kind as the one before it: of another, its other properties are not worth a word. */
function failover(kind: Kind): Shape {
  return (value, path, found) => {
    if (isObject(value) && value.kind !== kind) {
      oneOf(kind)(value.kind, below(path, "kind"), found);
    } else {
      origins[kind](value, path, found);
    }
  };
}

/** Which properties a behavior has depends on the kind of its origin. */
function behavior(required: Readonly<Record<string, Shape>> = {}): Shape {
  return (value, path, found) => {
    const kind = isObject(value) && isObject(value.origin) ? value.origin.kind : undefined;
    const shape = isKind(kind)
      ? object({ ...required, origin: origins[kind] }, behaviors[kind])
      : object(
          { ...required, origin: ofNoKind },
          { ...behaviors["api-gateway"], ...behaviors.s3, ...behaviors.custom },
        );
    shape(value, path, found);
  };
}

function isKind(kind: unknown): kind is Kind {
  return typeof kind === "string" && Object.hasOwn(origins, kind);
}

/** Of an origin without a kind nothing more can be said. */
const ofNoKind: Shape = (value, path, found) => {
  const origin = "write the `origin` of an ApiOrigin or a StaticOrigin, or an object";
  found.wrongTypes.push(
    isObject(value)
      ? wrongType(value.kind, below(path, "kind"), `${origin} of kind ${quotedKinds}`)
      : wrongType(value, path, `${origin} with kind ${quotedKinds}`),
  );
};
const quotedKinds = '"api-gateway", "s3" or "custom"';

const domain = object(
  { name: text() },
  {
    otherNames: names('["example.com"]'),
    hostedZoneId: input(text()),
    certificate: object({ arn: input(text()), names: names('["*.example.com"]') }),
  },
);

const shapeOfArgs = object(
  {
    defaultRoute: behavior(),
    routes: listOf(behavior({ paths: names('["/api", "/api/*"]') }), "write a list of routes, [] for none"),
  },
  {
    domain,
    priceClass: text(),
    webAclArn: input(text()),
    managedWebAcl: object({}, { rateLimit: number, countOnly: trueOrFalse }),
    accessLogs: object({}, { retentionInDays: number, forceDestroy: trueOrFalse }),
    geoRestriction: object({}, { allow: names('["DE"]'), deny: names('["DE"]') }),
  },
);
