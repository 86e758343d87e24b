import { both, isKnown, map, not } from "../program/maybe";
import { checkBehaviors, toFindings } from "../findings/checkBehaviors";
import { RoutedDistribution } from "../findings/routedDistribution";
import { Finding, Rule } from "../findings/rule";

// The security policies that allow TLS versions older than 1.2. Policies that AWS adds later are not listed: they require 1.2.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
const oldPolicies = ["SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"];

export const viewerTransport: Rule = {
  name: "viewer-transport",
  displayName: "Viewers use HTTPS with TLS 1.2 or newer",
  description: "Viewers must use HTTPS, and a distribution with a custom certificate must require TLS 1.2 or newer.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "aws"],
  remediationSteps:
    'Set viewerProtocolPolicy: "redirect-to-https" or "https-only", and minimumProtocolVersion: "TLSv1.2_2021" or newer.',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
  failingRequest: "none: CloudFront accepts a request over HTTP, or over an insecure TLS version",
  decidedFrom: "inputs",
  check: (distribution) => [
    ...checkBehaviors(distribution, ({ label, viewerProtocolPolicy }) =>
      toFindings(label, {
        fails: map(viewerProtocolPolicy, (policy) => policy === "allow-all"),
        problem:
          'viewerProtocolPolicy "allow-all" accepts HTTP. Set viewerProtocolPolicy: "redirect-to-https", or "https-only" for an API.',
      }),
    ),
    ...checkCertificate(distribution),
  ],
};

/** With CloudFront's default certificate, CloudFront ignores the configured policy. */
function checkCertificate({ viewerCertificate }: RoutedDistribution): Finding[] {
  const { isDefault, minimumProtocolVersion } = viewerCertificate;
  const version = isKnown(minimumProtocolVersion) ? (minimumProtocolVersion ?? "(none, so TLSv1)") : "(unknown)";
  return toFindings("viewer certificate", {
    fails: both(
      not(isDefault),
      map(minimumProtocolVersion, (known) => oldPolicies.includes(known ?? "TLSv1")),
    ),
    problem: `minimumProtocolVersion ${version} allows TLS versions older than 1.2. Set minimumProtocolVersion: "TLSv1.2_2021" or newer.`,
  });
}
