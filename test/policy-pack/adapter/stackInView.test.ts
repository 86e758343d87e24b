import { AnalyzerPropertyDependencies, AnalyzerResource } from "@pulumi/pulumi/proto/analyzer_pb";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stackInView } from "../../../policy-pack/adapter/stackInView";
import { resourceTypes } from "../../../policy-pack/rules/resourceTypes";
import { root } from "../../../repository";

const distribution = "aws:cloudfront/distribution:Distribution";
const queue = "aws:sqs/queue:Queue";

function resource(type: string, name: string, ...sources: string[]): AnalyzerResource {
  const made = new AnalyzerResource().setType(type).setName(name).setUrn(name);
  if (sources.length > 0) {
    made.getPropertydependenciesMap().set("property", new AnalyzerPropertyDependencies().setUrnsList(sources));
  }
  return made;
}

function namesInView(...resources: AnalyzerResource[]): string[] {
  return stackInView(resources).map((seen) => seen.getName());
}

describe("the part of a stack that rules can see", () => {
  it("is nothing where there is no distribution to judge", () => {
    assert.deepEqual(namesInView(resource("aws:apigatewayv2/api:Api", "api"), resource(queue, "queue")), []);
  });

  for (const type of [
    distribution,
    "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
    "aws-native:cloudfront:Distribution",
  ]) {
    it(`has ${type} and what rules look at, in the stack's order, without the rest`, () => {
      const names = namesInView(
        resource("aws:route53/record:Record", "record"),
        resource(queue, "queue"),
        resource(type, "front"),
        resource("aws:apigateway/stage:Stage", "stage"),
      );
      assert.deepEqual(names, ["record", "front", "stage"]);
    });
  }

  it("has whatever a property in it may come from, of any type, and what that comes from in turn", () => {
    const names = namesInView(
      resource("pulumi:pulumi:StackReference", "other stack"),
      resource("command:local:Command", "script", "other stack"),
      resource(queue, "queue", "script"),
      resource(distribution, "front", "script"),
    );
    assert.deepEqual(names, ["other stack", "script", "front"]);
  });

  it("takes resources that depend on each other or on one that is gone", () => {
    assert.deepEqual(namesInView(resource(distribution, "front", "key", "gone"), resource(queue, "key", "front")), [
      "front",
      "key",
    ]);
  });

  it("has every type that the pack's code names", () => {
    const folder = join(root, "policy-pack");
    const named = ["program", "cloudfront", "apigateway", "rules"].flatMap((room) =>
      readdirSync(join(folder, room), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .flatMap((file) => readFileSync(join(folder, room, file), "utf8").match(/"aws(-native)?:[^" ]+"/g) ?? []),
    );
    assert.ok(named.length > 20);
    assert.deepEqual(
      named.filter((type) => !resourceTypes.has(type.slice(1, -1))),
      [],
    );
  });
});
