import assert from "node:assert/strict";
import { join } from "node:path";
import { Account } from "../../local-aws/aws/account";
import { isKnown, Unknown } from "../../policy-pack/program/maybe";
import { root } from "../../repository";
import { deployedDistributions, findByHost } from "../../tools/distributions";
import { OriginRequest } from "../../tools/explain/originRequest";
import { explain, Explanation } from "../../tools/explain/explain";
import { explanationText } from "../../tools/explain/text";
import { urlInStack } from "../../tools/explain/urlInStack";
import { RequestOptions, viewerRequest } from "../../tools/explain/viewerRequest";
import { State } from "../../tools/state";
import { readStateFile } from "../../tools/stateFile";
import { put, putBucket, putDistribution, putOriginAccessControl, putTenant } from "../support/account";
import { scriptLine, sh } from "../support/shell";
import { behaviorTo, deployDistribution, propertiesFor, typeOf } from "../support/shapes";
import { stateOf } from "./stateOf";

const fixture = join(root, "test", "fixtures", "aws-state.json");
const host = "d3b1j6qzq0xk2f.cloudfront.net";

function ofFixture(path: string, options: RequestOptions = {}): Explanation {
  return explain(readStateFile(fixture), viewerRequest(`https://${host}${path}`, options));
}

function onlyRoute({ origins }: Explanation): OriginRequest {
  assert.ok(!(origins instanceof Unknown));
  assert.equal(origins.length, 1);
  return origins[0]!;
}

