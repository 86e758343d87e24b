import assert from "node:assert/strict";
import { rules } from "../../policy-pack/rules";
import { ReceivedResponse } from "../../tools/diagnose/response";
import { diagnose, Diagnosis } from "../../tools/diagnose/diagnose";
import { signatures } from "../../tools/diagnose/signatures";
import { RequestOptions, viewerRequest, ViewerRequest } from "../../tools/explain/viewerRequest";

const viewersEdge = "the viewer's CloudFront edge";
const edgeBehind = "a second CloudFront edge, after the viewer's";

describe("npm run diagnose without a state", () => {
  const request: ViewerRequest = viewerRequest("https://www.example.com/a");
  const page = (reason: string) =>
    `<TITLE>ERROR: The request could not be satisfied</TITLE>\n${reason}\nRequest ID: own==`;
  const known: readonly (readonly [
    layer: string,
    status: number,
    body: string,
    headers?: ReceivedResponse["headers"],
  ])[] = [
    ["AWS WAF", 403, page("Request blocked. We can't connect to the server for this app or website at this time.")],
    [viewersEdge, 403, page("The Amazon CloudFront distribution is configured to block access from your country.")],
    [viewersEdge, 403, page("We can't connect to the server for this app or website"), { "x-amz-cf-id": "own==" }],
    [edgeBehind, 403, page("We can't connect to the server for this app or website"), { "x-amz-cf-id": "other==" }],
    [viewersEdge, 504, page("")],
    [viewersEdge, 400, page("Bad request.")],
    [viewersEdge, 503, page("")],
    ["an edge function", 503, page("The CloudFront function associated with the CloudFront distribution is invalid")],
    ["an edge function", 502, page("The Lambda function result failed validation")],
    ["API Gateway", 429, '{"message":"Too Many Requests"}'],
    ["API Gateway", 403, '{"message":"Missing Authentication Token"}'],
    ["API Gateway", 403, '{"message":"User is not authorized to access this resource with an explicit deny"}'],
    ["Lambda", 502, '{"message": "Internal server error"}'],
    ["Lambda", 504, '{"message": "Endpoint request timed out"}'],
    ["API Gateway or its Lambda function", 403, '{"message":"Forbidden"}'],
    ["S3", 404, "<Error><Code>NoSuchKey</Code></Error>"],
    ["S3", 405, "<Error><Code>MethodNotAllowed</Code></Error>"],
    ["the origin", 418, "a teapot"],
  ];
  for (const [layer, status, body, headers = {}] of known) {
    it(`attributes ${status} ${body.slice(0, 60).split("\n")[0] ?? ""} to ${layer}`, () => {
      const diagnosis = diagnose({ request, status, headers, body });
      assert.equal(diagnosis.layer, layer);
      assert.equal(diagnosis.isHealthy, false);
    });
  }

  it("reports that a response is healthy, and which layer sent it", () => {
    const body = "Hello";
    const answers: ReceivedResponse["headers"][] = [
      { "x-cache": "Hit from cloudfront" },
      { server: "AmazonS3" },
      { "apigw-requestid": "x" },
      {},
    ];
    assert.deepEqual(
      answers.map((headers) => diagnose({ request, status: 200, headers, body })),
      [viewersEdge, "S3", "API Gateway", "the origin"].map((layer) => ({
        layer,
        says: "success",
        causes: [],
        isHealthy: true,
      })),
    );
  });

  const headOnly: readonly (readonly [layer: string, status: number, headers: ReceivedResponse["headers"]])[] = [
    ["API Gateway", 403, { "x-amzn-errortype": "MissingAuthenticationTokenException" }],
    ["API Gateway", 403, { "x-amzn-errortype": "ForbiddenException" }],
    ["API Gateway", 401, { "x-amzn-errortype": "UnauthorizedException" }],
    ["API Gateway", 429, { "x-amzn-errortype": "TooManyRequestsException" }],
    ["Lambda", 502, { "x-amzn-errortype": "InternalServerErrorException" }],
    ["Lambda", 504, { "x-amzn-errortype": "InternalServerErrorException" }],
    ["API Gateway or its Lambda function", 404, { "apigw-requestid": "abc=" }],
    [viewersEdge, 403, { server: "CloudFront", "x-cache": "Error from cloudfront" }],
    [viewersEdge, 504, { server: "CloudFront", "x-cache": "Error from cloudfront" }],
  ];
  for (const [layer, status, headers] of headOnly) {
    it(`attributes ${status} with ${JSON.stringify(headers)} and no body to ${layer}`, () => {
      const head = viewerRequest("https://www.example.com/a", { method: "HEAD" });
      const diagnosis = diagnose({ request: head, status, headers, body: "" });
      assert.equal(diagnosis.layer, layer);
      assert.ok(diagnosis.causes.length > 0, JSON.stringify(diagnosis));
    });
  }

  it("reports that a GET method does not match HEAD, only for a HEAD request", () => {
    for (const method of ["HEAD", "GET"]) {
      const sent = viewerRequest("https://www.example.com/a", { method });
      const headers = { "x-amzn-errortype": "MissingAuthenticationTokenException" };
      const { causes } = diagnose({ request: sent, status: 403, headers, body: "" });
      assert.equal(
        causes.some(({ fix }) => fix.includes("HEAD or ANY")),
        method === "HEAD",
      );
    }
  });

  it("reports a bucket in another region, by the body or by the headers, but no other redirect of S3", () => {
    const server = "AmazonS3";
    const toRegion = "https://assets.s3-ap-northeast-1.amazonaws.com/logo.svg";
    const redirects: readonly (readonly [status: number, body: string, headers: ReceivedResponse["headers"]])[] = [
      [307, "<Error><Code>TemporaryRedirect</Code></Error>", { server }],
      [301, "<Error><Code>PermanentRedirect</Code></Error>", { server }],
      [301, "", { server, "x-amz-bucket-region": "us-west-2" }],
      [307, "", { server, location: toRegion }],
    ];
    for (const [status, body, headers] of redirects) {
      const { layer, isHealthy, causes } = diagnose({ request, status, headers, body });
      assert.deepEqual([layer, isHealthy, causes[0]?.certainty], ["S3", false, "certain"]);
      assert.match(causes[0]?.fix ?? "", /bucketRegionalDomainName/);
    }
    for (const location of [
      "/docs/",
      "https://www.example.com/s3/",
      "http://b.s3-website-us-east-1.amazonaws.com/a/",
    ]) {
      assert.ok(diagnose({ request, status: 302, headers: { server, location }, body: "" }).isHealthy, location);
      assert.ok(diagnose({ request, status: 301, headers: { server, location }, body: "" }).isHealthy, location);
    }
  });

  it("attributes a generated response to its function, as healthy unless the status is an error", () => {
    const functions = [
      ["FunctionGeneratedResponse", "a CloudFront Function"],
      ["LambdaGeneratedResponse", "Lambda@Edge"],
    ] as const;
    for (const [cause, layer] of functions) {
      const headers = { "x-cache": `${cause} from cloudfront`, server: "CloudFront" };
      const [moved, refused] = [302, 401].map((status) => diagnose({ request, status, headers, body: "" }));
      assert.deepEqual([moved?.layer, moved?.isHealthy, moved?.causes], [layer, true, []]);
      assert.deepEqual([refused?.layer, refused?.isHealthy], [layer, false]);
      assert.match(refused?.causes[0]?.cause ?? "", /^a function of the cache behavior returns this status/);
    }
    const headers = { "x-cache": "FunctionThrottledError from cloudfront", server: "CloudFront" };
    assert.equal(diagnose({ request, status: 503, headers, body: "" }).layer, "an edge function");
  });

  it("distinguishes a site's not-found page from a custom error page", () => {
    const site = { server: "AmazonS3", "content-type": "text/html" };
    const says = (more: ReceivedResponse["headers"]) =>
      diagnose({ request, status: 404, headers: { ...site, ...more }, body: "<h1>Nothing here</h1>" }).says;
    assert.match(says({ "x-cache": "RefreshHit from cloudfront" }), /^the site has no file/);
    assert.match(
      says({ "x-cache": "Error from cloudfront", "x-amz-error-code": "NoSuchKey" }),
      /^the site has no file/,
    );
    assert.match(says({ "x-cache": "Error from cloudfront" }), /^an origin responded with an error/);
  });

  describe("signatures and permissions", () => {
    const calculated = '{"message":"The request signature we calculated does not match the signature you provided."}';
    const diagnosisFor = (
      body: string,
      headers: ReceivedResponse["headers"],
      options: RequestOptions = {},
    ): Diagnosis => {
      const sent = viewerRequest("https://www.example.com/a", options);
      return diagnose({ request: sent, status: 403, headers, body });
    };

    it("attributes a wrong signature to API Gateway by its request ID, otherwise to a function URL", () => {
      for (const name of ["x-amz-apigw-id", "apigw-requestid"]) {
        const { layer, causes } = diagnosisFor(calculated, { [name]: "a" }, { method: "PUT" });
        assert.equal(layer, "API Gateway");
        assert.ok(causes.some(({ cause }) => cause.includes("signs the request for the viewer's hostname")));
      }
      const { layer, causes } = diagnosisFor(calculated, {}, { method: "PUT" });
      assert.equal(layer, "a Lambda function URL");
      assert.match(causes[0]?.fix ?? "", /x-amz-content-sha256 with the body/);
    });

    it("reports the hash of the body only if the method can have one, and the header is missing", () => {
      const header = ["X-Amz-Content-Sha256: 0a"];
      const first = (options: RequestOptions) => diagnosisFor(calculated, {}, options).causes[0]?.cause ?? "";
      assert.match(first({ method: "POST" }), /without x-amz-content-sha256/);
      assert.match(first({ method: "POST", header }), /is not the hash of the body/);
      assert.doesNotMatch(first({ method: "GET" }), /sha256/);
    });

    it("attributes AccessDeniedException without a body by the request ID of API Gateway", () => {
      const headers = { "x-amzn-errortype": "AccessDeniedException" };
      assert.equal(diagnosisFor("", headers).layer, "a Lambda function URL");
      assert.equal(diagnosisFor("", { ...headers, "x-amz-apigw-id": "a" }).layer, "API Gateway");
    });

    it("distinguishes a resource policy from an authorizer's denial", () => {
      const denied = (user: string): string =>
        `{"Message":"User: ${user} is not authorized to perform: execute-api:Invoke on resource: arn:aws:x with an explicit deny"}`;
      const [anonymous, signed] = [denied("anonymous"), denied("arn:aws:iam::123456789012:user/u")].map((body) =>
        diagnosisFor(body, {}),
      );
      assert.deepEqual([anonymous?.layer, anonymous?.causes.length, signed?.causes.length], ["API Gateway", 1, 2]);
      assert.match(anonymous?.causes[0]?.cause ?? "", /resource policy/);
      const byAuthorizer = '{"Message":"User is not authorized to access this resource with an explicit deny"}';
      assert.doesNotMatch(JSON.stringify(diagnosisFor(byAuthorizer, {}).causes), /resource policy/);
    });
  });

  it("never reports an error of CloudFront as healthy, whatever the status", () => {
    for (const status of [200, 201, 302]) {
      const headers = { "x-cache": "Error from cloudfront" };
      assert.equal(diagnose({ request, status, headers, body: "<html></html>" }).isHealthy, false, String(status));
    }
  });

  it("has an AWS page and only existing rules in every signature", () => {
    const names = new Set(rules.map(({ name }) => name));
    for (const { url, causes } of signatures) {
      assert.match(url, /^https:\/\/(docs\.aws\.amazon\.com|repost\.aws)\//);
      for (const cause of causes) {
        assert.ok(!("rule" in cause) || names.has(cause.rule), JSON.stringify(cause));
      }
    }
  });
});
