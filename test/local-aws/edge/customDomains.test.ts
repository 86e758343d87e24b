import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { Origin } from "../../../local-aws/aws/cloudfront/distribution";
import { createAuthority } from "../../../local-aws/edge/certificates";
import { put, putFunction, putHttpApi, putRecord, putRestApi, putRestDomain } from "../../support/account";
import { putHttpDomain } from "../../support/agreement";
import { change } from "../../support/apiGateway";
import { putClientCertificate, putTrustedClient } from "../../support/clientCertificates";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { deployDistribution, shapes } from "../../support/shapes";

const account = new Account();
const greets = putFunction(account);
const says = (word: string) =>
  putFunction(account, `exports.handler = async (e) => ({ statusCode: 200, body: "${word} " + e.path });`);
const restDomains = "aws:apigateway/domainName:DomainName";
const httpDomains = "aws:apigatewayv2/domainName:DomainName";
const forbidden = '{"message":"Forbidden"}';

/** An origin that is a custom domain. */
function toDomain(
  domainName: string,
  originMtlsConfig?: { readonly clientCertificateArn: string },
): Omit<Origin, "originId"> {
  const policy = { originProtocolPolicy: "https-only" as const };
  return { domainName, customOriginConfig: { ...policy, ...(originMtlsConfig && { originMtlsConfig }) } };
}

describe("A custom domain with mutual TLS", () => {
  const edge = serving(account);
  const rest = putRestApi(account, greets, "REGIONAL");
  const mutual = { mutualTlsAuthentication: { truststoreUri: "s3://trust/store.pem" } };
  const [trusted, foreign] = [
    "arn:aws:acm:us-east-1:1:certificate/trusted",
    "arn:aws:acm:us-east-1:1:certificate/foreign",
  ];

  before(async () => {
    await putTrustedClient(account, "trust/store.pem", trusted);
    await putClientCertificate(account, foreign, await createAuthority("others"));
    putRecord(account, "mtls.rest.example.net", putRestDomain(account, "mtls.rest.example.net", "REGIONAL", rest.id));
    const http = putHttpApi(account, greets);
    putRecord(account, "mtls.http.example.net", putHttpDomain(account, "mtls.http.example.net", http.id));
    change(account, restDomains, "mtls.rest.example.net", mutual);
    change(account, httpDomains, "mtls.http.example.net", mutual);
  });

  const through = async (origin: Omit<Origin, "originId">) =>
    sendRequest(edge(), deployDistribution(account, "aws", { origin }), "/hello");

  for (const name of ["mtls.rest.example.net", "mtls.http.example.net"]) {
    it(`returns 403 without a client certificate, and with one of another authority (${name})`, async () => {
      for (const origin of [toDomain(name), toDomain(name, { clientCertificateArn: foreign })]) {
        const { status, body } = await through(origin);
        assert.deepEqual([status, body], [403, forbidden]);
      }
    });

    it(`responds to a client certificate that the truststore trusts (${name})`, async () => {
      assert.equal((await through(toDomain(name, { clientCertificateArn: trusted }))).status, 200);
    });
  }

  for (const shape of shapes) {
    it(`gets the client certificate of the origin (${shape})`, async () => {
      const origin = toDomain("mtls.rest.example.net", { clientCertificateArn: trusted });
      assert.equal((await sendRequest(edge(), deployDistribution(account, shape, { origin }), "/hello")).status, 200);
    });
  }

  it("leaves the API's default endpoint open", async () => {
    assert.equal((await through({ ...toDomain(rest.domainName), originPath: "/prod" })).status, 200);
  });

  it("rejects a client that is not CloudFront", async () => {
    assert.equal((await sendRequest(edge(), "mtls.rest.example.net", "/hello")).status, 403);
  });

  it("trusts no client without its truststore", async () => {
    const name = "no-store.example.net";
    putRecord(account, name, putRestDomain(account, name, "REGIONAL", rest.id));
    change(account, restDomains, name, { mutualTlsAuthentication: { truststoreUri: "s3://trust/none.pem" } });
    assert.equal((await through(toDomain(name, { clientCertificateArn: trusted }))).status, 403);
  });

  it("names a client certificate whose private key the local AWS does not have", async () => {
    const { status, body } = await through(toDomain("mtls.rest.example.net", { clientCertificateArn: "arn:none" }));
    assert.deepEqual([status, /does not model the client certificate arn:none/.test(body)], [501, true], body);
  });
});

