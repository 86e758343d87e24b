import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { EngineEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Account } from "../../../local-aws/aws/account";
import { backendOf } from "../../../local-aws/engine/backend";
import { Program } from "../../../local-aws/engine/project";
import { withStack } from "../../support/engine";

const policyType = "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";
const selections = {
  headersConfig: { headerBehavior: "none" },
  cookiesConfig: { cookieBehavior: "none" },
  queryStringsConfig: { queryStringBehavior: "none" },
};

/** A program that creates resources and has no outputs. */
function program(make: () => unknown): Program {
  return () => {
    make();
    return Promise.resolve({});
  };
}

/** The engine writes null if there is no diff. */
type Metadata = Omit<StepEventMetadata, "diffs"> & { readonly diffs?: readonly string[] | null };

/** Collects the steps of an operation. */
function steps() {
  const seen: [name: string, op: OpType, properties: readonly string[]][] = [];
  return {
    seen,
    onEvent: ({ resOutputsEvent }: EngineEvent) => {
      if (resOutputsEvent !== undefined) {
        const { urn, op, diffs } = resOutputsEvent.metadata as Metadata;
        seen.push([urn.split("::").at(-1) ?? "", op, diffs ?? []]);
      }
    },
  };
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** Changes resources as a user of the AWS console does. */
function edit(account: Account, type: string, change: Record<string, string>): void {
  for (const resource of account.list(type)) {
    const inputs = { ...resource.inputs, ...change };
    account.put({ ...resource, inputs, outputs: { ...resource.outputs, ...change } });
  }
}

describe("The local provider on the engine", () => {
  it("reports changes and deletions outside of the engine in a refresh, and an up reverts them", async () => {
    const make = program(() => {
      new aws.cloudfront.OriginRequestPolicy("policy", { comment: "ours", ...selections });
      new aws.cloudwatch.LogGroup("logs", { retentionInDays: 30 });
    });
    await withStack({ program: make, config: {} }, async ({ stack, account }) => {
      await stack.up();
      edit(account, policyType, { comment: "theirs" });
      for (const { type, id } of account.list("aws:cloudwatch/logGroup:LogGroup")) {
        account.delete(type, id);
      }
      const { seen, onEvent } = steps();
      await stack.refresh({ onEvent });
      assert.deepEqual(
        seen.filter(([name]) => name === "policy"),
        [["policy", "update", ["comment"]]],
      );
      assert.deepEqual(
        seen.filter(([name]) => name === "logs").map(([, op]) => op),
        ["delete"],
      );
      const { summary } = await stack.up();
      assert.deepEqual(summary.resourceChanges, { create: 1, update: 1, same: 1 });
      assert.equal(account.list(policyType)[0]?.outputs.comment, "ours");
    });
  });

  it("imports by the ID of the aws provider, and the same program without the import changes nothing", async () => {
    const stageId = "abc123/$default";
    const make = (imported: boolean) =>
      program(() => {
        const by = (id: string) => (imported ? { import: id } : {});
        new aws.cloudfront.OriginRequestPolicy("policy", { name: "p", ...selections }, by("policy-id"));
        new aws.apigatewayv2.Stage("stage", { apiId: "abc123", name: "$default", autoDeploy: true }, by(stageId));
      });
    await withStack({ program: make(true), config: {} }, async ({ stack, account }) => {
      const there = { seed: "", type: policyType, id: "policy-id", inputs: { name: "p", ...selections } };
      account.put({ ...there, outputs: { ...there.inputs, id: "policy-id", etag: "E1" } });
      const stage = { apiId: "abc123", name: "$default", autoDeploy: true };
      const type = "aws:apigatewayv2/stage:Stage";
      account.put({
        seed: "",
        type,
        id: "$default",
        key: stageId,
        inputs: stage,
        outputs: { ...stage, id: "$default" },
      });

      const { summary } = await stack.up();
      assert.deepEqual(summary.resourceChanges, { create: 1, import: 2 });
      stack.workspace.program = make(false);
      await stack.up({ expectNoChanges: true });
      await stack.refresh({ expectNoChanges: true });
      assert.equal(account.all().length, 2);
    });
  });

  it("rejects an import of a resource that does not exist", async () => {
    const make = program(() => {
      new aws.cloudfront.OriginRequestPolicy("policy", { name: "p", ...selections }, { import: "missing" });
    });
    await withStack({ program: make, config: {} }, async ({ stack }) => {
      await assert.rejects(stack.up(), /'missing' does not exist/);
    });
  });

  it("waits for a certificate's records, and reports a timeout if they do not appear", async () => {
    const make = program(() => {
      const certificate = new aws.acm.Certificate("certificate", { domainName: "a.example.com" });
      new aws.acm.CertificateValidation("issued", { certificateArn: certificate.arn });
    });
    await withStack({ program: make, config: {}, readyTimeout: 100 }, async ({ stack }) => {
      await assert.rejects(stack.up(), /waiting for ACM Certificate \(arn:aws:acm:.*last state: 'PENDING_VALIDATION'/);
    });
  });

  for (const acceptSecrets of [true, false]) {
    it(`keeps secrets encrypted in the state, ${acceptSecrets ? "also inside a property" : "also if the engine does not mark them"}`, async () => {
      const make = program(() => {
        const password = new random.RandomPassword("password", { length: 48, special: false });
        const environment = { variables: { SECRET: password.result, TOKEN: pulumi.secret("plain text of a secret") } };
        new aws.lambda.Function("function", { role: "arn:aws:iam::123456789012:role/r", environment });
      });
      await withStack({ program: make, config: {}, acceptSecrets }, async ({ stack, account, folder }) => {
        await stack.up();
        await stack.refresh();
        const [created] = account.list("aws:lambda/function:Function");
        const { variables } = created?.outputs.environment as unknown as { variables: Record<string, string> };
        assert.equal(variables.TOKEN, "plain text of a secret", "AWS receives the plain text");
        assert.match(variables.SECRET ?? "", /^[A-Za-z0-9]{48}$/);
        const written = filesIn(backendOf(folder)).map((file) => readFileSync(file, "utf8"));
        assert.ok(written.some((text) => text.includes("aws:lambda/function:Function")));
        for (const secret of Object.values(variables)) {
          assert.ok(!written.some((text) => text.includes(secret)), "the engine wrote a secret in plain text");
        }
        await stack.up({ expectNoChanges: true });
      });
    });
  }
});
