import { hasUnknown, isKnown, isSet, map, Maybe, not, Tristate, Unknown } from "../../program/maybe";
import {
  Behavior,
  Distribution,
  EdgeFunction,
  ErrorResponse,
  LegacySettings,
  Origin,
  OriginGroup,
  ReadSelection,
  ViewerCertificate,
} from "../model";
import {
  Properties,
  readBoolean,
  readNumber,
  readObject,
  readObjects,
  readString,
  readStrings,
} from "../../program/readValue";
import { readAddress } from "./originName";
import { Shape, shapes } from "./shapes";
import { readTtl } from "../defaultTtl";

export const distributionTypes: ReadonlySet<string> = new Set(shapes.keys());

/**
 * Reads a distribution of any of the three resource types; undefined for another type.
 * @param inputs what the program sets, if `props` are the resource's outputs
 */
export function readDistribution(
  type: string,
  props: Maybe<Properties>,
  inputs: Maybe<Properties> = props,
): Distribution | undefined {
  const shape = shapes.get(type);
  if (shape === undefined) {
    return undefined;
  }
  const root = rootOf(shape, props);
  return {
    aliases: map(shape.aliases(root), (aliases) => aliases ?? []),
    behaviors: readBehaviors(root, rootOf(shape, inputs), shape),
    origins: map(readObjects(root, "origins"), (origins) => [
      ...origins.map((origin) => readOrigin(origin, shape)),
      ...legacyOrigins(root),
    ]),
    originGroups: map(shape.originGroups(root), (groups) => groups.map((group) => readGroup(group, shape))),
    defaultRootObject: readString(root, "defaultRootObject"),
    errorResponses: map(readObjects(root, shape.errorResponses), (responses) => responses.map(readErrorResponse)),
    viewerCertificate: readCertificate(root, shape),
    parameterDefaults: new Map(shape.parameterDefaults(root)),
    webAclId: readString(root, shape.webAcl),
    logBucket: readString(readObject(root, shape.logging), "bucket"),
  };
}

function rootOf(shape: Shape, props: Maybe<Properties>): Maybe<Properties> {
  return map(shape.root(props), (known) => known ?? new Unknown("the distribution's settings are missing"));
}

/** The properties of a behavior, and what the program sets of them. */
interface BehaviorProperties {
  readonly props: Maybe<Properties>;
  readonly inputs: Maybe<Properties>;
}

function readBehaviors(root: Maybe<Properties>, inputs: Maybe<Properties>, shape: Shape): Distribution["behaviors"] {
  const ordered = readObjects(root, shape.orderedBehaviors);
  const orderedInputs = readObjects(inputs, shape.orderedBehaviors);
  const inputsAt = (index: number, props: Maybe<Properties>): Maybe<Properties> =>
    isKnown(orderedInputs) ? (orderedInputs[index] ?? props) : props;
  return [
    ...(isKnown(ordered)
      ? ordered.map((props, index) => readOrdered({ props, inputs: inputsAt(index, props) }, index, shape))
      : [readBehavior({ props: ordered, inputs: ordered }, "ordered cache behaviors", ordered, shape)]),
    readBehavior({ props: lastOf(root), inputs: lastOf(inputs) }, "default cache behavior", "*", shape),
  ];
}

function lastOf(root: Maybe<Properties>): Maybe<Properties> {
  return map(
    readObject(root, "defaultCacheBehavior"),
    (props) => props ?? new Unknown("defaultCacheBehavior is missing"),
  );
}

function readOrdered(behavior: BehaviorProperties, index: number, shape: Shape): Behavior {
  const pattern = map(
    readString(behavior.props, "pathPattern"),
    (known) => known ?? new Unknown("pathPattern is missing"),
  );
  const name = isKnown(pattern) ? `"${pattern}"` : `number ${index + 1}`;
  return readBehavior(behavior, `cache behavior ${name}`, pattern, shape);
}

function readBehavior(
  { props, inputs }: BehaviorProperties,
  label: string,
  pathPattern: Maybe<string>,
  shape: Shape,
): Behavior {
  return {
    label,
    pathPattern,
    targetOriginId: readString(props, "targetOriginId"),
    viewerProtocolPolicy: readString(props, "viewerProtocolPolicy"),
    // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html
    allowedMethods: map(shape.allowedMethods(props), (methods) => methods ?? ["GET", "HEAD"]),
    cachedMethods: map(shape.cachedMethods(props), (methods) => methods ?? ["GET", "HEAD"]),
    cachePolicyId: readString(props, "cachePolicyId"),
    originRequestPolicyId: readString(props, "originRequestPolicyId"),
    legacy: map(
      readObject(props, "forwardedValues"),
      (values) => values && { ...readLegacy(values), keepsHeaders: keepsHeaders(inputs, shape) },
    ),
    ttl: readTtl(props),
    sendsTtlWithPolicy: shape.sendsTtlWithPolicy,
    edgeFunctions: readEdgeFunctions(props, shape),
  };
}

/** An empty list in the inputs is a setting too. */
function keepsHeaders(inputs: Maybe<Properties>, { computesHeaders }: Shape): Tristate {
  return computesHeaders
    ? map(readObject(inputs, "forwardedValues"), (values) => not(isSet(values && readStrings(values, "headers"))))
    : false;
}

function readLegacy(values: Properties): Omit<LegacySettings, "keepsHeaders"> {
  return {
    headers: map(readStrings(values, "headers"), (headers) => headers ?? []),
    queryString: map(readBoolean(values, "queryString"), (known) => known ?? false),
    queryStringCacheKeys: map(readStrings(values, "queryStringCacheKeys"), (keys) => keys ?? []),
    cookies: map(readObject(values, "cookies"), (cookies) => readCookies(cookies)),
  };
}

