import assert from "node:assert/strict";
import { mock } from "node:test";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Account } from "../../../local-aws/aws/account";
import { webSocketTo } from "../../../local-aws/edge/webSocketTo";
import { putBucket, putEdgeFunction, putFunction, putHttpApi, putLoadBalancer } from "../../support/account";
import { sendRaw, serving } from "../../support/edge";
import { allViewer } from "../../support/programs";
import { behaviorTo, deployDistribution, Settings } from "../../support/shapes";
import { openWebSocket, putWebSocketApi, refusal } from "../../support/webSocket";

const account = new Account();
const departures = join(mkdtempSync(join(tmpdir(), "departures-")), "codes");
const handler = `const { appendFileSync, readFileSync } = require("node:fs");
const file = ${JSON.stringify(departures)};
exports.handler = async ({ requestContext, queryStringParameters, body }) => {
  const { eventType, disconnectStatusCode, domainName } = requestContext;
  if (eventType === "DISCONNECT") appendFileSync(file, disconnectStatusCode + " ");
  if (queryStringParameters?.token === "bad") return { statusCode: 401 };
  const headers = { "Sec-WebSocket-Protocol": "chat" };
  return { statusCode: 200, headers, body: JSON.stringify({ domainName, body }) };
};`;
const chat = putWebSocketApi(account, putFunction(account, handler), {
  $connect: {},
  $default: { responds: true },
  $disconnect: {},
});
const toLive = putEdgeFunction(
  account,
  `function handler(event) { event.request.uri = "/live"; return event.request; }`,
);
const refuse = putEdgeFunction(account, `function handler() { return { statusCode: 429 }; }`);
const onRequest = (functionArn: string) => [{ eventType: "viewer-request", functionArn }];
const caching = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const listOf = (...items: string[]) => ({
  cachePolicyId: undefined,
  originRequestPolicyId: undefined,
  forwardedValues: { queryString: true, headers: items, cookies: { forward: "none" as const } },
});

/** A distribution whose path /socket leads to the API. @returns its hostname */
function front(settings: Settings, httpVersion = "http2"): string {
  const behavior = behaviorTo("chat", { functionAssociations: onRequest(toLive), ...settings });
  return deployDistribution(
    account,
    "aws",
    {
      site: { domainName: putBucket(account, { socket: "a file" }, "everyone") },
      api: {
        domainName: putHttpApi(account, putFunction(account)).domainName,
        customOriginConfig: { originProtocolPolicy: "https-only" },
      },
      chat: { domainName: chat.domainName, customOriginConfig: { originProtocolPolicy: "https-only" } },
      lb: { domainName: putLoadBalancer(account), customOriginConfig: { originProtocolPolicy: "https-only" } },
    },
    {
      httpVersion,
      orderedCacheBehaviors: [
        { pathPattern: "/socket", ...behavior },
        { pathPattern: "/lb", ...behaviorTo("lb") },
        {
          pathPattern: "/api/*",
          ...behaviorTo("api", { allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] }),
        },
      ],
    },
  );
}

