import assert from "node:assert/strict";
import fc from "fast-check";
import { Properties } from "../../policy-pack/program/readValue";
import { adoptionOf } from "../../tools/adopt/adoption";
import { programOf } from "../../tools/adopt/program";
import { readAws } from "../../tools/dialects/aws/readAws";
import { readState, State } from "../../tools/state";
import { verdictsOf } from "../../tools/verdicts";
import { awsAnswers } from "../support/dialects/aws";
import { pulumiState, randomDistributions } from "../support/dialects/written";
import { distributionType } from "../support/engine";
import { allViewerExceptHostHeader, cachingDisabled } from "../support/programs";
import { sampleOf } from "../support/sampleSize";

const behavior = {
  targetOriginId: "shop",
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD"],
  cachePolicyId: cachingDisabled,
  originRequestPolicyId: allViewerExceptHostHeader,
};

const shop = {
  originId: "shop",
  domainName: "shop.example.com",
  customOriginConfig: {
    httpPort: 80,
    httpsPort: 443,
    originProtocolPolicy: "https-only",
    originSslProtocols: ["TLSv1.2"],
  },
};

/** The program that adopt prints for a distribution with these settings. */
function printed(settings: Properties): string {
  const outputs = { enabled: true, origins: [shop], defaultCacheBehavior: behavior, ...settings };
  const resource = { urn: `urn:pulumi:dev::shop::${distributionType}::cdn`, type: distributionType, custom: true };
  const deployment = { resources: [{ ...resource, id: "E1ABC", outputs }] };
  return programOf(adoptionOf(readState({ version: 3, deployment })));
}

/** The lines with a setting, after the line with what their change means. */
function listedWith(meaning: string, program: string): readonly string[] {
  const [, after = ""] = program.split(`// ${meaning}\n`);
  return (after.split("\n//\n")[0] ?? "").trim().split("\n");
}

function passes(state: State): boolean {
  return verdictsOf(state).every(({ findings }) => findings.every(({ level }) => level !== "mandatory"));
}

