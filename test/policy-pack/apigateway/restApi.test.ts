import assert from "node:assert/strict";
import { readRestApi } from "../../../policy-pack/apigateway/restApi";
import { isKnown } from "../../../policy-pack/program/maybe";
import { resource } from "../../support/distributions";

describe("The routes of a REST API", () => {
  const api = resource("aws:apigateway/restApi:RestApi", "api", { id: "abc", rootResourceId: "root" });
  const part = (name: string, parentId: string): ReturnType<typeof resource> =>
    resource("aws:apigateway/resource:Resource", name, { id: name, restApi: "abc", parentId, pathPart: name });
  const method = (name: string, resourceId: string): ReturnType<typeof resource> =>
    resource("aws:apigateway/method:Method", name, { restApi: "abc", resourceId, httpMethod: "GET" });

  it("are unknown for a method whose resource is its own ancestor, and known for the others", () => {
    const resources = [
      api,
      part("a", "c"),
      part("b", "a"),
      part("c", "b"),
      part("pets", "root"),
      method("circular", "b"),
      method("list", "pets"),
    ];
    const [circular, list] = readRestApi(api, resources).routes;
    assert.ok(circular !== undefined && !isKnown(circular));
    assert.equal(circular.reason, "the parents of resource b are a circle");
    assert.ok(list !== undefined && isKnown(list));
    assert.equal(list.path, "/pets");
  });
});
