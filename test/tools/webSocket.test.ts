import assert from "node:assert/strict";
import { Account } from "../../local-aws/aws/account";
import { diagnose, Diagnosis, traceRequest } from "../../tools/diagnose/diagnose";
import { send } from "../../tools/diagnose/send";
import { explain } from "../../tools/explain/explain";
import { explanationText } from "../../tools/explain/text";
import { viewerRequest } from "../../tools/explain/viewerRequest";
import { putEdgeFunction, putFunction } from "../support/account";
import { serving } from "../support/edge";
import { behaviorTo, deployDistribution, Settings } from "../support/shapes";
import { putWebSocketApi } from "../support/webSocket";
import { stateOf } from "./stateOf";

const account = new Account();
const { domainName } = putWebSocketApi(account, putFunction(account), {});
const functionArn = putEdgeFunction(
  account,
  'function handler(event) { event.request.uri = "/live"; return event.request; }',
);

function front(settings: Settings = {}): string {
  const functionAssociations = [{ eventType: "viewer-request", functionArn }];
  return deployDistribution(
    account,
    "aws",
    { chat: { domainName, customOriginConfig: { originProtocolPolicy: "https-only" } } },
    { defaultCacheBehavior: behaviorTo("chat", { functionAssociations, ...settings }) },
  );
}

describe("A WebSocket API in explain and diagnose", () => {
  const edge = serving(account);

  it("is traced by a URL that begins with wss://, with the headers of the handshake", () => {
    const url = `wss://${front()}/socket`;
    const text = explanationText(explain(stateOf(account), viewerRequest(url)));
    assert.match(text, /^GET wss:\/\/front\d+\.example\.com\/socket$/m);
    assert.match(text, /API Gateway, WebSocket API .* at its default endpoint/);
    assert.match(text, /sec-websocket-key, sec-websocket-version/);
  });

  const diagnosisOf = async (url: string): Promise<Diagnosis> => {
    const request = viewerRequest(url);
    const options = { connectTo: `127.0.0.1:${edge().port}`, caFile: edge().hostnamesCaFile };
    return diagnose(await send(url, request, options), traceRequest(stateOf(account), request));
  };

  it("is healthy if the WebSocket opens", async () => {
    const { says, layer, isHealthy } = await diagnosisOf(`wss://${front()}/socket`);
    assert.deepEqual([says, layer, isHealthy], ["the WebSocket is open", "API Gateway", true]);
  });

  it("needs a URL that begins with wss://", async () => {
    const { says, causes } = await diagnosisOf(`https://${front()}/socket`);
    assert.equal(says, "a WebSocket API accepts only the handshake of a WebSocket");
    assert.deepEqual(
      causes.map(({ certainty, fix }) => [certainty, fix]),
      [["certain", "Use a URL that begins with wss://."]],
    );
  });

  it("needs a behavior that forwards the headers of the handshake", async () => {
    const { causes } = await diagnosisOf(`wss://${front({ originRequestPolicyId: undefined })}/socket`);
    assert.equal(causes[0]?.cause, "the behavior does not forward Sec-WebSocket-Key and Sec-WebSocket-Version");
  });
});
