import {
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
} from "@pulumi/pulumi/proto/analyzer_pb";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stackInView } from "../../../policy-pack/adapter/stackInView";
import { resourceTypes } from "../../../policy-pack/findings/resourceTypes";
import { root } from "../../../repository";

const distribution = "aws:cloudfront/distribution:Distribution";
const queue = "aws:sqs/queue:Queue";

function resource(type: string, name: string, ...sources: string[]): AnalyzerResource {
  const created = new AnalyzerResource().setType(type).setName(name).setUrn(name);
  if (sources.length > 0) {
    created.getPropertydependenciesMap().set("property", new AnalyzerPropertyDependencies().setUrnsList(sources));
  }
  return created;
}

function namesInView(...resources: AnalyzerResource[]): string[] {
  return stackInView(resources).map((seen) => seen.getName());
}

describe("stackInView", () => {
  it("is empty without a distribution", () => {
    assert.deepEqual(namesInView(resource("aws:apigatewayv2/api:Api", "api"), resource(queue, "queue")), []);
  });

  for (const type of [
    distribution,
    "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
    "aws-native:cloudfront:Distribution",
  ]) {
    it(`has ${type} and the types that rules read, in the order of the stack`, () => {
      const names = namesInView(
        resource("aws:route53/record:Record", "record"),
        resource(queue, "queue"),
        resource(type, "cdn"),
        resource("aws:apigateway/stage:Stage", "stage"),
      );
      assert.deepEqual(names, ["record", "cdn", "stage"]);
    });
  }

  it("has the resources that its properties depend on, of any type, and their dependencies", () => {
    const names = namesInView(
      resource("pulumi:pulumi:StackReference", "other stack"),
      resource("command:local:Command", "script", "other stack"),
      resource(queue, "queue", "script"),
      resource(distribution, "cdn", "script"),
    );
    assert.deepEqual(names, ["other stack", "script", "cdn"]);
  });

  it("has the resources that can create others, but no components", () => {
    const byProvider = (type: string) => resource(type, type).setProvider(new AnalyzerProviderResource());
    const names = namesInView(
      resource(distribution, "cdn"),
      byProvider("aws:cloudformation/stack:Stack"),
      byProvider("command:local:Command"),
      byProvider(queue),
      resource("acme:index:Shop", "component"),
    );
    assert.deepEqual(names, ["cdn", "aws:cloudformation/stack:Stack", "command:local:Command"]);
  });

  it("accepts resources that depend on each other or on a missing one", () => {
    assert.deepEqual(namesInView(resource(distribution, "cdn", "key", "gone"), resource(queue, "key", "cdn")), [
      "cdn",
      "key",
    ]);
  });

  it("has every type that the pack's code mentions", () => {
    const folder = join(root, "policy-pack");
    const named = ["program", "cloudfront", "apigateway", "rules"].flatMap((part) =>
      readdirSync(join(folder, part), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .flatMap(
          (file) => readFileSync(join(folder, part, file), "utf8").match(/"aws(-native)?:[^" :]+:[^" ]+"/g) ?? [],
        ),
    );
    assert.ok(named.length > 20);
    assert.deepEqual(
      named.filter((type) => !resourceTypes.has(type.slice(1, -1))),
      [],
    );
  });
});
