import { either, isKnown, map, Maybe, not } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "./checkBehaviors";
import { cut, listOf } from "./message";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";
import { otherStacks } from "./settings";

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
  check: (distribution) => checkApiRoutes(distribution, check),
};

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
