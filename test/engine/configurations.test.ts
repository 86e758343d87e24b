import assert from "node:assert/strict";
import { join } from "node:path";
import { apiKinds, MultiOriginSite, MultiOriginSiteArgs } from "../../components/index";
import { Program } from "../../local-aws/engine/project";
import { root } from "../../repository";
import { withPack, withStack } from "../support/engine";

const hostedZoneId = "Z0123456789ABCDEFGHIJ";
const webAclArn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/acl/1";

/** Each value of each argument that resources depend on, except those in test/support/everyStack.ts. */
const configurations: Readonly<Record<string, Partial<MultiOriginSiteArgs>>> = {
  files: { siteRouting: "files", originVerify: "off", forwardHeaders: ["Accept", "Accept-Language"] },
  logged: { accessLogs: true, forceDestroy: true, originVerify: "send", originVerifyRotation: 1, forwardHeaders: [] },
  "front-named": { domainName: "front.example.com", hostedZoneId, priceClass: "PriceClass_100", webAclArn },
  "endpoint-open": { apiDomainName: "open.example.com", hostedZoneId, closeDefaultEndpoint: false },
  "endpoint-closed": { apiDomainName: "closed.example.com", hostedZoneId, defaultOrigin: "api", staticPaths: ["/a/*"] },
  "api-elsewhere": { apiPaths: ["/v1", "/v1/*", "/v2", "/v2/*"] },
};

describe("The policy pack on the components in every configuration", () => {
  it("reports nothing", async () => {
    const program: Program = () => {
      Object.entries(configurations).forEach(([name, more], index) => {
        new MultiOriginSite(name, {
          apiEntry: join(root, "lambda", "hello.ts"),
          siteDirectory: join(root, "site"),
          apiKind: apiKinds[index % apiKinds.length]!,
          ...more,
        });
      });
      return Promise.resolve({});
    };
    const { passed, violations, output } = await withStack({ program }, (session) => withPack(session, "preview"));
    assert.deepEqual([passed, violations], [true, []], output);
  });
});
