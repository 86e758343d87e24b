import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { checkMultiOriginDistribution, MultiOriginDistribution } from "../../components/index";
import { api, deployFront as deploy, distributionOf as distribution, site, siteFirst } from "../support/front";
import { resourcesOf, only, zoneId } from "../support/mocks";
import { value } from "../support/outputs";

const allMethods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

describe("MultiOriginDistribution", () => {
  it("routes each path pattern to its origin, in the order of the routes", async () => {
    const { origins, orderedCacheBehaviors } = await distribution(siteFirst);
    assert.deepEqual(origins, [
      { originId: "site", domainName: site.domainName, originAccessControlId: "E1" },
      {
        originId: "api",
        domainName: api.domainName,
        originPath: "/prod",
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ]);
    const apiBehavior = {
      targetOriginId: "api",
      viewerProtocolPolicy: "https-only",
      allowedMethods: allMethods,
      cachedMethods: ["GET", "HEAD"],
      cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03",
    };
    assert.deepEqual(orderedCacheBehaviors, [
      { pathPattern: "/api", ...apiBehavior },
      { pathPattern: "/api/*", ...apiBehavior },
    ]);
  });

  it("caches and compresses the site, and adds security headers", async () => {
    const { defaultCacheBehavior, defaultRootObject } = await distribution(siteFirst);
    assert.deepEqual(defaultCacheBehavior, {
      targetOriginId: "site",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD", "OPTIONS"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03",
    });
    assert.equal(defaultRootObject, "index.html");
  });

  it("forwards a list of headers with legacy settings and TTL 0, and all cookies and query strings", async () => {
    const forwardHeaders = ["Accept", "Accept-Encoding", "Accept-Language"];
    const { defaultCacheBehavior, defaultRootObject } = await distribution({
      defaultRoute: { origin: api, forwardHeaders },
      routes: [{ paths: ["/assets/*"], origin: site }],
    });
    assert.deepEqual(defaultCacheBehavior, {
      targetOriginId: "api",
      viewerProtocolPolicy: "https-only",
      allowedMethods: allMethods,
      cachedMethods: ["GET", "HEAD"],
      forwardedValues: { headers: forwardHeaders, queryString: true, cookies: { forward: "all" } },
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 0,
      responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03",
    });
    assert.equal(defaultRootObject, undefined, "CloudFront would request /index.html from the API");
  });

  it("has CloudFront's default certificate and no alias without a domain", async () => {
    const list = await deploy(siteFirst);
    const { viewerCertificate, aliases } = only(list, "aws:cloudfront/distribution:Distribution");
    assert.deepEqual(viewerCertificate, { cloudfrontDefaultCertificate: true });
    assert.equal(aliases, undefined);
    assert.equal(list.length, 1);
  });

  it("has a certificate in us-east-1 and A, AAAA and HTTPS records with a domain", async () => {
    const domain = { name: "www.example.com", hostedZoneId: zoneId };
    const list = await deploy({ ...siteFirst, domain });
    const { viewerCertificate, aliases } = only(list, "aws:cloudfront/distribution:Distribution");
    const certificate = only(list, "aws:acm/certificate:Certificate");
    assert.deepEqual(aliases, ["www.example.com"]);
    assert.equal(certificate.region, "us-east-1");
    assert.match(
      (viewerCertificate as { acmCertificateArn: string }).acmCertificateArn,
      /^arn:aws:acm:us-east-1:\d+:certificate\//,
    );
    assert.equal((viewerCertificate as { minimumProtocolVersion: string }).minimumProtocolVersion, "TLSv1.2_2021");
    const records = list.filter(({ name }) => name.startsWith("front-alias-")).map(({ inputs }) => inputs);
    assert.deepEqual(
      records.map(({ type, name }) => [type, name]),
      [
        ["A", "www.example.com"],
        ["AAAA", "www.example.com"],
        ["HTTPS", "www.example.com"],
      ],
    );
    // CloudFront's hosted zone, for all distributions: https://docs.aws.amazon.com/general/latest/gr/cf_region.html
    for (const [alias] of records.map(({ aliases }) => aliases as { name: string }[])) {
      assert.match(alias!.name, /^d\w{13}\.cloudfront\.net$/);
      assert.deepEqual({ ...alias, name: "" }, { name: "", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false });
    }
  });
});

describe("The outputs of MultiOriginDistribution", () => {
  it("are the URL, the distribution and its DNS records", async () => {
    await resourcesOf(async () => {
      const front = new MultiOriginDistribution("front", {
        ...siteFirst,
        domain: { name: "www.example.com", hostedZoneId: zoneId },
      });
      const domainName = await value(front.domainName);
      assert.match(domainName, /^d\w{13}\.cloudfront\.net$/);
      assert.equal(await value(front.url), "https://www.example.com");
      assert.equal((await value(front.distributionArn)).split("/").at(-1), await value(front.distributionId));
      assert.deepEqual(
        await value(front.dnsRecords),
        ["A", "AAAA", "HTTPS"].map((type) => ({ name: "www.example.com", type, target: domainName })),
      );
    });
  });

  it("are the distribution's hostname and no records without a domain", async () => {
    await resourcesOf(async () => {
      const front = new MultiOriginDistribution("front", siteFirst);
      assert.equal(await value(front.url), `https://${await value(front.domainName)}`);
      assert.deepEqual(await value(front.dnsRecords), []);
    });
  });
});

describe("checkMultiOriginDistribution", () => {
  it("rejects Host as a forwarded header in any case, and `*`, which includes it", () => {
    for (const header of ["Host", "host", "hOST", "*"]) {
      const [problem, ...others] = checkMultiOriginDistribution({
        defaultRoute: { origin: site },
        routes: [{ paths: ["/api", "/api/*"], origin: api, forwardHeaders: ["Accept", header] }],
      });
      assert.equal(problem?.propertyPath, "routes[0].forwardHeaders[1]");
      assert.match(problem.reason, new RegExp(`^"${header.replace("*", "\\*")}" is not valid; `));
      assert.deepEqual(others, []);
    }
  });

  it("reports malformed, overlong and duplicate path patterns together", () => {
    const problems = checkMultiOriginDistribution({
      defaultRoute: { origin: site },
      routes: [
        { paths: ["api/*", "/a b", `/${"x".repeat(255)}`, "/v1"], origin: api },
        { paths: ["/v1"], origin: api },
      ],
    });
    assert.deepEqual(
      problems.map(({ propertyPath }) => propertyPath),
      ["routes[0].paths[0]", "routes[0].paths[1]", "routes[0].paths[2]", "routes[1].paths[0]"],
    );
  });

  it("is the check of the constructor, before it creates a resource", async () => {
    const bad = { ...siteFirst, defaultRoute: { origin: api, forwardHeaders: ["Host"] } };
    const list = await resourcesOf(() => {
      assert.throws(() => new MultiOriginDistribution("front", bad), pulumi.InputPropertiesError);
    });
    assert.deepEqual(list, []);
  });
});