describe("adopt", () => {
  it("reads the same from AWS's answers as from a stack, for random distributions", () => {
    fc.assert(
      fc.property(randomDistributions, (program) => {
        fc.pre(program !== undefined);
        const state = pulumiState(program, false);
        fc.pre(passes(state));
        const [fromStack, fromAws] = [adoptionOf(state), adoptionOf(readAws(awsAnswers(program)))];
        assert.deepEqual(fromAws.args, fromStack.args);
        assert.deepEqual(fromAws.differences, fromStack.differences);
        assert.deepEqual(fromAws.rejections, fromStack.rejections);
      }),
      { ...sampleOf(200, 15), endOnFailure: true },
    );
  });

  describe("a CloudFront Function of a cache behavior", () => {
    const arn = "arn:aws:cloudfront::123456789012:function/rewrite";
    const code = "function handler(event) {\n  return event.request;\n}\n";
    const withFunction = (settings: Properties): string => {
      const functionAssociations = [{ eventType: "viewer-request", functionArn: arn }];
      const outputs = {
        enabled: true,
        origins: [shop],
        defaultCacheBehavior: { ...behavior, functionAssociations },
      };
      const functionType = "aws:cloudfront/function:Function";
      const resources = [
        { urn: `urn:pulumi:dev::shop::${distributionType}::cdn`, type: distributionType, id: "E1ABC", outputs },
        {
          urn: `urn:pulumi:dev::shop::${functionType}::rewrite`,
          type: functionType,
          id: "rewrite",
          outputs: { arn, code, runtime: "cloudfront-js-2.0", ...settings },
        },
      ].map((resource) => ({ ...resource, custom: true }));
      return programOf(adoptionOf(readState({ version: 3, deployment: { resources } })));
    };

    it("becomes the code of the route, in a new function", () => {
      const program = withFunction({});
      assert.ok(program.includes(`viewerRequest: { code: ${JSON.stringify(code)} }`), program);
      assert.deepEqual(listedWith("The component creates a function with the same code.", program), [
        `// - default cache behavior: functionAssociations.viewer-request.functionArn: ${arn} -> a new function`,
      ]);
    });

    for (const [title, settings] of [
      ["has a key value store", { keyValueStoreAssociations: ["arn:aws:cloudfront::123456789012:key-value-store/1"] }],
      ["has the runtime 1.0", { runtime: "cloudfront-js-1.0" }],
      ["has code that the component rejects", { code: "export const handler = 1;" }],
      ["has no code in the file", { code: undefined }],
    ] as const) {
      it(`is listed as removed if it ${title}`, () => {
        const program = withFunction(settings);
        assert.match(program, /new MultiOriginDistribution\(/);
        assert.doesNotMatch(program, /viewerRequest: /);
        assert.match(program, /The function no longer runs: .*viewer-request\.functionArn: \S+ -> none/s);
      });
    }
  });

  it("prints the distribution itself if its cache behaviors require signed URLs", () => {
    const program = printed({ defaultCacheBehavior: { ...behavior, trustedKeyGroups: ["group"] } });
    assert.match(program, /new aws\.cloudfront\.Distribution\(\n {2}"front",/);
    assert.match(program, /trustedKeyGroups: \["group"\]/);
    assert.match(program, /\{ import: "E1ABC" \}/);
    assert.match(
      program,
      /\/\/ - defaultCacheBehavior\.trustedKeyGroups: the component has no signed URLs and cookies\n/,
    );
  });

  it("prints the distribution itself, with the reason, if the component rejects its arguments", () => {
    const program = printed({
      aliases: ["shop.example.com"],
      viewerCertificate: { acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
    });
    assert.match(program, /new aws\.cloudfront\.Distribution\(/);
    assert.match(
      program,
      /\/\/ - defaultRoute\.origin\.domainName: "shop\.example\.com" is not valid; use another hostname/,
    );
  });

  it("prints no value of a custom header, whichever resource the program has", () => {
    const origins = [{ ...shop, customHeaders: [{ name: "X-Verify", value: "top-secret" }] }];
    const signed = { defaultCacheBehavior: { ...behavior, trustedKeyGroups: ["group"] } };
    for (const program of [printed({ origins }), printed({ origins, ...signed })]) {
      assert.doesNotMatch(program, /top-secret/);
      assert.match(program, /pulumi config set --secret shop-X-Verify\n/);
      assert.match(program, /config\.requireSecret\("shop-X-Verify"\)/);
    }
  });

  it("compares a cache behavior that matches every request with the component's default route", () => {
    const program = printed({ orderedCacheBehaviors: [{ ...behavior, pathPattern: "/*", compress: true }] });
    const replaced =
      "No request reaches it: a path pattern matches all of them, and its cache behavior becomes the default one.";
    assert.deepEqual(listedWith(replaced, program), ["// - default cache behavior: removed"]);
    assert.deepEqual(listedWith("CloudFront compresses responses of routes that it caches.", program), [
      '// - cache behavior "/*": compress: true -> none',
    ]);
  });

  it("lists an access control that the component removes from a function URL", () => {
    const program = printed({ origins: [{ ...shop, originAccessControlId: "E2ABC" }] });
    const unsigned =
      "CloudFront no longer signs its requests: a function URL with AWS_IAM or a private bucket rejects them with 403.";
    assert.deepEqual(listedWith(unsigned, program), ['// - origin "shop": originAccessControlId: E2ABC -> none']);
  });

  it("lists the cookies of the legacy logs", () => {
    const loggingConfig = { bucket: "logs.s3.amazonaws.com", includeCookies: true };
    assert.match(printed({ loggingConfig }), /\/\/ - loggingConfig\.includeCookies: true -> none\n/);
  });
});
