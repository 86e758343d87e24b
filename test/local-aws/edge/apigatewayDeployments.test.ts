import assert from "node:assert/strict";
import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, TLSSocket } from "node:tls";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { Edge, startEdge } from "../../../local-aws/edge";
import { ApiGateway } from "../../../local-aws/edge/apigateway";
import { AccessLogs } from "../../../local-aws/edge/apigateway/accessLogs";
import { Connections } from "../../../local-aws/edge/apigateway/webSocket/connections";
import { Throttling } from "../../../local-aws/edge/apigateway/throttling";
import { Functions } from "../../../local-aws/edge/lambda";
import { Resources } from "../../../local-aws/provider/resources";
import { put, putFunction, putRecord, region } from "../../support/account";
import { putEcho, putHttp, putRest } from "../../support/apiGateway";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";

describe("A REST API that the provider created", () => {
  const account = new Account();
  const edge = serving(account);
  const resources = new Resources(account, () => region, "nested");
  const create = (type: string, inputs: JsonObject) => resources.create(`aws:apigateway/${type}`, inputs);
  const echo = putFunction(account);

  function addMethod(restApi: string, resourceId: string, httpMethod: string): void {
    const method = { restApi, resourceId, httpMethod };
    create("method:Method", { ...method, authorization: "NONE" });
    create("integration:Integration", { ...method, type: "AWS_PROXY", integrationHttpMethod: "POST", uri: echo });
  }

  it("serves the methods that existed at its deployment, and new ones after the next deployment", async () => {
    const api = create("restApi:RestApi", { name: "api", endpointConfiguration: { types: "REGIONAL" } });
    const proxy = { restApi: api.id, parentId: api.outputs.rootResourceId as string, pathPart: "{proxy+}" };
    const { id: resourceId } = create("resource:Resource", proxy);
    addMethod(api.id, resourceId, "GET");
    const first = create("deployment:Deployment", { restApi: api.id, triggers: { version: "1" } });
    const stage = { restApi: api.id, stageName: "prod" };
    const { id: stageId } = create("stage:Stage", { ...stage, deployment: first.id });
    addMethod(api.id, resourceId, "POST");

    const host = `${api.id}.execute-api.${region}.amazonaws.com`;
    const status = async (method: string) => (await sendRequest(edge(), host, "/prod/a", { method })).status;
    assert.deepEqual([await status("GET"), await status("POST")], [200, 403]);
    const second = create("deployment:Deployment", { restApi: api.id, triggers: { version: "2" } });
    resources.update("aws:apigateway/stage:Stage", stageId, { ...stage, deployment: second.id });
    assert.deepEqual([await status("GET"), await status("POST")], [200, 200]);
    // AWS does not return the snapshot, so neither the engine nor a refresh receives it.
    assert.deepEqual(Object.keys(second.outputs).sort(), ["createdDate", "id", "region", "restApi", "triggers"]);
  });
});

