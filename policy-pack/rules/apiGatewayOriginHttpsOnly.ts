import { either, isKnown, map, Maybe, not, Unknown } from "../program/maybe";
import { checkApiRoutes, checkRoutes, CheckResult } from "../findings/checkBehaviors";
import { cut, listOf } from "../findings/message";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";
import { otherStacks } from "../findings/settings";

const fix = 'Set originProtocolPolicy: "https-only", httpsPort: 443, originSslProtocols: ["TLSv1.2"].';

export const apiGatewayOriginHttpsOnly: Rule = {
  name: "api-gateway-origin-https-only",
  displayName: "CloudFront connects to API Gateway origins over HTTPS",
  description: "CloudFront must connect to an API Gateway origin over HTTPS on port 443 with TLS 1.2.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: fix,
  url: "https://docs.aws.amazon.com/general/latest/gr/apigateway.html",
  failingRequest:
    "any request, with `http-only`, another port or an older TLS version; with `match-viewer`, every request that a viewer sends over HTTP: API Gateway accepts only HTTPS on port 443",
  decidedFrom: "inputs",
  config: otherStacks,
  check: (distribution) => [
    ...checkApiRoutes(distribution, check),
    ...checkRoutes("lambda-url", distribution, checkFunctionUrl),
  ],
};

/**
 * The page has the endpoint as "HTTP(S)" and without a port.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
 */
function checkFunctionUrl({ origin: { protocolPolicy, httpPort, httpsPort } }: Route): CheckResult | undefined {
  const isPlain = map(protocolPolicy, (policy) => policy === "http-only");
  const port = isPlain === true ? httpPort : httpsPort;
  const normal = isPlain === true ? 80 : 443;
  const isOtherPort = map(port, (known) => known !== undefined && known !== normal);
  if (isOtherPort === true) {
    const reason = `Lambda documents no other port of a function URL than ${normal}, and the origin has ${JSON.stringify(port)}`;
    return { fails: new Unknown(reason, undefined, { resolution: fix }), problem: "", dependsOn: ["origin"] };
  }
  return {
    fails: isPlain === true,
    kind: "weakness",
    problem: `originProtocolPolicy "http-only" sends requests to the function URL without encryption. ${fix}`,
    dependsOn: ["origin protocol", "origin"],
  };
}

function check({ origin, behavior }: Route): CheckResult {
  const { protocolPolicy, httpsPort, sslProtocols } = origin;
  const isPlain = map(protocolPolicy, (policy) => policy === "http-only");
  const isOtherPort = map(httpsPort, (port) => port !== undefined && port !== 443);
  const isOldTls = map(sslProtocols, (listed) =>
    listed === undefined ? false : not(either(...listed.map((protocol) => map(protocol, (one) => one === "TLSv1.2")))),
  );
  const fails = either(isPlain, isOtherPort, isOldTls);
  const matchesViewer = map(protocolPolicy, (policy) => policy === "match-viewer");
  if (fails === false && matchesViewer === true) {
    const mayUseHttp = map(behavior.viewerProtocolPolicy, (policy) => policy === "allow-all");
    return {
      fails: true,
      kind: mayUseHttp === true ? "violation" : "weakness",
      problem: `originProtocolPolicy "match-viewer" sends viewers' HTTP requests to API Gateway, which accepts only HTTPS. ${fix}`,
      dependsOn: ["origin protocol"],
    };
  }
  const wrong = [
    ...(isPlain === true ? [describe("originProtocolPolicy", protocolPolicy)] : []),
    ...(isOtherPort === true ? [describe("httpsPort", httpsPort)] : []),
    ...(isOldTls === true ? [describe("originSslProtocols", sslProtocols)] : []),
  ];
  return {
    fails: fails === false ? matchesViewer : fails,
    problem: `API Gateway accepts only HTTPS on port 443 with TLS 1.2; the origin has ${cut(listOf(wrong), 80)}. ${fix}`,
    dependsOn: ["origin protocol"],
  };
}

function describe(key: string, value: Maybe<unknown>): string {
  return `${key} ${isKnown(value) ? JSON.stringify(value) : "unknown"}`;
}
