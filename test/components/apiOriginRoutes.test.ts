import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiOrigin } from "../../components/apiOrigin";
import { deployApi, entry } from "../support/apiOrigin";
import { count, MockResource, only, resourcesOf } from "../support/mocks";
import { value } from "../support/outputs";

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
const invokeArn = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations`;

/** The resources of a type, by name. Resources are created in any order. */
function ofType(list: readonly MockResource[], type: string): MockResource[] {
  return list.filter((resource) => resource.type === type).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The last words of the permissions' source ARNs, by function. */
function permissions(list: readonly MockResource[]): string[][] {
  return ofType(list, "aws:lambda/permission:Permission").map(({ inputs }) => [
    String(inputs.function),
    String(inputs.sourceArn).replace(/^.*:[0-9a-f]{10}/, ""),
  ]);
}

describe("The routes of ApiOrigin", () => {
  const routes = { "POST /orders": { entry, memorySize: 512 }, "ANY /orders/{id}": { function: { arn } } };

  it("of an HTTP API invoke their own functions, next to the routes for all other requests", async () => {
    const { list } = await deployApi({ routes });
    const integrations = ofType(list, "aws:apigatewayv2/integration:Integration");
    assert.deepEqual(
      ofType(list, "aws:apigatewayv2/route:Route").map(({ inputs }) => inputs.routeKey),
      ["ANY /orders/{id}", "POST /orders", "ANY /{proxy+}", "ANY /"],
    );
    assert.equal(integrations.length, 3);
    assert.equal(integrations[0]!.inputs.integrationUri, invokeArn);
    assert.equal(count(list)["aws:lambda/function:Function"], 2);
    assert.equal(ofType(list, "aws:lambda/function:Function")[1]!.inputs.memorySize, 512);
  });

  for (const kind of ["rest-regional", "rest-edge"] as const) {
    it(`of ${kind} have a method on a resource, which invokes the API's function for all other methods`, async () => {
      const { list } = await deployApi({ kind, routes });
      assert.deepEqual(
        ofType(list, "aws:apigateway/resource:Resource").map(({ inputs }) => inputs.pathPart),
        ["orders", "{id}", "{proxy+}"],
      );
      const integrations = ofType(list, "aws:apigateway/integration:Integration").map(({ name, inputs }) => [
        name.replace(/-[0-9a-f]{8}-/, "-"),
        inputs.httpMethod,
        /function:([\w-]+?)(-[0-9a-f]{8}-function)?(-0000000)?\/invocations$/.exec(String(inputs.uri))?.[1],
      ]);
      assert.deepEqual(integrations, [
        ["api-any-integration", "ANY", "api-function"],
        ["api-any-orders-id-integration", "ANY", "orders"],
        ["api-orders-any-integration", "ANY", "api-function"],
        ["api-post-orders-integration", "POST", "api-post-orders"],
        ["api-root-integration", "ANY", "api-function"],
      ]);
    });
  }

  it("create another deployment of a REST API, and an API without routes keeps its own", async () => {
    const triggers = async (args: object) =>
      only((await deployApi({ kind: "rest-regional", ...args })).list, "aws:apigateway/deployment:Deployment").triggers;
    assert.deepEqual(await triggers({}), await triggers({ routes: {} }));
    assert.notDeepEqual(await triggers({}), await triggers({ routes }));
  });

  it("allow API Gateway to invoke each function only for its own route", async () => {
    const { list } = await deployApi({ routes });
    const [existing, all, post, ...others] = permissions(list);
    assert.deepEqual(all, ["api-function-0000000", "/*"]);
    assert.match(post![0]!, /^api-post-orders-[0-9a-f]{8}-function-0000000$/);
    assert.equal(post![1], "/*/POST/orders");
    assert.deepEqual(existing, [arn, "/*/*/orders/*"]);
    assert.deepEqual(others, []);
  });

  it("have an origin that waits for each function and permission", async () => {
    const { api } = await deployApi({ routes });
    const waits = await Promise.all(
      (api.origin.dependsOn ?? []).map(async (resource) => (await value(resource.urn)).replace(/^.*::/, "")),
    );
    assert.equal(waits.filter((name) => name.endsWith("-function")).length, 2);
    assert.equal(waits.filter((name) => name.endsWith("-permission")).length, 3);
  });

  it("are rejected with the route's path if esbuild cannot bundle an entry", async () => {
    const broken = join(mkdtempSync(join(tmpdir(), "entry-")), "broken.ts");
    writeFileSync(broken, "export const handler = (");
    const list = await resourcesOf(() => {
      assert.throws(
        () => new ApiOrigin("api", { entry, routes: { "GET /a": { entry: broken } } }),
        /routes\.GET \/a\.entry: esbuild cannot bundle/,
      );
    });
    assert.deepEqual(list, []);
  });
});

describe("An existing function of ApiOrigin", () => {
  it("is invoked by its ARN, and the component creates no function, role or log group for it", async () => {
    let api: ApiOrigin | undefined;
    const list = await resourcesOf(() => {
      api = new ApiOrigin("api", { function: { arn: pulumi.output(`${arn}:live`) } });
    });
    assert.deepEqual(count(list), {
      "aws:apigatewayv2/api:Api": 1,
      "aws:apigatewayv2/integration:Integration": 1,
      "aws:apigatewayv2/route:Route": 2,
      "aws:apigatewayv2/stage:Stage": 1,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:lambda/permission:Permission": 1,
    });
    const uri = only(list, "aws:apigatewayv2/integration:Integration").integrationUri;
    assert.equal(uri, invokeArn.replace("orders/", "orders:live/"));
    const permission = only(list, "aws:lambda/permission:Permission");
    assert.deepEqual([permission.function, permission.qualifier], [arn, "live"]);
    assert.ok(api);
    assert.equal(await value(api.functionName), "orders");
    assert.equal(await value(api.functionArn), `${arn}:live`);
    assert.equal(api.roleName, undefined);
    assert.equal(api.roleArn, undefined);
  });

  it("has a permission without a qualifier if its ARN has none", async () => {
    const { list } = await deployApi({ routes: { "GET /a": { function: { arn } } } });
    const [ofRoute] = ofType(list, "aws:lambda/permission:Permission");
    assert.deepEqual([ofRoute!.inputs.function, ofRoute!.inputs.qualifier], [arn, undefined]);
  });
});

describe("The outputs of ApiOrigin", () => {
  it("have the function's ARN and its role, so that a program can attach policies to it", async () => {
    const { list, api } = await deployApi();
    assert.match(await value(api.functionArn), /:function:api-function-0000000$/);
    assert.ok(api.roleName !== undefined && api.roleArn !== undefined);
    assert.equal(await value(api.roleName), "api-role-0000000");
    assert.equal(await value(api.roleArn), only(list, "aws:lambda/function:Function").role);
  });
});
