import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account } from "../../../local-aws/aws/account";
import { inertTypes } from "../../../local-aws/provider/inertTypes";
import { Resources } from "../../../local-aws/provider/resources";

const table = "aws:dynamodb/table:Table";

describe("A resource type that the local AWS does not model", () => {
  it("is an error that names the type, unless it is inert", () => {
    const resources = new Resources(new Account(), () => "eu-west-1", "nested");
    assert.throws(() => resources.create(table, {}), /does not support the resource type aws:dynamodb\/table:Table/);
  });

  it("returns its inputs, an ARN and placeholders, keeps them in an update, and is reported once", () => {
    const reported: string[] = [];
    const inert = inertTypes((type) => reported.push(type));
    const resources = new Resources(new Account(), () => "eu-west-1", "nested", [], inert);
    const inputs = resources.check(table, { hashKey: "id" }, {}, "orders-1234567");
    const { id, outputs } = resources.create(table, inputs);
    assert.match(id, /^not-modeled-[0-9a-f]{12}$/);
    assert.deepEqual(
      [outputs.name, outputs.hashKey, outputs.arn, outputs.streamLabel],
      ["orders-1234567", "id", `arn:aws:dynamodb:eu-west-1:123456789012:${id}`, `streamlabel.${id}.invalid`],
    );
    assert.equal(resources.update(table, id, { ...inputs, hashKey: "key" }).outputs.arn, outputs.arn);
    resources.delete(table, id);
    assert.equal(resources.read(table, id), undefined);
    assert.deepEqual(reported, [table]);
  });

  it("of aws-native returns placeholders for what the SDK in the program's folder declares", () => {
    const folder = mkdtempSync(join(tmpdir(), "program-"));
    const sdk = join(folder, "node_modules", "@pulumi", "aws-native", "sqs");
    mkdirSync(sdk, { recursive: true });
    writeFileSync(join(sdk, "queue.js"), '            resourceInputs["endpoint"] = undefined /*out*/;\n');
    const declared =
      "readonly endpoint: pulumi.Output<string>;\n    readonly tags: pulumi.Output<string[] | undefined>;";
    writeFileSync(join(sdk, "queue.d.ts"), `export declare class Queue {\n    ${declared}\n}\n`);
    const resources = new Resources(
      new Account(),
      () => "eu-west-1",
      "nested",
      [],
      inertTypes(() => undefined),
    );
    const before = process.cwd();
    process.chdir(folder);
    try {
      const { id, outputs } = resources.create("aws-native:sqs:Queue", { queueName: "q" });
      const arn = `arn:aws:sqs:eu-west-1:123456789012:${id}`;
      assert.deepEqual(outputs, { id, queueName: "q", arn, endpoint: `endpoint.${id}.invalid` });
    } finally {
      process.chdir(before);
      rmSync(folder, { recursive: true });
    }
  });

  it("returns its inputs and an ARN if its SDK is not available", () => {
    const resources = new Resources(
      new Account(),
      () => "eu-west-1",
      "nested",
      [],
      inertTypes(() => undefined),
    );
    const { id, outputs } = resources.create("aws-native:sqs:Queue", { queueName: "q" });
    assert.deepEqual(outputs, { id, queueName: "q", arn: `arn:aws:sqs:eu-west-1:123456789012:${id}` });
  });
});
