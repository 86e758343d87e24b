import assert from "node:assert/strict";
import { join } from "node:path";
import {
  apiOriginArgs,
  checkMultiOriginSite,
  distributionArgs,
  MultiOriginSite,
  MultiOriginSiteArgs,
  problemLine,
  staticOriginArgs,
} from "../../components/index";
import { root } from "../../repository";
import { api, site } from "../support/front";
import { only, resourcesOf } from "../support/mocks";
import { value } from "../support/outputs";

const least: MultiOriginSiteArgs = {
  apiEntry: join(root, "examples", "yaml", "api", "hello.js"),
  siteDirectory: join(root, "site"),
  originVerify: "off",
};
const certificate = {
  arn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
  names: ["example.com", "*.example.com"],
};
const jwt = { kind: "jwt", issuer: "https://issuer.test", audience: ["web"] };

function problemsOf(args: Record<string, unknown>): string[] {
  return checkMultiOriginSite({ ...least, ...args }).map(problemLine);
}

describe("The settings of MultiOriginSite", () => {
  it("are those of the API", () => {
    const { authorizer, throttling, logRetentionInDays, accessLogs } = apiOriginArgs({
      ...least,
      authorizer: jwt,
      throttling: { rateLimit: 10 },
      logRetentionInDays: 7,
      apiAccessLogs: false,
    });
    assert.deepEqual([authorizer, throttling, logRetentionInDays, accessLogs], [jwt, { rateLimit: 10 }, 7, false]);
  });

  it("are those of the site", () => {
    assert.deepEqual(staticOriginArgs({ ...least, immutableFolders: ["assets"] }).immutableFolders, ["assets"]);
  });

  it("are those of the distribution", () => {
    const geoRestriction = { allow: ["DE"] };
    const managedWebAcl = { rateLimit: 100 };
    const names = { domainName: "example.com", otherNames: ["*.example.com"], certificate };
    const args = distributionArgs({ ...least, ...names, geoRestriction, managedWebAcl }, api, site);
    assert.deepEqual(args.domain, { name: "example.com", otherNames: ["*.example.com"], certificate });
    assert.deepEqual([args.geoRestriction, args.managedWebAcl], [geoRestriction, managedWebAcl]);
  });

  it("use an existing certificate without a hosted zone, and create no certificate and no records", async () => {
    const list = await resourcesOf(() => {
      new MultiOriginSite("www", { ...least, domainName: "example.com", certificate });
    });
    const { viewerCertificate } = only(list, "aws:cloudfront/distribution:Distribution") as {
      viewerCertificate: { acmCertificateArn: string };
    };
    assert.equal(viewerCertificate.acmCertificateArn, certificate.arn);
    assert.deepEqual(
      list.filter(({ type }) => /^aws:(acm|route53)/.test(type)),
      [],
    );
  });

  it("output the ID of the key that the API requires", async () => {
    let www: MultiOriginSite | undefined;
    await resourcesOf(() => {
      www = new MultiOriginSite("www", { ...least, apiKind: "rest-regional", authorizer: { kind: "api-key" } });
    });
    assert.ok(www?.apiKeyId);
    assert.match(await value(www.apiKeyId), /./);
  });

  it("are checked, and reported under their flat names", () => {
    const cases: readonly (readonly [args: Record<string, unknown>, problems: readonly string[]])[] = [
      [{ authorizer: { kind: "basic" } }, ["authorizer.kind"]],
      [{ authorizer: { kind: "jwt", audience: [] } }, ["authorizer.issuer", "authorizer.audience"]],
      [{ authorizer: jwt, apiKind: "rest-regional" }, ["authorizer.kind"]],
      [{ authorizer: { kind: "iam", issuer: "https://issuer.test" } }, ["authorizer.issuer"]],
      [{ throttling: { rateLimit: 0, burst: 5 } }, ["throttling.rateLimit", "throttling.burst"]],
      [{ logRetentionInDays: 2, apiAccessLogs: "yes" }, ["logRetentionInDays", "apiAccessLogs"]],
      [{ immutableFolders: ["nowhere"] }, ["immutableFolders[0]"]],
      [{ geoRestriction: { allow: ["DE"], deny: ["AT"] } }, ["geoRestriction"]],
      [{ geoRestriction: { allow: ["Germany"] } }, ["geoRestriction.allow[0]"]],
      [{ managedWebAcl: { rateLimit: 1 } }, ["managedWebAcl.rateLimit"]],
      [{ managedWebAcl: {}, webAclArn: "12345678-1234-1234-1234-123456789012" }, ["managedWebAcl"]],
      [{ otherNames: ["a.example.com"], certificate }, ["otherNames", "certificate"]],
      [{ domainName: "example.com", certificate, otherNames: ["a.b.example.com"] }, ["otherNames[0]"]],
      [{ domainName: "example.org", certificate }, ["domainName"]],
      [{ domainName: "example.com", certificate: { ...certificate, arn: "arn" } }, ["certificate.arn"]],
      [{ domainName: "example.com", certificate, apiDomainName: "api.example.com" }, ["hostedZoneId"]],
      [
        {
          domainName: "example.com",
          hostedZoneId: "Z1",
          otherNames: ["a.example.com"],
          apiDomainName: "a.example.com",
        },
        ["apiDomainName"],
      ],
    ];
    for (const [args, expected] of cases) {
      const problems = problemsOf(args);
      assert.deepEqual(
        problems.map((line) => line.trim().replace(/:.*/, "")),
        expected,
        problems.join("\n"),
      );
    }
  });

  it("exclude an existing API if they are those of a new one", () => {
    const { apiEntry, originVerify, ...others } = least;
    assert.ok(apiEntry !== undefined && originVerify !== undefined);
    const args = { ...others, api: { domainName: "api.example.com" }, authorizer: jwt, throttling: {} };
    assert.deepEqual(
      checkMultiOriginSite({ ...args, logRetentionInDays: 7, apiAccessLogs: true }).map(problemLine),
      [
        "authorizer: an object is",
        "throttling: an object is",
        "logRetentionInDays: 7 is",
        "apiAccessLogs: true is",
      ].map((text) => `  ${text} not valid; remove it, or remove \`api\`: an existing API has its own settings`),
    );
  });
});
