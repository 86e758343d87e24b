/**
 * What it means that a setting changes. The first pattern that matches is the right one. It is matched with the part and the
 * property, and before that with them and ` removed` if the component does not set the property.
 */
const meanings: readonly (readonly [setting: RegExp, meaning: string])[] = [
  [
    /^origin group ".*": $/,
    "The component names an origin group after its members, and has one only for routes without POST, PUT, PATCH and DELETE.",
  ],
  [/^origin ".*": $/, "No route uses the origin."],
  [/^cache behavior ".*": $/, "An earlier path pattern matches all of its requests."],
  [
    /^default cache behavior: $/,
    "No request reaches it: a path pattern matches all of them, and its cache behavior becomes the default one.",
  ],
  [
    /customOriginConfig\.originProtocolPolicy$/,
    "CloudFront connects over HTTPS only, so the origin needs a certificate for its hostname. An S3 website endpoint has none: use its bucket as an origin.",
  ],
  [/customOriginConfig\.httpPort$/, "Without effect: CloudFront connects over HTTPS only."],
  [/customOriginConfig\.httpsPort$/, "API Gateway only has port 443."],
  [/customOriginConfig\.originSslProtocols/, "CloudFront connects with TLS 1.2 or newer only."],
  [
    /customOriginConfig\.originReadTimeout$/,
    "Only an API Gateway origin has readTimeout. CloudFront waits 30 seconds for other origins.",
  ],
  [
    /customOriginConfig\.|connectionAttempts$|connectionTimeout$/,
    "The component uses CloudFront's default for the connection.",
  ],
  [
    /s3OriginConfig\.originAccessIdentity$/,
    "An origin access control replaces the identity. Allow the distribution's ARN in the bucket's policy before the second update.",
  ],
  [
    /originAccessControlId removed$/,
    "CloudFront no longer signs its requests: a function URL with AWS_IAM or a private bucket rejects them with 403.",
  ],
  [
    /originAccessControlId$/,
    "Without one, S3 accepts requests to a public bucket only. Allow the distribution's ARN in the bucket's policy before the second update.",
  ],
  [/vpcOriginConfig/, "The component has no VPC origins: CloudFront connects over the internet."],
  [/originShield/, "The component has no such setting of Origin Shield."],
  [
    /: originPath$/,
    "An S3 origin of the component has no path: move the files to the root of the bucket, or add the path to the routes.",
  ],
  [
    /customHeaders/,
    "An S3 origin of the component has no headers. The values are not printed, because they can be secrets.",
  ],
  [
    /failoverCriteria/,
    "The failover starts after a failed connection and for 500, 502, 503 and 504. It would return the same for 403 and 404.",
  ],
  [/^: comment$/, "A comment has no effect."],
  [/^: enabled$/, "The component enables the distribution."],
  [/^: httpVersion$/, "Viewers can also use HTTP/2 and HTTP/3."],
  [/^: isIpv6Enabled$/, "Viewers can also connect over IPv6, if the hostname has AAAA records."],
  [
    /^: defaultRootObject$/,
    "The component sets index.html for a site, and none for an API or another host, which then receives / itself.",
  ],
  [
    /^: customErrorResponses/,
    "They would replace an API's errors too. Set spa or notFoundPage on the route of the site.",
  ],
  [/^: loggingConfig/, "Standard logs (legacy) stop. Set accessLogs for logs of version 2 in their own bucket."],
  [/minimumProtocolVersion removed$/, "CloudFront fixes the TLS versions of its default certificate."],
  [/minimumProtocolVersion$/, "Viewers need TLS 1.2 with the ciphers of TLSv1.2_2021 or newer."],
  [
    /^: aliases|^: viewerCertificate/,
    "The component has one certificate of ACM, for at least one hostname without a wildcard. Without it, the distribution loses its aliases.",
  ],
  [/^: tags/, "The component sets no tags. Use aws:defaultTags."],
  [/^: restrictions/, "The component has geoRestriction with at least one country."],
];

/** The same for a property of a cache behavior. */
const ofBehaviors: readonly (readonly [property: RegExp, meaning: string])[] = [
  [
    /^targetOriginId$/,
    "The name of an origin group is made of its members. Without a group, the route has no failover.",
  ],
  [
    /^functionAssociations.* removed$/,
    "The function no longer runs: the file does not have its code, or a route cannot have it (a key value store, the runtime 1.0, more than 10,240 bytes). Set its code as viewerRequest or viewerResponse of the route, or use spa, directoryIndex, notFoundPage or stripPrefix.",
  ],
  [/^functionAssociations/, "The component creates a function with the same code."],
  [/^lambdaFunctionAssociations/, "The function no longer runs. The component has no Lambda@Edge functions."],
  [/^viewerProtocolPolicy$/, "A route to an API rejects HTTP with 403; other routes redirect it to HTTPS."],
  [/^allowedMethods$/, "A route allows GET, HEAD and OPTIONS, or all methods. A bucket only has the former."],
  [/^cachedMethods$/, "CloudFront caches responses to GET and HEAD only, and forwards OPTIONS to the origin."],
  [/^compress$/, "CloudFront compresses responses of routes that it caches."],
  [
    /^cachePolicyId$/,
    "Compare the policies. The component creates a cache policy for a route's cache; without it, an API or another host is not cached and a bucket uses CachingOptimized.",
  ],
  [
    /^originRequestPolicyId$/,
    "Compare the policies. Without forwardHeaders and cache, all headers except Host reach an API or another host, and none reach a bucket.",
  ],
  [/^forwardedValues|Ttl$/, "Policies replace legacy settings: compare what they forward and cache."],
  [/^responseHeadersPolicyId$/, "Responses of a bucket get security headers."],
  [/^realtimeLogConfigArn$/, "Real-time logs stop."],
  [
    /^fieldLevelEncryptionId$/,
    "CloudFront no longer encrypts fields of requests: the origin receives them as plain text inside TLS.",
  ],
  [/^smoothStreaming$/, "CloudFront no longer serves Microsoft Smooth Streaming."],
  [/^grpcConfig/, "CloudFront no longer forwards gRPC."],
];

const noEqual = "The component has no equal for this setting.";

/**
 * @param part an origin, an origin group or a cache behavior; empty for the distribution
 * @param after the value that the component sets, if it does
 */
export function meaningOf(part: string, property: string, after: string | undefined): string {
  const isBehavior = property !== "" && /^(default )?cache behavior/.test(part);
  const subject = isBehavior ? property : `${part}: ${property}`;
  const subjects = after === undefined ? [`${subject} removed`, subject] : [subject];
  const [, meaning] =
    (isBehavior ? ofBehaviors : meanings).find(([pattern]) => subjects.some((one) => pattern.test(one))) ?? [];
  return meaning ?? noEqual;
}