describe("A WebSocket through a distribution", () => {
  const edge = serving(account);
  const host = front({});

  it("reaches the API by the path that the viewer-request function sets, without the viewer's Host", async () => {
    const { ask, socket } = await openWebSocket(edge(), host, "/socket?token=good");
    assert.deepEqual(JSON.parse(await ask("hello")), { domainName: chat.domainName, body: "hello" });
    socket.close();
  });

  it("opens for a test of startLocal, with the interface of a browser's WebSocket", async () => {
    const socket = webSocketTo(edge(), new URL(`https://${host}/socket?token=good`), "chat");
    const received = new Promise((resolve) => {
      socket.onerror = resolve;
      socket.onopen = () => {
        socket.send("hello");
      };
      socket.onmessage = ({ data }) => {
        resolve(JSON.parse(data as string));
      };
    });
    assert.deepEqual(await received, { domainName: chat.domainName, body: "hello" });
    socket.close();
  });

  it("opens over HTTP/1.1 if the distribution supports HTTP/2", async () => {
    const { socket } = await openWebSocket(edge(), host, "/socket", { ALPNProtocols: ["http/1.1"] });
    socket.close();
  });

  it("tells the API when the viewer disconnects, with a status or without", async () => {
    const [leaves, breaks] = [
      await openWebSocket(edge(), host, "/socket"),
      await openWebSocket(edge(), host, "/socket"),
    ];
    const reported = async (code: number) => {
      while (!existsSync(departures) || !readFileSync(departures, "utf8").includes(`${code} `)) {
        await setTimeout(10);
      }
    };
    leaves.socket.close(4001);
    await reported(4001);
    breaks.socket.terminate();
    await reported(1006);
  });

  it("passes large messages on in both directions", async () => {
    const { next, socket } = await openWebSocket(edge(), host, "/socket");
    const part = "a".repeat(30_000);
    for (const fin of [false, false, true]) {
      socket.send(part, { fin });
    }
    assert.equal((JSON.parse(await next()) as { body: string }).body, part.repeat(3));
    socket.close();
  });

  it("is refused with the API's status", async () => {
    assert.equal((await refusal(edge(), host, "/socket?token=bad")).status, 401);
  });

  it("is refused with 403 if the viewer's Host reaches the API", async () => {
    const trap = front({ originRequestPolicyId: allViewer });
    assert.deepEqual(await refusal(edge(), trap, "/socket"), { status: 403, body: '{"message":"Forbidden"}' });
  });

  it("needs the settings to forward Sec-WebSocket-Key and Sec-WebSocket-Version", async () => {
    const withoutHeaders = front({ originRequestPolicyId: undefined });
    assert.equal((await refusal(edge(), withoutHeaders, "/socket")).status, 400);
  });

  it("opens for each viewer if the behavior caches", async () => {
    const cached = front({ cachePolicyId: caching });
    for (const message of ["one", "two"]) {
      const { ask, socket } = await openWebSocket(edge(), cached, "/socket");
      assert.equal((JSON.parse(await ask(message)) as { body: string }).body, message);
      socket.close();
    }
  });

  it("opens by legacy settings, which forward headers that CloudFront does not define", async () => {
    const { socket } = await openWebSocket(edge(), front(listOf("Origin")), "/socket");
    socket.close();
  });

  it("opens without its viewer-response function", async () => {
    const onResponse = { eventType: "viewer-response", functionArn: putEdgeFunction(account, "function handler() {}") };
    const functionAssociations = [...onRequest(toLive), onResponse];
    const { socket } = await openWebSocket(edge(), front({ functionAssociations }), "/socket");
    socket.close();
  });

  it("gets the response that a viewer-request function returns", async () => {
    const { status } = await refusal(edge(), front({ functionAssociations: onRequest(refuse) }), "/socket");
    assert.equal(status, 429);
  });

  it("gets the response to a usual request from an origin without WebSockets", async () => {
    assert.equal((await refusal(edge(), host, "/none")).status, 404);
    assert.equal((await refusal(edge(), host, "/lb")).status, 200);
    assert.equal((await refusal(edge(), host, "/api/hello")).status, 200);
  });

  it("ends after 10 minutes without bytes from the origin", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      const { ask, closed } = await openWebSocket(edge(), host, "/socket");
      mock.timers.tick(599_000);
      await ask("still here");
      mock.timers.tick(599_000);
      await ask("still here");
      mock.timers.tick(600_000);
      // Without a close frame: API Gateway, which would send 1001, is idle for as long.
      assert.equal((await closed).code, 1006);
    } finally {
      mock.timers.reset();
    }
  });

  for (const [name, serverName] of [
    ["over TLS", host],
    ["without TLS", undefined],
  ] as const) {
    it(`does not switch to another protocol ${name}, and reads the body of such a request`, async () => {
      const lines = [
        `POST /api/hello HTTP/1.1`,
        `host: ${host}`,
        "connection: Upgrade, close",
        "upgrade: h2c",
        "content-length: 5",
        "",
        "hello",
      ];
      const received = await sendRaw(edge(), serverName, lines.join("\r\n"));
      assert.match(received, serverName === undefined ? /^HTTP\/1\.1 403 / : /^HTTP\/1\.1 200 /);
    });
  }
});
