import assert from "node:assert/strict";
import { ApiGatewayOrigin, MultiOriginDistributionArgs } from "../../components/index";
import { deployFront, named, site } from "../support/front";
import { MockResource } from "../support/mocks";
import { associations, load, requestEvent } from "../support/viewerFunctions";

const exceptHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const name = "front-web-socket-live-b82f9d7d";
const chat: ApiGatewayOrigin = {
  kind: "api-gateway",
  name: "chat",
  domainName: "abc.execute-api.eu-west-1.amazonaws.com",
  webSocketPath: "/live",
};

function deploy(routes: MultiOriginDistributionArgs["routes"]): Promise<MockResource[]> {
  return deployFront({ defaultRoute: { origin: site }, routes });
}

describe("A route to a WebSocket API", () => {
  it("sends each request to the path of the stage, with the query string", async () => {
    const list = await deploy([{ paths: ["/socket", "/socket/*"], origin: chat }]);
    assert.deepEqual(associations(list), [[], [["viewer-request", name]], [["viewer-request", name]]]);
    const handler = load(list, name);
    for (const path of ["/socket", "/socket/chats/1"]) {
      const event = requestEvent(`https://www.example.com${path}?token=1`);
      assert.equal(await handler(event), event.request);
      assert.equal((event.request as { uri: string }).uri, "/live");
    }
    const [, origin] = named(list, "front-distribution").origins as { originPath?: string }[];
    assert.equal(origin?.originPath, undefined);
  });

  it("forwards the headers of the handshake, caches nothing, and adds no headers for pages", async () => {
    const list = await deploy([{ paths: ["/socket"], origin: chat }]);
    const [behavior] = named(list, "front-distribution").orderedCacheBehaviors as Record<string, unknown>[];
    const { viewerProtocolPolicy, cachePolicyId, originRequestPolicyId } = behavior ?? {};
    assert.deepEqual(
      [viewerProtocolPolicy, cachePolicyId, originRequestPolicyId],
      ["https-only", cachingDisabled, exceptHost],
    );
    assert.equal(behavior && "responseHeadersPolicyId" in behavior, false);
  });

  it("runs viewerRequest with the path that the viewer requested", async () => {
    const code =
      'function handler(event) { return event.request.uri === "/socket/1" ? { statusCode: 403 } : event.request; }';
    const route = { paths: ["/socket/*"], origin: chat, viewerRequest: { code } };
    const handler = load(await deploy([route]), "front-path-socket-request");
    assert.equal((await handler(requestEvent("https://www.example.com/socket/1"))).statusCode, 403);
    assert.equal((await handler(requestEvent("https://www.example.com/socket/2"))).uri, "/live");
  });
});
