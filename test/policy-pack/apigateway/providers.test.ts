import assert from "node:assert/strict";
import { indexProgram } from "../../../policy-pack/program/programIndex";
import { Unknown } from "../../../policy-pack/program/maybe";
import { Resource } from "../../../policy-pack/program/resource";
import { apiGatewayOriginCredentials } from "../../../policy-pack/rules/apiGatewayOriginCredentials";
import { apiGatewayOriginEndpointEnabled } from "../../../policy-pack/rules/apiGatewayOriginEndpointEnabled";
import { apiGatewayOriginHostHeader } from "../../../policy-pack/rules/apiGatewayOriginHostHeader";
import { apiGatewayOriginRoute } from "../../../policy-pack/rules/apiGatewayOriginRoute";
import { apiGatewayOriginStagePath } from "../../../policy-pack/rules/apiGatewayOriginStagePath";
import { routeDistribution } from "../../../policy-pack/findings/routedDistribution";
import { Rule } from "../../../policy-pack/findings/rule";
import { awsDistribution, customDomain, executeApi, goodForApi, Properties } from "../../support/distributions";
import { api } from "../../support/ruleCases";

function native(type: string, props: Properties): Resource {
  return { type: `aws-native:${type}`, urn: `urn:pulumi:stack::project::aws-native:${type}::${type}`, props };
}

const restApi = (props: Properties = {}) =>
  native("apigateway:RestApi", {
    restApiId: "abc123",
    rootResourceId: "root",
    endpointConfiguration: { types: ["REGIONAL"] },
    ...props,
  });
const restParts = [
  native("apigateway:Stage", { restApiId: "abc123", stageName: "live" }),
  native("apigateway:Resource", { restApiId: "abc123", resourceId: "pets", parentId: "root", pathPart: "pets" }),
  native("apigateway:Authorizer", {
    restApiId: "abc123",
    authorizerId: "door",
    type: "REQUEST",
    identitySource: "method.request.header.X-Door",
  }),
  native("apigateway:Method", {
    restApiId: "abc123",
    resourceId: "pets",
    httpMethod: "GET",
    authorizationType: "CUSTOM",
    authorizerId: "door",
  }),
];
const httpApi = [
  native("apigatewayv2:Api", { apiId: "abc123", protocolType: "HTTP", disableExecuteApiEndpoint: true }),
  native("apigatewayv2:Stage", { apiId: "abc123", stageName: "v1" }),
  native("apigatewayv2:Route", { apiId: "abc123", routeKey: "GET /pets" }),
];
const allViewer = { originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" };
const pets = { orderedCacheBehaviors: [{ pathPattern: "/pets", ...goodForApi, originRequestPolicyId: undefined }] };

/** The kinds of a rule's findings. */
function kinds(rule: Rule, props: Properties, ...resources: readonly Resource[]): readonly string[] {
  return rule.check(routeDistribution(awsDistribution(props), indexProgram(resources))).map(({ kind }) => kind);
}

describe("APIs of aws-native", () => {
  it("are recognized by an unknown ID in the origin's domain name", () => {
    const rest = restApi({ restApiId: new Unknown("computed") });
    const domainName = new Unknown("computed", () => [rest]);
    assert.deepEqual(kinds(apiGatewayOriginHostHeader, api(allViewer, { domainName }), rest), ["violation"]);
  });

  it("are recognized by a custom domain", () => {
    for (const version of ["apigateway", "apigatewayv2"]) {
      const domain = native(`${version}:DomainName`, { domainName: customDomain });
      assert.deepEqual(kinds(apiGatewayOriginHostHeader, api(allViewer, { domainName: customDomain }), domain), [
        "violation",
      ]);
    }
  });

  it("have stages", () => {
    const resources = [restApi(), ...restParts];
    const at = (originPath: string) => api({}, { domainName: executeApi, originPath });
    assert.deepEqual(kinds(apiGatewayOriginStagePath, at("/live"), ...resources), []);
    assert.deepEqual(kinds(apiGatewayOriginStagePath, at("/LIVE"), ...resources), ["violation"]);
    assert.deepEqual(kinds(apiGatewayOriginStagePath, at("/V1"), ...httpApi), ["undetermined"]);
    assert.deepEqual(kinds(apiGatewayOriginStagePath, api({}), ...httpApi), ["undetermined"]);
    assert.deepEqual(kinds(apiGatewayOriginStagePath, at("/v1"), ...httpApi), []);
    assert.deepEqual(kinds(apiGatewayOriginStagePath, at("/other"), ...httpApi), ["undetermined"]);
  });

  it("have routes and authorizers", () => {
    const origin = { originPath: "/live" };
    const resources = [restApi(), ...restParts];
    assert.deepEqual(kinds(apiGatewayOriginRoute, api({}, origin, pets), ...resources), []);
    assert.deepEqual(kinds(apiGatewayOriginRoute, api({}, origin), ...resources), ["violation"]);
    assert.deepEqual(kinds(apiGatewayOriginCredentials, api({}, origin, pets), ...resources), ["violation"]);
    assert.deepEqual(kinds(apiGatewayOriginRoute, api({}, { originPath: "/v1" }, pets), ...httpApi), []);
  });

  it("can have a disabled default endpoint", () => {
    assert.deepEqual(kinds(apiGatewayOriginEndpointEnabled, api({}), ...httpApi), ["violation"]);
    assert.deepEqual(kinds(apiGatewayOriginEndpointEnabled, api({}), restApi()), []);
  });
});
