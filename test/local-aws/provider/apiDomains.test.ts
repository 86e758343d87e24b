import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { Resources } from "../../../local-aws/provider/resources";
import { put } from "../../support/account";
import { apiMappingImportId } from "../../support/apiMappings";
import { answerTo } from "../../support/refusals";

const restDomain = "aws:apigateway/domainName:DomainName";
const httpDomain = "aws:apigatewayv2/domainName:DomainName";
const basePathMapping = "aws:apigateway/basePathMapping:BasePathMapping";
const apiMapping = "aws:apigatewayv2/apiMapping:ApiMapping";
const domainName = "api.example.com";
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/c";

function empty(): { account: Account; resources: Resources } {
  const account = new Account();
  return { account, resources: new Resources(account, () => "us-east-1", "nested") };
}

describe("API Gateway's error for a custom domain", () => {
  it("occurs for a custom domain of the other version of API Gateway's API, which has the same names", () => {
    for (const [first, second] of [
      [restDomain, httpDomain],
      [httpDomain, restDomain],
    ] as const) {
      const { account, resources } = empty();
      put(account, first, { domainName }, { id: domainName });
      const answer = answerTo(() => resources.create(second, { domainName }));
      assert.equal(answer, "BadRequestException: The domain name you provided already exists.");
    }
  });

  it("occurs for a second mapping of a key of a custom domain, of either type", () => {
    const mappings = [
      [basePathMapping, { basePath: "v1" }, /^ConflictException: Base path already exists for this domain name$/],
      [apiMapping, { apiMappingKey: "v1" }, /^ConflictException: ApiMapping key already exists for this domain name$/],
    ] as const;
    for (const [first, firstKey] of mappings) {
      for (const [second, secondKey, error] of mappings) {
        const { resources } = empty();
        resources.create(first, { domainName, ...firstKey });
        assert.match(
          answerTo(() => resources.create(second, { domainName, ...secondKey })),
          error,
        );
        assert.equal(
          answerTo(() => resources.create(second, { domainName })),
          "accepted",
          "another key",
        );
      }
    }
  });

  /** A regional or an edge-optimized domain of a REST API. */
  function withDomain(types: "REGIONAL" | "EDGE") {
    const { account, resources } = empty();
    const edge = types === "EDGE";
    const inputs = {
      domainName,
      endpointConfiguration: { types },
      ...(edge ? { certificateArn } : { regionalCertificateArn: certificateArn }),
    };
    const target = edge ? { cloudfrontDomainName: "d1.cloudfront.net" } : { regionalDomainName: "d-1" };
    put(account, restDomain, { ...inputs, ...target }, { id: domainName });
    return { account, resources, inputs };
  }

  it("occurs for an update of its endpoint type, in either direction", () => {
    for (const [from, to] of [
      ["REGIONAL", "EDGE"],
      ["EDGE", "REGIONAL"],
    ] as const) {
      const { resources, inputs } = withDomain(from);
      assert.equal(
        answerTo(() => resources.update(restDomain, domainName, { ...inputs, endpointConfiguration: { types: to } })),
        "BadRequestException: /endpointConfiguration/types/0 Invalid request input",
      );
    }
  });

  it("occurs for an ApiMapping of an edge-optimized domain", () => {
    assert.match(
      answerTo(() => withDomain("EDGE").resources.create(apiMapping, { domainName, apiId: "a" })),
      /^BadRequestException: Only REGIONAL domain names can be managed through the API Gateway V2 API\./,
    );
    assert.equal(
      answerTo(() => withDomain("REGIONAL").resources.create(apiMapping, { domainName, apiId: "a" })),
      "accepted",
    );
  });

  it("occurs for a BasePathMapping of a domain that serves an HTTP API", () => {
    const { account, resources } = withDomain("REGIONAL");
    put(account, "aws:apigatewayv2/api:Api", { protocolType: "HTTP" }, { id: "http" });
    resources.create(apiMapping, { domainName, apiId: "http" });
    const create = (): unknown => resources.create(basePathMapping, { domainName, restApi: "rest", basePath: "rest" });
    assert.match(answerTo(create), /^BadRequestException: Mixing of REST APIs and HTTP APIs on the same domain name/);
  });
});

describe("An import of a custom domain that was created as a domain of a REST API", () => {
  it("takes over a regional domain with its target, and its mapping", () => {
    const { account, resources } = empty();
    const endpoint = { endpointConfiguration: { types: "REGIONAL" }, securityPolicy: "TLS_1_2" };
    const rest = resources.create(restDomain, { domainName, regionalCertificateArn: certificateArn, ...endpoint });
    resources.create(basePathMapping, { domainName, restApi: "a", stageName: "prod" });

    const domain = resources.read(httpDomain, domainName);
    const configuration = { certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" };
    assert.deepEqual(domain?.inputs, { domainName, domainNameConfiguration: configuration });
    const { targetDomainName } = domain.outputs.domainNameConfiguration as JsonObject;
    assert.equal(targetDomainName, rest.outputs.regionalDomainName);
    assert.deepEqual(account.list(restDomain), []);

    const mapping = resources.read(apiMapping, apiMappingImportId(account, domainName));
    assert.deepEqual(mapping?.inputs, { domainName, apiId: "a", stage: "prod" });
    assert.deepEqual(account.list(basePathMapping), []);
  });

  it("does not find an edge-optimized domain", () => {
    const { account, resources } = empty();
    put(account, restDomain, { domainName, cloudfrontDomainName: "d1.cloudfront.net" }, { id: domainName });
    assert.equal(resources.read(httpDomain, domainName), undefined);
  });
});
