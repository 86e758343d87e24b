import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { Resources } from "../../../local-aws/provider/resources";
import { archiveSignature, assetSignature, signatureKey } from "../../../local-aws/provider/signatures";
import { put, region } from "../../support/account";
import { answerTo } from "../../support/refusals";

function empty(): { account: Account; resources: Resources } {
  const account = new Account();
  put(account, "aws:route53/zone:Zone", { name: "example.com" }, { id: "Z1" });
  return { account, resources: new Resources(account, () => region, "nested") };
}

const uniqueNames: readonly [type: string, inputs: JsonObject, error: RegExp][] = [
  ["aws:s3/bucket:Bucket", { bucket: "site" }, /BucketAlreadyExists/],
  ["aws:lambda/function:Function", { name: "f" }, /^ResourceConflictException: Function already exist: f$/],
  ["aws:lambda/permission:Permission", { function: "f", statementId: "s" }, /^ResourceConflictException/],
  ["aws:iam/role:Role", { name: "r" }, /^EntityAlreadyExists: Role with name r already exists\.$/],
  ["aws:cloudwatch/logGroup:LogGroup", { name: "l" }, /^ResourceAlreadyExistsException/],
  ["aws:cloudfront/function:Function", { name: "f" }, /^FunctionAlreadyExists/],
  ["aws:cloudfront/keyValueStore:KeyValueStore", { name: "k" }, /^EntityAlreadyExists/],
  ["aws:cloudfront/originAccessControl:OriginAccessControl", { name: "o" }, /^OriginAccessControlAlreadyExists/],
  ["aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", { name: "p" }, /^ResponseHeadersPolicyAlreadyExists/],
  ["aws:wafv2/webAcl:WebAcl", { name: "w", scope: "REGIONAL" }, /^WAFDuplicateItemException/],
  ["aws:lb/loadBalancer:LoadBalancer", { name: "b" }, /^DuplicateLoadBalancerName/],
  ["aws:route53/record:Record", { zoneId: "Z1", name: "a.example.com", type: "A" }, /^InvalidChangeBatch/],
  ["aws:apigateway/stage:Stage", { restApi: "a", stageName: "prod" }, /^ConflictException/],
  ["aws:apigatewayv2/stage:Stage", { apiId: "a", name: "$default" }, /^ConflictException/],
  ["aws:apigatewayv2/route:Route", { apiId: "a", routeKey: "ANY /" }, /^ConflictException/],
];

const invalidNames: readonly [type: string, inputs: JsonObject, error: RegExp][] = [
  [
    "aws:route53/record:Record",
    { zoneId: "Z1", name: "www.my-example.com", type: "A" },
    /RRSet with DNS name www\.my-example\.com\. is not permitted in zone example\.com\.\]$/,
  ],
  [
    "aws:lambda/function:Function",
    { name: "../../x" },
    /^ValidationException: The name \.\.\/\.\.\/x has a character that is not allowed/,
  ],
  ["aws:lambda/function:Function", { name: "a".repeat(65) }, /^ValidationException: .* more than 64/],
  ["aws:cloudwatch/logGroup:LogGroup", { name: "a b" }, /^InvalidParameterException: The name a b has a character/],
  ["aws:cloudfront/function:Function", { name: "../x", runtime: "cloudfront-js-2.0", code: "" }, /^MalformedXML: /],
  ["aws:lambda/function:Function", { name: "f", code: archiveWith("../x.js") }, /the entry "\.\.\/x\.js" is outside/],
  ["aws:lambda/function:Function", { name: "f", code: archiveWith("a/../../x") }, /is outside of the archive\.$/],
  ["aws:lambda/function:Function", { name: "f", code: archiveWith("/etc/x") }, /is outside of the archive\.$/],
  ["aws:acm/certificate:Certificate", { certificateBody: "none", privateKey: "none" }, /^ValidationException: /],
];

function archiveWith(name: string): JsonObject {
  const asset = { [signatureKey]: assetSignature, text: "exports.handler = 1" };
  return { [signatureKey]: archiveSignature, assets: { "index.js": asset, [name]: asset } };
}

describe("AWS's error for a name that is not valid", () => {
  for (const [type, inputs, error] of invalidNames) {
    it(`${type}: ${error.source}`, () => {
      const { resources } = empty();
      assert.match(
        answerTo(() => resources.create(type, inputs)),
        error,
      );
    });
  }

  it("does not occur for an archive with folders", () => {
    const { resources } = empty();
    const code = archiveWith("a/../b/x.js");
    assert.equal(
      answerTo(() => resources.create("aws:lambda/function:Function", { name: "f", code })),
      "accepted",
    );
  });
});

describe("AWS's error for a name that already exists", () => {
  for (const [type, inputs, error] of uniqueNames) {
    it(`${type}: ${error.source}`, () => {
      const { resources } = empty();
      const { id } = resources.create(type, inputs);
      assert.match(
        answerTo(() => resources.create(type, inputs)),
        error,
      );
      assert.equal(
        answerTo(() => resources.update(type, id, inputs)),
        "accepted",
        "an update keeps the name",
      );
      resources.delete(type, id, inputs);
      assert.equal(
        answerTo(() => resources.create(type, inputs)),
        "accepted",
        "after the deletion",
      );
    });
  }

  it("does not occur for the same stage name in another API", () => {
    const { account, resources } = empty();
    const type = "aws:apigatewayv2/stage:Stage";
    const stages = ["a", "b"].map((apiId) => resources.create(type, { apiId, name: "$default" }));
    assert.deepEqual(
      stages.map(({ id }) => id),
      ["$default", "$default"],
    );
    resources.delete(type, "$default", { apiId: "a" });
    assert.deepEqual(
      account.list(type).map(({ inputs }) => inputs.apiId),
      ["b"],
    );
  });
});

