import assert from "node:assert/strict";
import { mock } from "node:test";
import { Account, accountId } from "../../../local-aws/aws/account";
import { put, putFunction, putRecord, region } from "../../support/account";
import { signed } from "../../support/credentials";
import { serving } from "../../support/edge";
import { Received, sendRequest } from "../../support/https";
import { openWebSocket, putWebSocketApi, refusal } from "../../support/webSocket";

const account = new Account();

/** Responds with the event. `connect` in the query string selects the result of $connect. */
const echo = `exports.handler = async (event) => {
  const { connect } = event.queryStringParameters ?? {};
  if (connect === "throw") throw new Error("no");
  if (connect === "nothing") return undefined;
  if (connect !== undefined) return { statusCode: Number(connect), body: "refused" };
  const { action } = event.body?.startsWith("{") ? JSON.parse(event.body) : {};
  if (action === "fail") throw new Error("no");
  return { statusCode: 200, headers: { "Sec-WebSocket-Protocol": "chat.v2" }, body: JSON.stringify(event) };
};`;

/** Sends a message to all connections, over HTTPS to the callback URL that AWS's documentation builds. */
const broadcast = `const { request } = require("node:https");
const { createHash } = require("node:crypto");
const ids = new Set();
const day = "20260101";
const call = (method, { domainName, stage }, id, body) => new Promise((resolve, reject) => {
  const credential = "local/" + day + "/${region}/execute-api/aws4_request";
  const signature = createHash("sha256").update(id).digest("hex");
  const path = "/" + stage + "/%40connections/" + encodeURIComponent(id);
  const headers = {
    host: domainName,
    "x-amz-date": day + "T000000Z",
    authorization: "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host;x-amz-date, Signature=" + signature,
  };
  request({ method, host: domainName, path, headers }, (response) => {
    response.resume().on("end", () => resolve(response.statusCode));
  }).on("error", reject).end(body);
});
exports.handler = async ({ requestContext, body }) => {
  const { connectionId, routeKey } = requestContext;
  if (routeKey === "$connect") {
    ids.add(connectionId);
    return { statusCode: 200 };
  }
  if (routeKey === "$disconnect") {
    ids.delete(connectionId);
    await Promise.all([...ids].map((id) => call("POST", requestContext, id, "left " + requestContext.disconnectStatusCode)));
    return { statusCode: 200 };
  }
  await Promise.all([...ids].map((id) => call("POST", requestContext, id, JSON.parse(body).text)));
  return { statusCode: 200, body: "delivered" };
};`;

