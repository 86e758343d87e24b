import { isKnown, map, both, not } from "../program/maybe";
import { Distribution } from "../cloudfront/model";
import { checkBehaviors, toFindings } from "./checkBehaviors";
import { Finding, Rule } from "./rule";

// Older than TLS 1.2; whatever AWS adds later is newer.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
const oldPolicies = ["SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"];

export const viewerTransport: Rule = {
  name: "viewer-transport",
  displayName: "Viewers come over HTTPS with TLS 1.2",
  description: "Viewers must be sent to HTTPS, and an own certificate must come with TLS 1.2 or newer.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "aws"],
  remediationSteps:
    'Write viewerProtocolPolicy "redirect-to-https" or "https-only", and minimumProtocolVersion "TLSv1.2_2021" or newer.',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
  failingRequest: "none fails: a request over HTTP, or over a TLS version that is broken, is answered",
  decidedFrom: "inputs",
  check: (distribution) => [
    ...checkBehaviors(distribution, "whether viewers may use HTTP", ({ label, viewerProtocolPolicy }) =>
      toFindings(label, label, "whether viewers may use HTTP", {
        bad: map(viewerProtocolPolicy, (policy) => policy === "allow-all"),
        message:
          'viewerProtocolPolicy "allow-all" answers over HTTP. Write "redirect-to-https", or "https-only" for an API.',
      }),
    ),
    ...checkCertificate(distribution),
  ],
};

/** On CloudFront's own certificate the policy is CloudFront's, whatever is written. */
function checkCertificate({ viewerCertificate }: Distribution): Finding[] {
  const { isDefault, minimumProtocolVersion } = viewerCertificate;
  const written = isKnown(minimumProtocolVersion) ? (minimumProtocolVersion ?? "(none, so TLSv1)") : "not known yet";
  return toFindings("viewer certificate", "viewer certificate", "which TLS versions viewers may use", {
    bad: both(
      not(isDefault),
      map(minimumProtocolVersion, (version) => oldPolicies.includes(version ?? "TLSv1")),
    ),
    message: `minimumProtocolVersion ${written} lets viewers use TLS older than 1.2. Write "TLSv1.2_2021" or newer.`,
  });
}
