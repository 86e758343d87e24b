import { LocalWorkspace, OutputMap, PulumiCommand, Stack, UpdateSummary } from "@pulumi/pulumi/automation";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import assert from "node:assert/strict";
import { findCli } from "../../local-aws/engine/cli";
import { Program } from "../../local-aws/engine/project";
import * as signatures from "../../local-aws/provider/signatures";
import { withStack } from "../support/engine";

const program: Program = () => Promise.resolve({ text: "a", list: ["b", { c: 1 }] });

interface RunsCommands {
  run: (args: string[], ...rest: unknown[]) => Promise<unknown>;
}

/** The commands for which the Automation API starts the CLI while `use` runs. */
async function commandsDuring(use: () => Promise<void>): Promise<string[]> {
  const commands: string[] = [];
  const cli = (await findCli(console.log)) as PulumiCommand & RunsCommands;
  const { run } = cli;
  cli.run = (args, ...rest) => {
    commands.push(args[0] ?? "");
    return run.call(cli, args, ...rest);
  };
  try {
    await use();
  } finally {
    cli.run = run;
  }
  return commands;
}

describe("The Automation API of a local stack", () => {
  it("starts the CLI once for each operation, and not to open the stack", async () => {
    // The first stack of this name is created, later ones are copies.
    await withStack({ program, config: {} }, () => Promise.resolve());
    const commands = await commandsDuring(() =>
      withStack({ program, config: {} }, async ({ stack }) => {
        await stack.preview();
        await stack.up();
        await stack.refresh();
        await stack.destroy();
      }),
    );
    assert.deepEqual(commands, ["preview", "up", "refresh", "destroy"]);
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