describe("explain", () => {
  it("traces a request: tried behaviors, origin request and findings", () => {
    const explanation = ofFixture("/api/hello?a=1", { header: ["Accept: text/html", "Cookie: session=1"] });
    assert.deepEqual(explanation.tried, [
      { behavior: 'cache behavior "/api"', matches: false },
      { behavior: 'cache behavior "/api/*"', matches: true },
    ]);
    const { host: atOrigin, connection, target, headers, cookies, service } = onlyRoute(explanation);
    assert.equal(atOrigin, host);
    assert.deepEqual(connection, { scheme: "https", port: 443, serverName: host });
    assert.equal(target, "/api/hello?a=1");
    assert.deepEqual(cookies, { forwarded: ["session"], removed: [] });
    assert.ok(!(headers instanceof Unknown) && headers.set.includes("x-origin-verify"));
    assert.deepEqual(headers.forwarded, ["accept"]);
    assert.equal(service, "API Gateway, HTTP API api-http at its default endpoint");
    assert.deepEqual(
      explanation.findings.map(({ rule, level }) => [rule, level]),
      [["api-gateway-origin-host-header", "mandatory"]],
    );
  });

  it("accepts a URL of the local AWS, and prefers a Host header to the URL's host", () => {
    const local = viewerRequest(`https://${host}.localhost:8443/api/x`);
    assert.deepEqual([local.host, local.authority], [host, `${host}.localhost:8443`]);
    assert.equal(viewerRequest("https://192.0.2.1/", { header: [`Host: ${host}`] }).host, host);
  });

  it("rejects an invalid URL, method or header with a valid example", () => {
    assert.throws(
      () => viewerRequest("www.example.com/a"),
      /^Error: "www\.example\.com\/a" is not an HTTP, HTTPS or WebSocket URL; use a URL such as /,
    );
    assert.throws(
      () => viewerRequest("https://a/", { method: "A B" }),
      /^Error: "A B" is not an HTTP method; use a method such as /,
    );
    assert.throws(
      () => viewerRequest("https://a/", { header: ["Host"] }),
      /^Error: "Host" is not a header; use the form 'Name: value'\./,
    );
  });

  it("lists the query strings that CloudFront removes, and prints no line without a query string", () => {
    const account = new Account();
    const origins = { origin: { domainName: "elsewhere.example.net" } };
    const forwardedValues = { queryString: false, cookies: { forward: "none" } };
    const { domainName } = putDistribution(account, typeOf.aws, {
      ...propertiesFor("aws", {
        aliases: [],
        origins: [{ originId: "origin", ...origins.origin }],
        defaultCacheBehavior: behaviorTo("origin"),
      }),
      defaultCacheBehavior: {
        targetOriginId: "origin",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        forwardedValues,
      },
    });
    const at = (path: string) => explain(stateOf(account), viewerRequest(`https://${domainName}${path}`));
    const resized = at("/i.png?width=20&fit=crop&width=30");
    assert.deepEqual(onlyRoute(resized).queryStrings, { forwarded: [], removed: ["width", "fit"] });
    assert.match(explanationText(resized), /^ {2}query +from the viewer: none; removed: width, fit$/m);
    assert.doesNotMatch(explanationText(at("/i.png")), /^ {2}query/m);
  });

  it("prints the headers that would be forwarded if the request has none", () => {
    const [without, withHeader] = [{}, { header: ["Accept: text/html"] }].map((options) =>
      explanationText(ofFixture("/api/hello", options)).replace(/\s+/g, " "),
    );
    assert.match(without ?? "", /headers from the viewer: all \(this request has none\); removed: none/);
    assert.match(withHeader ?? "", /headers from the viewer: accept; removed: none/);
  });

  it("reports that the hostname of a new distribution without an alias is unknown", () => {
    const front = { type: "aws:cloudfront/distribution:Distribution", urn: "urn:pulumi:s::p::t::front", props: {} };
    const state = { resources: [front] };
    const reason = /the hostname of front is unknown before deployment\. Deploy first, or add an alias\.$/;
    assert.throws(() => urlInStack("/a", state), reason);
    assert.throws(() => explain(state, viewerRequest("https://www.example.com/a", {})), reason);
  });

  it("completes a path with the hostname of the only distribution", () => {
    const state = readStateFile(fixture);
    assert.equal(urlInStack("/api/hello?a=1", state), `https://${host}/api/hello?a=1`);
    assert.equal(urlInStack("http://www.example.com/x", state), "http://www.example.com/x");
    assert.throws(() => urlInStack("/a", { resources: [] }), /has no CloudFront distribution; use a complete URL\.$/);
    const account = new Account();
    const origins = { origin: { domainName: "elsewhere.example.net" } };
    deployDistribution(account, "aws", origins, { aliases: [] });
    deployDistribution(account, "aws", origins, { aliases: [] });
    assert.throws(() => urlInStack("/a", stateOf(account)), /the stack has 2 hostnames; use one of: \S+, \S+\.$/);
  });

  it("matches the normalized path, and sends the original path escaped as a browser does", () => {
    const explanation = ofFixture("//api//x/../ä b");
    assert.equal(explanation.behavior, 'cache behavior "/api/*"');
    assert.equal(onlyRoute(explanation).target, "//api//x/../%C3%A4%20b");
  });

  it("lists web ACL, geographic restriction and edge functions", () => {
    const account = new Account();
    const code = "function handler(event) { return event.request; }";
    const arn = "arn:aws:cloudfront::123456789012:function/rewrite";
    put(account, "aws:cloudfront/function:Function", { arn, code, runtime: "cloudfront-js-2.0" }, { id: "rewrite" });
    const toSite = {
      domainName: putBucket(account, {}, "cloudfront"),
      originAccessControlId: putOriginAccessControl(account, "always"),
    };
    const { domainName } = putDistribution(account, typeOf.aws, {
      ...propertiesFor("aws", {
        aliases: [],
        origins: [{ originId: "site", ...toSite }],
        defaultCacheBehavior: behaviorTo("site"),
        defaultRootObject: "index.html",
      }),
      defaultCacheBehavior: {
        ...(propertiesFor("aws", { aliases: [], origins: [], defaultCacheBehavior: behaviorTo("site") })
          .defaultCacheBehavior as object),
        functionAssociations: [{ eventType: "viewer-request", functionArn: arn }],
      },
      webAclId: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/acl/1",
      restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["JP"] } },
    });
    const explanation = explain(stateOf(account), viewerRequest(`https://${domainName}/?a=1`));
    assert.equal(explanation.guards.length, 2);
    assert.match(explanation.functions[0] ?? "", /^viewer-request: CloudFront Function rewrite can return a response/);
    const { target, headers, service } = onlyRoute(explanation);
    assert.equal(target, "/index.html?a=1");
    assert.ok(!(headers instanceof Unknown) && headers.isSigned);
    assert.ok(typeof service === "string" && service.startsWith("S3, bucket "));
  });

  it("rejects a state with an unknown path pattern, and names what to do", () => {
    const ordered = [{ pathPattern: new Unknown("the stack is not deployed") }];
    const resources = readStateFile(fixture).resources.map((resource) =>
      resource.type === typeOf.aws && isKnown(resource.props)
        ? { ...resource, props: { ...resource.props, orderedCacheBehaviors: ordered } }
        : resource,
    );
    assert.throws(
      () => explain({ resources }, viewerRequest(`https://${host}/api`)),
      /^Error: The path pattern of .* is unknown: the stack is not deployed\. Set a literal value, or check again/,
    );
  });

  it("names the bucket of an origin, also one of the type BucketV2", () => {
    for (const type of ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"]) {
      const resources = readStateFile(fixture).resources.map((resource) =>
        resource.type === "aws:s3/bucket:Bucket" ? { ...resource, type } : resource,
      );
      const { service } = onlyRoute(explain({ resources }, viewerRequest(`https://${host}/`)));
      assert.equal(service, "S3, bucket site-bucket");
    }
  });

  it("replaces the parameters of a multi-tenant distribution with the tenant's values", () => {
    const account = new Account();
    const described = {
      aliases: [],
      origins: [
        {
          originId: "origin",
          domainName: "{{name}}.example.net",
          originPath: "/{{name}}",
          customOriginConfig: { originProtocolPolicy: "https-only" as const },
        },
      ],
      defaultCacheBehavior: behaviorTo("origin"),
    };
    const { id } = putDistribution(account, typeOf.multitenant, propertiesFor("multitenant", described));
    putTenant(account, id, ["a.example.com"], { name: "one" });
    putTenant(account, id, ["b.example.com"], { name: "two" });
    const { host: atOrigin, target } = onlyRoute(explain(stateOf(account), viewerRequest("https://b.example.com/x")));
    assert.deepEqual([atOrigin, target], ["two.example.net", "/two/x"]);
  });

  it("reports encrypted origins as unknown, and the rest of the trace", () => {
    const state: State = readStateFile(fixture);
    const encrypted = {
      resources: state.resources.map((resource) =>
        resource.type === typeOf.aws && isKnown(resource.props)
          ? { ...resource, props: { ...resource.props, origins: new Unknown("origins is encrypted in the export") } }
          : resource,
      ),
    };
    const explanation = explain(encrypted, viewerRequest(`https://${host}/api/x`));
    assert.equal(explanation.behavior, 'cache behavior "/api/*"');
    assert.match(explanationText(explanation), /Origin +unknown: origins is encrypted in the export/);
  });

  it("finds a distribution by its most specific name", () => {
    const account = new Account();
    const origins = { origin: { domainName: "elsewhere.example.net" } };
    deployDistribution(account, "aws", origins, { aliases: ["*.example.com"] });
    deployDistribution(account, "native", origins, { aliases: ["www.example.com"] });
    const all = deployedDistributions(stateOf(account));
    const named = (name: string) => findByHost(all, name)?.names.at(-1);
    assert.deepEqual(["www.example.com", "api.example.com", "a.b.example.com", "www.example.net"].map(named), [
      "www.example.com",
      "*.example.com",
      "*.example.com",
      undefined,
    ]);
  });
});

describe("npm run explain", () => {
  const run = (words: string) => sh(scriptLine("explain", words), root);

  it("prints no value of a header or a cookie", async () => {
    const headers = `--header 'Authorization: Bearer viewers-secret' --header 'Cookie: a=viewers-secret'`;
    for (const form of ["", "--json"]) {
      const { code, output } = await run(`https://${host}/api/x --state ${fixture} ${headers} ${form}`);
      assert.equal(code, 0, output);
      assert.match(output, /x-origin-verify/);
      assert.doesNotMatch(output, /viewers-secret|s3cr3t/);
      assert.ok(!output.includes("\u001b["), "colors are for terminals only");
    }
  });

  it("exits with 2 and one message if it cannot run", async () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      [
        `https://www.example.com/a --state ${fixture}`,
        /^No distribution in the stack serves www\.example\.com\. .+\n$/,
      ],
      [`https://${host}/ --state package.json`, /^Cannot read package\.json: .+\n$/],
      [`https://${host}/ --hedaer`, /^error: unknown option '--hedaer'\n/],
    ];
    for (const [words, message] of cases) {
      const { code, output } = await run(words);
      assert.equal(code, 2, output);
      assert.match(output, message);
    }
  });
});
