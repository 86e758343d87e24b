import { either, map } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "./checkBehaviors";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";
import { otherStacks } from "./settings";

const instead = 'Write originProtocolPolicy "https-only", httpsPort 443 and originSslProtocols ["TLSv1.2"].';

export const apiGatewayOriginHttpsOnly: Rule = {
  name: "api-gateway-origin-https-only",
  displayName: "An API Gateway origin is reached over HTTPS",
  description: "CloudFront must connect to an API Gateway origin over HTTPS on port 443 with TLS 1.2.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/general/latest/gr/apigateway.html",
  failingRequest:
    "any request with `http-only`, another port or an older TLS; with `match-viewer`, each request that a viewer makes over HTTP: API Gateway speaks HTTPS on port 443 alone",
  decidedFrom: "inputs",
  config: otherStacks,
  check: (distribution) =>
    checkApiRoutes(distribution, "whether CloudFront connects to API Gateway over HTTPS", checkConnection),
};

function checkConnection({ origin, behavior }: Route): CheckResult {
  const { protocolPolicy, httpsPort, sslProtocols } = origin;
  const plain = map(protocolPolicy, (policy) => policy === "http-only");
  const otherPort = map(httpsPort, (port) => port !== undefined && port !== 443);
  const oldTls = map(
    sslProtocols,
    (listed) =>
      listed !== undefined && !listed.some((protocol) => typeof protocol !== "string" || protocol === "TLSv1.2"),
  );
  const fails = either(plain, otherPort, oldTls);
  const matchesViewer = map(protocolPolicy, (policy) => policy === "match-viewer");
  if (fails === false && matchesViewer === true) {
    const viewersMayUseHttp = map(behavior.viewerProtocolPolicy, (policy) => policy === "allow-all");
    return {
      bad: true,
      kind: viewersMayUseHttp === true ? "violation" : "advice",
      message: `originProtocolPolicy "match-viewer" takes a viewer's HTTP to API Gateway, which speaks HTTPS alone. ${instead}`,
    };
  }
  return {
    bad: fails === false ? matchesViewer : fails,
    message: `API Gateway speaks HTTPS on port 443 with TLS 1.2 alone, and this origin is connected to in another way. ${instead}`,
  };
}
