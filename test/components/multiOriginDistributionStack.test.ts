import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { transformSync } from "esbuild";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { ApiGatewayOrigin, ApiOrigin, MultiOriginDistribution, StaticOrigin } from "../../components/index";
import { root } from "../../repository";
import { withEdge, withPack, withStack } from "../support/engine";
import { sendRequest } from "../support/https";
import { readmeSteps } from "../support/readmeSteps";
import { openWebSocket } from "../support/webSocket";

const headerOnResponses = `function handler(event) {
  event.response.headers["x-status"] = { value: String(event.response.statusCode) };
  return event.response;
}`;
const versionOnly = `function handler(event) {
  return event.request.uri === "/v1" ? { statusCode: 204, statusDescription: "No Content" } : event.request;
}`;

/** Runs `chat.ts` of components/README.md. */
function readmeChat(): ApiGatewayOrigin {
  const file = readmeSteps("components").find((step) => "file" in step && step.file === "chat.ts");
  assert.ok(file !== undefined && "content" in file);
  const { code } = transformSync(file.content, { loader: "ts", format: "cjs" });
  const modules: Readonly<Record<string, object>> = {
    "@pulumi/aws": { apigatewayv2, iam, lambda },
    "@pulumi/pulumi": pulumi,
  };
  const module = { exports: {} as { readonly chat: ApiGatewayOrigin } };
  Reflect.apply(compileFunction(code, ["require", "module"]), undefined, [(name: string) => modules[name], module]);
  return module.exports.chat;
}

/** All features at once, with an API and two buckets. */
async function program(): Promise<Record<string, unknown>> {
  const { zoneId } = await route53.getZone({ name: "example.com" });
  const api = new ApiOrigin("api", { entry: join(root, "examples", "own-program", "api", "hello.ts") });
  const site = new StaticOrigin("site", { directory: join(root, "site") });
  const backup = new StaticOrigin("backup", { directory: join(root, "site") });
  const front = new MultiOriginDistribution("front", {
    defaultRoute: {
      origin: site.origin,
      failover: backup.origin,
      directoryIndex: true,
      notFoundPage: "/404.html",
      viewerResponse: { code: headerOnResponses },
    },
    routes: [
      {
        paths: ["/api/cached", "/api/cached/*"],
        origin: api.origin,
        cache: { ttl: { default: 60 }, headers: ["Authorization"], queryStrings: "all" },
        forwardHeaders: ["X-Trace"],
      },
      { paths: ["/api", "/api/*"], origin: api.origin },
      { paths: ["/v1", "/v1/*"], origin: api.origin, stripPrefix: "/v1", viewerRequest: { code: versionOnly } },
      { paths: ["/socket"], origin: readmeChat() },
      { paths: ["/shop/*"], origin: { kind: "custom", name: "shop", domainName: "shop.example.net" } },
    ],
    domain: {
      name: "www.example.com",
      otherNames: ["example.com", "*.example.com"],
      redirectNames: ["old.example.com"],
      hostedZoneId: zoneId,
    },
    managedWebAcl: {},
    accessLogs: {},
    geoRestriction: { deny: ["AQ"] },
  });
  site.grantRead(front.distributionArn);
  backup.grantRead(front.distributionArn);
  return { dnsRecords: front.dnsRecords };
}

describe("MultiOriginDistribution with every feature on the engine", () => {
  it("passes the policy pack, serves requests, and has no changes in a second preview", async () => {
    await withStack({ program, config: { "multi-origin:hostedZone": "example.com" } }, async (session) => {
      for (const operation of ["preview", "up"] as const) {
        const { passed, violations, output } = await withPack(session, operation);
        assert.deepEqual([passed, violations], [true, []], output);
      }
      const { dnsRecords } = await session.stack.outputs();
      assert.equal((dnsRecords?.value as object[]).length, 12);

      await withEdge(session, async (edge) => {
        const answers = ["/", "/about", "/about/", "/none", "/api/hello", "/api/cached/x"].map(async (path) => {
          const { status, headers } = await sendRequest(edge, "www.example.com", path);
          return [path, status, headers.location ?? headers["content-type"]];
        });
        assert.deepEqual(await Promise.all(answers), [
          ["/", 200, "text/html; charset=utf-8"],
          ["/about", 302, "https://www.example.com/about/"],
          ["/about/", 200, "text/html; charset=utf-8"],
          ["/none", 404, "text/html; charset=utf-8"],
          ["/api/hello", 200, "application/json"],
          ["/api/cached/x", 200, "application/json"],
        ]);
        assert.equal((await sendRequest(edge, "a.example.com", "/")).status, 200, "a hostname under the wildcard");
        const stripped = await sendRequest(edge, "www.example.com", "/v1/orders");
        assert.equal(stripped.body, '{"path":"/orders"}');
        assert.equal((await sendRequest(edge, "www.example.com", "/v1")).status, 204);
        assert.equal((await sendRequest(edge, "www.example.com", "/none")).headers["x-status"], "404");
        const { ask, socket } = await openWebSocket(edge, "www.example.com", "/socket");
        assert.equal(await ask("hello"), "Received: hello");
        socket.close();
        for (const path of ["/about?a=1", "/api/hello?a=1"]) {
          const { status, headers } = await sendRequest(edge, "old.example.com", path);
          assert.deepEqual([status, headers.location], [301, `https://www.example.com${path}`]);
        }
      });

      const { changeSummary } = await session.stack.preview({ color: "never" });
      assert.deepEqual(Object.keys(changeSummary), ["same"]);
    });
  });
});