describe("API Gateway's certificate", () => {
  const account = new Account();
  const edge = serving(account);

  async function names(host: string): Promise<string | undefined> {
    const socket = await new Promise<TLSSocket>((resolve, reject) => {
      const options = {
        host: "127.0.0.1",
        port: edge().port,
        servername: host,
        ca: readFileSync(edge().hostnamesCaFile),
      };
      const connecting = connect(options, () => {
        resolve(connecting);
      }).on("error", reject);
    });
    const { subjectaltname } = socket.getPeerCertificate();
    socket.destroy();
    return subjectaltname;
  }

  /** A regional custom domain of each kind of API. */
  const kinds: Readonly<Record<string, (arn: string) => [type: string, properties: JsonObject]>> = {
    REST: (arn) => ["aws:apigateway/domainName:DomainName", { regionalCertificateArn: arn, regionalDomainName: "d-1" }],
    HTTP: (arn) => ["aws:apigatewayv2/domainName:DomainName", { domainNameConfiguration: { certificateArn: arn } }],
  };
  for (const [kind, properties] of Object.entries(kinds)) {
    it(`for a regional custom domain of ${kind} APIs is that of the domain`, async () => {
      const host = `${kind.toLowerCase()}.example.com`;
      const certificate = { domainName: "example.com", subjectAlternativeNames: ["*.example.com"] };
      const [type, settings] = properties(put(account, "aws:acm/certificate:Certificate", certificate));
      put(account, type, { domainName: host, ...settings }, { id: host });
      putRecord(account, host, `d-1.execute-api.${region}.amazonaws.com`);
      assert.match(String(await names(host)), /^DNS:example\.com, .*DNS:\*\.example\.com/);
    });
  }

  it("for a default endpoint, a target domain name or an unknown name is that of the region", async () => {
    for (const host of ["abc", "d-abc"]) {
      const name = `${host}.execute-api.${region}.amazonaws.com`;
      assert.match(String(await names(name)), new RegExp(`^DNS:\\*\\.execute-api\\.${region}\\.amazonaws\\.com`));
    }
    const edgeDomain = { domainName: "edge.example.com", cloudfrontDomainName: "d1.cloudfront.net" };
    put(account, "aws:apigateway/domainName:DomainName", edgeDomain, { id: edgeDomain.domainName });
    const parts = {
      account,
      functions: new Functions(account, "", ""),
      throttling: new Throttling(),
      accessLogs: new AccessLogs(""),
      connections: new Connections(),
      region,
    };
    for (const name of ["front.example.com", edgeDomain.domainName]) {
      assert.deepEqual(new ApiGateway(parts).certificateNames(name), [`*.execute-api.${region}.amazonaws.com`]);
    }
  });
});

describe("The access log of an API Gateway stage", () => {
  const account = new Account();
  const folder = mkdtempSync(join(tmpdir(), "access-logs-"));
  let edge: Edge;
  before(async () => {
    edge = await startEdge({ account, folder, port: 0, httpPort: 0 });
  });
  after(async () => {
    await edge.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const logged = (group: string) =>
    readFileSync(join(folder, "logs", `_apis_${group}.log`), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
  const settings = (group: string) => ({
    destinationArn: `arn:aws:logs:${region}:123456789012:log-group:/apis/${group}`,
    format: JSON.stringify({
      id: "$context.requestId",
      from: "$context.identity.sourceIp",
      call: "$context.httpMethod $context.path",
      route: "$context.routeKey",
      status: "$context.status",
      length: "$context.responseLength",
      unknown: "$context.unknown.knows",
    }),
  });

  it("has a line in the stage's format for each request, including rejected ones", async () => {
    const fn = putFunction(account);
    const { domainName } = putHttp(account, fn, { stage: { accessLogSettings: settings("http") } });
    const [ok] = [
      await sendRequest(edge, domainName, "/a?b=1"),
      await sendRequest(edge, domainName, "/", { method: "POST" }),
    ];
    const line = { from: "127.0.0.1", unknown: "-" };
    const [first, second, ...more] = logged("http");
    const length = String(ok.body.length);
    const route = "ANY /{proxy+}";
    assert.deepEqual(first, {
      ...line,
      id: ok.headers["apigw-requestid"],
      call: "GET /a",
      route,
      status: "200",
      length,
    });
    assert.deepEqual(second, { ...line, id: second?.id, call: "POST /", route: "-", status: "404", length: "23" });
    assert.deepEqual(more, []);
  });

  it("exists for stages of REST APIs, but not for a stage without settings", async () => {
    const { domainName } = putRest(account, putEcho(account), { stage: { accessLogSettings: settings("rest") } });
    const { headers } = await sendRequest(edge, domainName, "/prod/a");
    await sendRequest(edge, putRest(account, putEcho(account)).domainName, "/prod/a");
    assert.deepEqual(
      logged("rest").map(({ id, call }) => [id, call]),
      [[headers["x-amzn-requestid"], "GET /prod/a"]],
    );
  });
});