interface Event {
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

describe("A WebSocket API of the local API Gateway", () => {
  const edge = serving(account);
  const responds = { responds: true };
  const echoFunction = putFunction(account, echo);
  const api = putWebSocketApi(account, echoFunction, {
    $connect: {},
    $default: responds,
    join: responds,
    fail: responds,
    silent: {},
  });
  const open = (path = "/live", host = api.domainName, options = {}) => openWebSocket(edge(), host, path, options);
  const refused = (path: string, host = api.domainName, options = {}) => refusal(edge(), host, path, options);

  it("routes each message by the route selection expression, and other messages to $default", async () => {
    const { ask, socket } = await open();
    const routeOf = async (message: unknown) => (JSON.parse(await ask(message)) as Event).requestContext.routeKey;
    assert.equal(await routeOf({ action: "join" }), "join");
    assert.equal(await routeOf({ action: "unknown" }), "$default");
    assert.equal(await routeOf({ other: 1 }), "$default");
    assert.equal(await routeOf("not JSON"), "$default");
    socket.close();
  });

  it("evaluates nested properties, several variables and static text in the route selection expression", async () => {
    const expression = "v${request.body.version}/$request.body.data.kind";
    const { domainName } = putWebSocketApi(
      account,
      echoFunction,
      { "v2/order": responds, "v/": responds },
      { api: { routeSelectionExpression: expression } },
    );
    const { ask, socket } = await open("/live", domainName);
    const routeOf = async (message: unknown) => (JSON.parse(await ask(message)) as Event).requestContext.routeKey;
    assert.equal(await routeOf({ version: 2, data: { kind: "order" } }), "v2/order");
    assert.equal(await routeOf({ data: "order" }), "v/");
    socket.close();
  });

  it("names a route selection expression that is not modeled", async () => {
    const { domainName } = putWebSocketApi(
      account,
      echoFunction,
      { $default: responds },
      { api: { routeSelectionExpression: "$request.header.x-action" } },
    );
    const { ask, socket } = await open("/live", domainName);
    assert.match(await ask({}), /does not model the route selection expression \$request\.header\.x-action\./);
    socket.close();
  });

  it("passes the headers and the query string to $connect only, and the connection to every event", async () => {
    const events = putWebSocketApi(
      account,
      putFunction(
        account,
        `let connected; exports.handler = async (event) => {
          if (event.requestContext.routeKey === "$connect") connected = event;
          return { statusCode: 200, body: JSON.stringify([connected, event]) };
        };`,
      ),
      { $connect: {}, $default: responds },
      { stage: { stageVariables: { mode: "test" } } },
    );
    const { ask, socket } = await open("/live?topic=1&topic=2", events.domainName, { headers: { "X-Own": "a" } });
    const [connected, message] = JSON.parse(await ask("hello")) as [Event, Event];
    const { headers, requestContext, ...rest } = connected;
    assert.deepEqual([headers?.Host, headers?.["X-Own"], headers?.Upgrade], [events.domainName, "a", undefined]);
    assert.ok(headers?.["Sec-WebSocket-Key"]);
    assert.deepEqual(
      { ...rest, multiValueHeaders: undefined },
      {
        queryStringParameters: { topic: "2" },
        multiValueQueryStringParameters: { topic: ["1", "2"] },
        multiValueHeaders: undefined,
        stageVariables: { mode: "test" },
        isBase64Encoded: false,
      },
    );
    const { connectionId, connectedAt, eventType, routeKey, stage, domainName, apiId } = requestContext;
    assert.deepEqual(
      [eventType, routeKey, stage, domainName, apiId],
      ["CONNECT", "$connect", "live", events.domainName, events.id],
    );
    assert.match(String(connectionId), /^[\w-]{15}=$/);
    assert.deepEqual(Object.keys(message).sort(), ["body", "isBase64Encoded", "requestContext", "stageVariables"]);
    assert.equal(message.body, "hello");
    const { messageId, ...of } = message.requestContext;
    assert.match(String(messageId), /=$/);
    assert.deepEqual([of.eventType, of.connectionId, of.connectedAt], ["MESSAGE", connectionId, connectedAt]);
    socket.close();
  });

  it("delivers a message to every client through the callback URL, and reports a closed connection", async () => {
    const { domainName } = putWebSocketApi(account, putFunction(account, broadcast), {
      $connect: {},
      $default: responds,
      $disconnect: {},
    });
    const [first, second] = [await open("/live", domainName), await open("/live", domainName)];
    assert.deepEqual([await first.ask({ text: "hello" }), await second.next()], ["hello", "hello"]);
    // The next event reaches the same instance of the function.
    assert.equal(await first.next(), "delivered");
    second.socket.close(4000, "bye");
    assert.equal(await first.next(), "left 4000");
    first.socket.close();
  });

  it("returns the function's response only if the route has a route response", async () => {
    const { ask, socket } = await open();
    socket.send(JSON.stringify({ action: "silent" }));
    const { requestContext } = JSON.parse(await ask({ action: "join" })) as Event;
    assert.equal(requestContext.routeKey, "join");
    socket.close();
  });

  it("sends an error with the connection's ID if the function fails, or if no route matches", async () => {
    const { ask, socket } = await open();
    const { requestContext } = JSON.parse(await ask({})) as Event;
    const { requestId, ...error } = JSON.parse(await ask({ action: "fail" })) as Record<string, unknown>;
    assert.equal(typeof requestId, "string");
    assert.deepEqual(error, { message: "Internal server error", connectionId: requestContext.connectionId });
    socket.close();
    const { domainName } = putWebSocketApi(account, echoFunction, { join: responds });
    const other = await open("/live", domainName);
    assert.match(await other.ask({ action: "leave" }), /^\{"message":"Forbidden","connectionId":"/);
    other.socket.close();
  });

  it("refuses the handshake with the status of $connect", async () => {
    assert.deepEqual(await refused("/live?connect=401"), { status: 401, body: "refused" });
    assert.equal((await refused("/live?connect=500")).status, 500);
    assert.equal((await refused("/live?connect=throw")).status, 502);
    assert.equal((await refused("/live?connect=nothing")).status, 502);
  });

  it("opens a connection without a route for $connect", async () => {
    const { domainName } = putWebSocketApi(account, echoFunction, { $default: responds });
    const { socket } = await open("/live", domainName);
    socket.close();
  });

  it("returns the subprotocol that $connect selects", async () => {
    const { socket } = await open("/live", api.domainName, { protocols: ["chat.v1", "chat.v2"] });
    assert.equal(socket.protocol, "chat.v2");
    socket.close();
  });

  it("refuses a stage that does not exist or is not deployed, and a path after the stage", async () => {
    const { domainName } = putWebSocketApi(account, echoFunction, {}, { stage: { autoDeploy: false } });
    for (const answer of [
      await refused("/other"),
      await refused("/live/socket"),
      await refused("/"),
      await refused("/live", domainName),
    ]) {
      assert.deepEqual(answer, { status: 403, body: '{"message":"Forbidden"}' });
    }
  });

  it("returns 426 to a request that is no handshake, and 400 to an invalid handshake", async () => {
    assert.equal((await sendRequest(edge(), api.domainName, "/live")).status, 426);
    const headers = { connection: "Upgrade", upgrade: "websocket" };
    assert.equal((await sendRequest(edge(), api.domainName, "/live", { headers })).status, 400);
  });

  it("closes the connection after a binary message, a frame over 32 KB or a message over 128 KB", async () => {
    const binary = await open();
    binary.socket.send(Buffer.from([1, 2]));
    assert.equal((await binary.closed).code, 1003);
    const part = "a".repeat(32 * 1024);
    const large = await open();
    large.socket.send(`${part}a`);
    assert.equal((await large.closed).code, 1009);
    const many = await open();
    for (const fin of [false, false, false, false, true]) {
      many.socket.send(part, { fin });
    }
    assert.equal((await many.closed).code, 1009);
  });

  it("accepts a message of 128 KB in frames of 32 KB", async () => {
    const { next, socket } = await open();
    const part = "a".repeat(32 * 1024);
    for (const fin of [false, false, false, true]) {
      socket.send(part, { fin });
    }
    assert.equal((JSON.parse(await next()) as Event).body?.length, 128 * 1024);
    socket.close();
  });

  describe("with time limits", () => {
    beforeEach(() => {
      mock.timers.enable({ apis: ["setTimeout"] });
    });
    afterEach(() => {
      mock.timers.reset();
    });

    it("closes a connection after 10 minutes without messages", async () => {
      const { ask, closed } = await open();
      mock.timers.tick(599_000);
      await ask({});
      mock.timers.tick(599_000);
      await ask({});
      mock.timers.tick(600_000);
      assert.equal((await closed).code, 1001);
    });

    it("closes a connection after 2 hours", async () => {
      const { ask, closed } = await open();
      for (let minutes = 9; minutes < 120; minutes += 9) {
        mock.timers.tick(9 * 60_000);
        await ask({});
      }
      mock.timers.tick(3 * 60_000);
      assert.equal((await closed).code, 1001);
    });
  });

  describe("with a Lambda authorizer", () => {
    const authorizer = `exports.handler = async ({ type, methodArn, queryStringParameters, requestContext }) => {
      if (queryStringParameters.token === "error") throw new Error("Unauthorized");
      const isAllowed = queryStringParameters.token === "good" && type === "REQUEST" && requestContext.eventType === "CONNECT";
      const Statement = [{ Action: "execute-api:Invoke", Effect: isAllowed ? "Allow" : "Deny", Resource: methodArn }];
      return { principalId: "me", policyDocument: { Statement }, context: { methodArn, level: 7 } };
    };`;
    const authorizerId = put(account, "aws:apigatewayv2/authorizer:Authorizer", {
      authorizerType: "REQUEST",
      authorizerUri: putFunction(account, authorizer),
      identitySources: ["route.request.querystring.token"],
    });
    const guarded = putWebSocketApi(account, echoFunction, {
      $connect: { authorizationType: "CUSTOM", authorizerId },
      $default: responds,
    });

    it("adds the caller to every event", async () => {
      const { ask, socket } = await open("/live?token=good", guarded.domainName);
      const { requestContext } = JSON.parse(await ask({})) as Event;
      const methodArn = `arn:aws:execute-api:${region}:${accountId}:${guarded.id}/live/$connect`;
      assert.deepEqual(requestContext.authorizer, { methodArn, level: "7", principalId: "me", integrationLatency: 0 });
      socket.close();
    });

    it("refuses a caller without an identity with 401, and one that the authorizer denies with 403", async () => {
      const statuses = ["/live", "/live?token=error", "/live?token=bad"].map(
        async (path) => (await refused(path, guarded.domainName)).status,
      );
      assert.deepEqual(await Promise.all(statuses), [401, 401, 403]);
    });
  });

  describe("at a custom domain", () => {
    const name = "chat.example.com";
    const target = `d-abc.execute-api.${region}.amazonaws.com`;
    put(account, "aws:apigatewayv2/domainName:DomainName", { domainName: name }, { id: name });
    put(account, "aws:apigatewayv2/apiMapping:ApiMapping", { domainName: name, apiId: api.id, stage: "live" });
    putRecord(account, name, target);

    it("accepts the path of the mapping", async () => {
      const { ask, socket } = await open("/", name);
      const { requestContext } = JSON.parse(await ask({})) as Event;
      assert.deepEqual([requestContext.domainName, requestContext.stage], [name, "live"]);
      socket.close();
      assert.equal((await refused("/live", name)).status, 403);
    });
  });

  describe("by commands for a connection", () => {
    const send = (method: string, id: unknown, body = "", headers = signed()): Promise<Received> =>
      sendRequest(edge(), api.domainName, `/live/@connections/${encodeURIComponent(String(id))}`, {
        method,
        body,
        headers,
      });
    const opened = async () => {
      const client = await open();
      const { requestContext } = JSON.parse(await client.ask({})) as Event;
      return { ...client, id: requestContext.connectionId };
    };

    it("sends a message, describes the connection and closes it", async () => {
      const { id, next, closed } = await opened();
      assert.equal((await send("POST", id, "news")).status, 200);
      assert.equal(await next(), "news");
      const described = await send("GET", id);
      const { connectedAt, lastActiveAt, identity } = JSON.parse(described.body) as Record<string, unknown>;
      assert.ok(Date.parse(String(connectedAt)) <= Date.parse(String(lastActiveAt)));
      assert.deepEqual(identity, { sourceIp: "127.0.0.1" });
      assert.equal((await send("DELETE", id)).status, 204);
      assert.equal((await closed).code, 1000);
      assert.equal((await send("POST", id, "late")).status, 410);
    });

    it("rejects a connection that does not exist, a large message and a command without a signature", async () => {
      const { id, socket } = await opened();
      const gone = await send("POST", "none=", "news");
      assert.deepEqual([gone.status, gone.headers["x-amzn-errortype"]], [410, "GoneException"]);
      const large = await send("POST", id, "a".repeat(128 * 1024 + 1));
      assert.deepEqual([large.status, large.headers["x-amzn-errortype"]], [413, "PayloadTooLargeException"]);
      const unsigned = await sendRequest(edge(), api.domainName, `/live/@connections/${String(id)}`);
      assert.deepEqual([unsigned.status, unsigned.body], [403, '{"message":"Missing Authentication Token"}']);
      assert.equal((await send("PUT", id)).status, 403);
      socket.close();
    });
  });
});