function readCookies(cookies: Properties | undefined): Maybe<ReadSelection> {
  return map(readString(cookies, "forward"), (forward) => {
    if (forward === "all" || forward === "none" || forward === undefined) {
      return { kind: forward ?? "none" };
    }
    return map(readStrings(cookies, "whitelistedNames"), (names) => ({ kind: "only", names: names ?? [] }));
  });
}

function readEdgeFunctions(props: Maybe<Properties>, shape: Shape): Behavior["edgeFunctions"] {
  const read = (key: string, kind: EdgeFunction["kind"], arn: string): Behavior["edgeFunctions"] =>
    map(readObjects(props, key), (list) =>
      list.map((item) => ({ kind, event: readString(item, "eventType"), arn: readString(item, arn) })),
    );
  return map(read(shape.cloudFrontFunctions, "cloudfront-function", shape.functionArn), (functions) =>
    map(read(shape.lambdaFunctions, "lambda", shape.lambdaArn), (lambdas) => [...functions, ...lambdas]),
  );
}

function readOrigin(props: Maybe<Properties>, shape: Shape): Origin {
  const custom = shape.customOrigin(props);
  const s3 = readObject(props, "s3OriginConfig");
  const headers = readObjects(props, shape.customHeaders);
  return {
    id: readString(props, shape.originId),
    ...readAddress(readString(props, "domainName"), readString(props, "originPath")),
    hasCustomSettings: isSet(custom),
    customHeaders: map(headers, (known) =>
      known.map((header) => map(readString(header, shape.headerName), (name) => name ?? "")),
    ),
    hasUnknownHeader: hasUnknown(headers),
    shape: isKnown(props) ? shapeOf(s3, shape.vpcOrigin(props)) : "custom",
    accessControlId: readString(props, "originAccessControlId"),
    accessIdentity: map(s3, (settings) => readString(settings, "originAccessIdentity")),
    protocolPolicy: readString(custom, "originProtocolPolicy"),
    httpPort: readNumber(custom, "httpPort"),
    httpsPort: readNumber(custom, "httpsPort"),
    readTimeout: map(custom, (known) => readNumber(known ?? shape.vpcOrigin(props), "originReadTimeout")),
    // The provider aws stores 0 for no limit.
    completionTimeout: map(readNumber(props, "responseCompletionTimeout"), (seconds) => seconds || undefined),
    hasClientCertificate: map(readObject(custom, "originMtlsConfig"), (config) => config !== undefined),
    sslProtocols: map(
      readStrings(custom, "originSslProtocols"),
      (listed) => listed ?? readStrings(custom, "originSSLProtocols"),
    ),
  };
}

function shapeOf(s3: Maybe<Properties | undefined>, vpc: Maybe<Properties | undefined>): Origin["shape"] {
  if (s3 !== undefined) {
    return "s3";
  }
  return vpc === undefined ? "custom" : "vpc";
}

/** The origins `customOrigin` and `s3Origin`, CloudFormation's oldest settings. Only aws-native has them. */
function legacyOrigins(root: Maybe<Properties>): Origin[] {
  const custom = readObject(root, "customOrigin");
  const s3 = readObject(root, "s3Origin");
  return [
    ...(custom === undefined ? [] : [legacyOrigin(custom, "custom", undefined)]),
    ...(s3 === undefined ? [] : [legacyOrigin(s3, "s3", readString(s3, "originAccessIdentity"))]),
  ];
}

function legacyOrigin(
  props: Maybe<Properties | undefined>,
  shape: Origin["shape"],
  accessIdentity: Maybe<string | undefined>,
): Origin {
  return {
    id: new Unknown("customOrigin and s3Origin have no ID"),
    ...readAddress(readString(props, "dnsName"), undefined),
    hasCustomSettings: shape === "custom",
    customHeaders: [],
    shape,
    accessControlId: undefined,
    accessIdentity,
    protocolPolicy: readString(props, "originProtocolPolicy"),
    httpPort: readNumber(props, "httpPort"),
    httpsPort: readNumber(props, "httpsPort"),
    readTimeout: undefined,
    completionTimeout: undefined,
    hasClientCertificate: false,
    sslProtocols: readStrings(props, "originSslProtocols"),
  };
}

function readGroup(group: Maybe<Properties>, shape: Shape): OriginGroup {
  return {
    id: readString(group, shape.groupId),
    members: map(shape.groupMembers(group), (members) => members.map((member) => readString(member, "originId"))),
  };
}

function readErrorResponse(props: Maybe<Properties>): ErrorResponse {
  return {
    errorCode: readNumber(props, "errorCode"),
    responseCode: readStatus(props, "responseCode"),
    responsePagePath: readString(props, "responsePagePath"),
    minimumTtl: readNumber(props, "errorCachingMinTtl"),
  };
}

/** A multi-tenant distribution has it as a string. */
function readStatus(props: Maybe<Properties>, key: string): Maybe<number | undefined> {
  const code = readNumber(props, key);
  return isKnown(code) ? code : map(readString(props, key), (text) => (text === undefined ? undefined : Number(text)));
}

function readCertificate(root: Maybe<Properties>, shape: Shape): ViewerCertificate {
  const certificate = readObject(root, "viewerCertificate");
  return {
    // Without settings, CloudFront uses its default certificate.
    isDefault: map(certificate, (known) =>
      known === undefined ? true : map(readBoolean(known, shape.defaultCertificate), (value) => value ?? false),
    ),
    minimumProtocolVersion: readString(certificate, "minimumProtocolVersion"),
    acmCertificateArn: readString(certificate, "acmCertificateArn"),
    iamCertificateId: readString(certificate, "iamCertificateId"),
  };
}