describe("A custom domain with routing rules", () => {
  const edge = serving(account);
  const [mapped, routed] = [says("mapped"), says("routed")].map((arn) => putRestApi(account, arn, "REGIONAL").id);
  const through = (host: string, path: string, headers = {}) =>
    sendRequest(edge(), deployDistribution(account, "aws", { origin: toDomain(host) }), path, { headers });

  let domains = 0;

  /** A domain with a mapping of all paths to one API, and rules to the other. */
  function domain(routingMode: string, ...rules: readonly JsonObject[]): string {
    domains += 1;
    const domainName = `rules${domains}.example.net`;
    putRecord(account, domainName, putRestDomain(account, domainName, "REGIONAL", mapped ?? ""));
    change(account, restDomains, domainName, { routingMode });
    rules.forEach((rule, at) => {
      const actions = [{ invokeApi: { apiId: routed ?? "", stage: "prod" } }];
      put(account, "aws:apigatewayv2/routingRule:RoutingRule", { domainName, priority: 10 - at, actions, ...rule });
    });
    return domainName;
  }

  const basePath = (...anyOfs: string[]) => ({ conditions: [{ matchBasePaths: { anyOfs } }] });
  const header = (name: string, valueGlob: string) => ({ matchHeaders: { anyOf: { header: name, valueGlob } } });

  it("ignores the rules in mode BASE_PATH_MAPPING_ONLY", async () => {
    assert.equal((await through(domain("BASE_PATH_MAPPING_ONLY", basePath("a")), "/a/b")).body, "mapped /a/b");
  });

  it("tries the rules before the mappings in mode ROUTING_RULE_THEN_BASE_PATH_MAPPING", async () => {
    const host = domain("ROUTING_RULE_THEN_BASE_PATH_MAPPING", basePath("x", "a"));
    assert.equal((await through(host, "/a/b")).body, "routed /a/b");
    assert.equal((await through(host, "/a")).body, "routed /a");
    assert.equal((await through(host, "/ab")).body, "mapped /ab");
  });

  it("returns 403 in mode ROUTING_RULE_ONLY if no rule matches", async () => {
    const host = domain("ROUTING_RULE_ONLY", basePath("a"));
    assert.equal((await through(host, "/a")).status, 200);
    assert.deepEqual([(await through(host, "/b")).status, (await through(host, "/b")).body], [403, forbidden]);
  });

  it("removes the base path only if the rule strips it", async () => {
    const { id: apiId } = putRestApi(account, greets, "REGIONAL", { paths: ["/b"] });
    const statusWith = async (stripBasePath: boolean) => {
      const actions = [{ invokeApi: { apiId, stage: "prod", stripBasePath } }];
      return (await through(domain("ROUTING_RULE_ONLY", { ...basePath("a"), actions }), "/a/b")).status;
    };
    assert.deepEqual([await statusWith(true), await statusWith(false)], [200, 403]);
  });

  it("requires every condition of a rule, headers too", async () => {
    const conditions = [{ matchBasePaths: { anyOfs: ["a"] } }, header("X-Version", "beta*")];
    const host = domain("ROUTING_RULE_THEN_BASE_PATH_MAPPING", { conditions });
    assert.equal((await through(host, "/a", { "x-version": "beta-2" })).body, "routed /a");
    assert.equal((await through(host, "/a", { "x-version": "gamma" })).body, "mapped /a");
    assert.equal((await through(host, "/a")).body, "mapped /a");
  });

  it("uses the rule with the lowest priority number", async () => {
    const host = domain("ROUTING_RULE_ONLY", {}, basePath("a"));
    const rules = account
      .list("aws:apigatewayv2/routingRule:RoutingRule")
      .filter(({ outputs }) => outputs.domainName === host);
    assert.equal(rules.length, 2);
    const lowest = rules.find(({ outputs }) => outputs.priority === 9);
    account.put({
      ...lowest!,
      outputs: { ...lowest!.outputs, actions: [{ invokeApi: { apiId: mapped ?? "", stage: "prod" } }] },
    });
    assert.equal((await through(host, "/a")).body, "mapped /a");
    assert.equal((await through(host, "/b")).body, "routed /b");
  });
});
