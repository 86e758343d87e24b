import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { createAuthority, createCertificate } from "../../../local-aws/edge/certificates";
import { Resources } from "../../../local-aws/provider/resources";
import { putBucket, putFunction, region } from "../../support/account";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { behaviorTo, propertiesFor, typeOf } from "../../support/shapes";

const account = new Account();
const resources = new Resources(account, () => region, "nested");

/** @returns a function from an output's name to its value */
function create(type: string, inputs: JsonObject): (output: string) => string {
  const { outputs } = resources.create(type, resources.check(type, inputs, {}, "generated-0000000"));
  return (output) => outputs[output] as string;
}

describe("Resources that the local provider creates", () => {
  const edge = serving(account);

  const balancer = create("aws:lb/loadBalancer:LoadBalancer", {})("dnsName");
  const described = {
    aliases: [],
    origins: [
      {
        originId: "balancer",
        domainName: balancer,
        customOriginConfig: { originProtocolPolicy: "https-only" as const },
      },
    ],
    defaultCacheBehavior: behaviorTo("balancer"),
  };

  it("have names in AWS's form", () => {
    assert.match(balancer, /^generated-0000000-\d+\.eu-west-1\.elb\.amazonaws\.com$/);
    const functionName = putFunction(account).split(":").at(-1) ?? "";
    const url = create("aws:lambda/functionUrl:FunctionUrl", { functionName, authorizationType: "NONE" });
    assert.match(url("functionUrl"), /^https:\/\/[0-9a-f]{32}\.lambda-url\.eu-west-1\.on\.aws\/$/);
    const viewerFunction = create("aws:cloudfront/function:Function", { runtime: "cloudfront-js-2.0", code: "" });
    assert.equal(viewerFunction("arn"), "arn:aws:cloudfront::123456789012:function/generated-0000000");
    const chat = create("aws:apigatewayv2/api:Api", { name: "chat", protocolType: "WEBSOCKET" });
    assert.match(chat("apiEndpoint"), /^wss:\/\/\w{10}\.execute-api\.eu-west-1\.amazonaws\.com$/);
    const authorizer = create("aws:apigateway/authorizer:Authorizer", { restApi: "api" });
    assert.match(authorizer("arn"), /^arn:aws:apigateway:eu-west-1::\/restapis\/api\/authorizers\/\w{6}$/);
    assert.ok(create("aws:apigatewayv2/authorizer:Authorizer", { apiId: "api", authorizerType: "JWT" })("id"));
    const website = create("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", { bucket: "pages.b" });
    assert.equal(website("websiteDomain"), "s3-website-eu-west-1.amazonaws.com");
    assert.equal(website("websiteEndpoint"), "pages.b.s3-website-eu-west-1.amazonaws.com");
    const settings = { restApi: "api", stageName: "prod", methodPath: "*/*", settings: {} };
    assert.equal(create("aws:apigateway/methodSettings:MethodSettings", settings)("id"), "api-prod-*/*");
  });

  it("are served by the edge: a function URL", async () => {
    const functionName = putFunction(account).split(":").at(-1) ?? "";
    const url = create("aws:lambda/functionUrl:FunctionUrl", { functionName, authorizationType: "NONE" });
    const { host } = new URL(url("functionUrl"));
    assert.equal((await sendRequest(edge(), host, "/a")).body, `Hello from ${host}/a`);
  });

  for (const shape of ["aws", "native"] as const) {
    it(`are served by the edge: a distribution (${shape})`, async () => {
      const front = create(typeOf[shape], propertiesFor(shape, described));
      assert.equal((await sendRequest(edge(), front("domainName"), "/")).status, 200);
    });
  }

  it("are served by the edge: objects with their content in the program", async () => {
    const host = putBucket(account, {}, "everyone");
    const bucket = host.split(".")[0] ?? "";
    const put = (key: string, content: JsonObject) =>
      create("aws:s3/bucketObjectv2:BucketObjectv2", { bucket, key, ...content });
    assert.equal(put("a", { content: "inline" })("etag"), createHash("md5").update("inline").digest("hex"));
    put("b", { contentBase64: Buffer.from("coded").toString("base64") });
    put("c", { content: "" });
    const bodies = ["/a", "/b", "/c"].map(async (path) => (await sendRequest(edge(), host, path)).body);
    assert.deepEqual(await Promise.all(bodies), ["inline", "coded", ""]);
  });

  it("have the names inside an imported certificate", async () => {
    const { cert } = await createCertificate(await createAuthority("ca"), "a.example.com", [
      "a.example.com",
      "b.example.com",
    ]);
    const certificate = create("aws:acm/certificate:Certificate", { certificateBody: cert, privateKey: "key" });
    assert.deepEqual(
      [certificate("status"), certificate("domainName"), certificate("subjectAlternativeNames")],
      ["ISSUED", "a.example.com", ["a.example.com", "b.example.com"]],
    );
  });

  it("are served by the edge: a tenant of a multi-tenant distribution", async () => {
    const distribution = create(typeOf.multitenant, propertiesFor("multitenant", described));
    const domains = [{ domain: "tenant.example.com" }];
    create("aws:cloudfront/distributionTenant:DistributionTenant", { distributionId: distribution("id"), domains });
    assert.equal((await sendRequest(edge(), "tenant.example.com", "/")).status, 200);
  });
});
