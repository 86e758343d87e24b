import { LocalWorkspace, OutputMap, PulumiCommand, Stack, UpdateSummary } from "@pulumi/pulumi/automation";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import assert from "node:assert/strict";
import { Program } from "../../local-aws/engine/project";
import * as signatures from "../../local-aws/provider/signatures";
import { withStack } from "../support/engine";

const program: Program = () => Promise.resolve({ text: "a", list: ["b", { c: 1 }] });

interface RunsCommands {
  run(args: string[], ...rest: unknown[]): Promise<unknown>;
}

/** Records the commands for which the Automation API starts the CLI. */
function recordCommands({ workspace }: Stack): string[] {
  const commands: string[] = [];
  const cli = workspace.pulumiCommand as PulumiCommand & RunsCommands;
  const run = cli.run.bind(cli);
  cli.run = (args, ...rest) => {
    commands.push(args[0] ?? "");
    return run(args, ...rest);
  };
  return commands;
}

describe("The Automation API of a local stack", () => {
  it("starts the CLI once for each operation", async () => {
    await withStack({ program, config: {} }, async ({ stack }) => {
      const commands = recordCommands(stack);
      await stack.preview();
      await stack.up();
      await stack.refresh();
      await stack.destroy();
      assert.deepEqual(commands, ["preview", "up", "refresh", "destroy"]);
    });
  });

  it("reads from the backend the outputs and the summary that the CLI reports", async () => {
    await withStack({ program, config: {} }, async ({ stack }) => {
      const { outputs, summary } = await stack.up();
      const byCli: [OutputMap, UpdateSummary | undefined] = [
        await LocalWorkspace.prototype.stackOutputs.call(stack.workspace, stack.name),
        await Stack.prototype.info.call(stack),
      ];
      assert.deepEqual([outputs, { ...summary, config: {} }], [byCli[0], { ...byCli[1], config: {} }]);
    });
  });
});

describe("The signatures of the local provider", () => {
  it("are those of Pulumi's SDK", () => {
    const { unknownValue, specialSigKey, specialAssetSig, specialArchiveSig, specialSecretSig } = rpc;
    assert.deepEqual(
      { ...signatures },
      {
        unknownValue,
        signatureKey: specialSigKey,
        assetSignature: specialAssetSig,
        archiveSignature: specialArchiveSig,
        secretSignature: specialSecretSig,
      },
    );
  });
});