const distribution = "aws:cloudfront/distribution:Distribution";
const certificate = "aws:acm/certificate:Certificate";

/** A resource to delete, and a resource that refers to it by ID or ARN. */
const inUse: readonly [type: string, inputs: JsonObject, user: string, property: string, error: RegExp][] = [
  [certificate, { domainName: "a.example.com" }, distribution, "acmCertificateArn", /^ResourceInUseException/],
  [certificate, { domainName: "a.example.com" }, "aws:apigateway/domainName:DomainName", "certificateArn", /in use/],
  ["aws:cloudfront/cachePolicy:CachePolicy", {}, distribution, "cachePolicyId", /^CachePolicyInUse/],
  [
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
    {},
    distribution,
    "originRequestPolicyId",
    /^OriginRequestPolicyInUse/,
  ],
  [
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    {},
    distribution,
    "originAccessControlId",
    /^OriginAccessControlInUse/,
  ],
  ["aws:cloudfront/function:Function", { name: "f" }, distribution, "functionArn", /^FunctionInUse/],
  [
    "aws:cloudfront/keyValueStore:KeyValueStore",
    { name: "k" },
    "aws:cloudfront/function:Function",
    "keyValueStoreAssociations",
    /^CannotDeleteEntityWhileInUse/,
  ],
  [
    "aws:wafv2/webAcl:WebAcl",
    { name: "w", scope: "REGIONAL" },
    distribution,
    "webAclId",
    /^WAFAssociatedItemException/,
  ],
  ["aws:s3/bucket:Bucket", { bucket: "site" }, "aws:s3/bucketObjectv2:BucketObjectv2", "bucket", /^BucketNotEmpty/],
  ["aws:iam/role:Role", { name: "r" }, "aws:iam/rolePolicy:RolePolicy", "role", /^DeleteConflict: .* delete policies/],
  [
    "aws:iam/role:Role",
    { name: "r" },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "role",
    /^DeleteConflict: .* detach all policies/,
  ],
  ["aws:apigateway/deployment:Deployment", { restApi: "a" }, "aws:apigateway/stage:Stage", "deployment", /^BadRequest/],
  [
    "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    { name: "s", resourceArn: "arn:aws:lambda:eu-west-1:1:function:f" },
    "aws:cloudwatch/logDelivery:LogDelivery",
    "deliverySourceName",
    /^ConflictException/,
  ],
];

describe("AWS's error for deleting a resource in use", () => {
  for (const [type, given, user, property, error] of inUse) {
    it(`${type} by ${user}: ${error.source}`, () => {
      const { account, resources } = empty();
      const id = put(account, type, { ...given, arn: `arn:aws:${type}` });
      const name = /Arn|Associations/.test(property) ? `arn:aws:${type}` : id;
      const userId = put(account, user, { nested: [{ [property]: name }] });
      assert.match(
        answerTo(() => {
          resources.delete(type, id);
        }),
        error,
      );
      account.delete(user, userId);
      resources.delete(type, id);
      assert.equal(account.get(type, id), undefined);
    });
  }

  it("does not occur for a bucket with forceDestroy", () => {
    const { account, resources } = empty();
    const { id } = resources.create("aws:s3/bucket:Bucket", { bucket: "site", forceDestroy: true });
    put(account, "aws:s3/bucketObjectv2:BucketObjectv2", { bucket: "site", key: "k" });
    assert.equal(
      answerTo(() => {
        resources.delete("aws:s3/bucket:Bucket", id);
      }),
      "accepted",
    );
  });
});

describe("API Gateway's error for a custom domain's certificate", () => {
  const domainName = "api.example.com";
  const certificates: readonly [kind: string, change: JsonObject, of: string | undefined, error: RegExp][] = [
    ["no certificate", {}, undefined, /^BadRequestException: A certificate was not provided/],
    ["a certificate of another region", {}, "ap-south-1", /^BadRequestException: Invalid certificate ARN/],
    [
      "a certificate for another name",
      { domainName: "www.example.com" },
      "",
      /^BadRequestException: .* does not cover/,
    ],
    [
      "a certificate that is not issued",
      { status: "PENDING_VALIDATION" },
      "",
      /^BadRequestException: .* is not issued/,
    ],
    ["a wildcard certificate", { domainName: "*.example.com" }, "", /^accepted$/],
  ];
  const domains: readonly [kind: string, type: string, region: string, args: (arn?: string) => JsonObject][] = [
    ["edge", "aws:apigateway/domainName:DomainName", "us-east-1", (certificateArn) => ({ certificateArn })],
    [
      "regional",
      "aws:apigateway/domainName:DomainName",
      region,
      (regionalCertificateArn) => ({ regionalCertificateArn, endpointConfiguration: { types: "REGIONAL" } }),
    ],
    [
      "HTTP API",
      "aws:apigatewayv2/domainName:DomainName",
      region,
      (certificateArn) => ({ domainNameConfiguration: { certificateArn } }),
    ],
  ];
  for (const [domain, type, right, args] of domains) {
    for (const [kind, change, of, error] of certificates) {
      it(`${domain} domain with ${kind}: ${error.source}`, () => {
        const { account, resources } = empty();
        const validation = { resourceRecordName: "_1.example.com.", resourceRecordValue: "_2." };
        const outputs = { domainName, domainValidationOptions: [validation], ...change };
        const arn = `arn:aws:acm:${of === "" ? right : of}:123456789012:certificate/1`;
        put(account, certificate, outputs, { id: arn });
        assert.match(
          answerTo(() => resources.create(type, { domainName, ...args(of === undefined ? undefined : arn) })),
          error,
        );
      });
    }
  }
});
