// The commands of the published package. `policy-pack/build.mjs` bundles this file.
import { Command } from "commander";
import { Entrance } from "./entrance";
import { listOf, readingCommands, rejectUnknown, runSubcommand, Subcommands } from "./subcommands";
import { printLine, run } from "./terminal";

/** What the bundle cannot read from its own folder. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** The folder of the package. */
  readonly folder: string;
  /** The oldest Pulumi CLI that runs a file as a policy pack. */
  readonly minimumPulumiCli: string;
}

const subcommands: Subcommands = {
  audit: {
    summary: "check stacks with the rules, from exports or previews",
    load: async () => (await import("./definitions/audit")).auditCommand,
  },
  ...readingCommands,
  adopt: {
    summary: "print a program that adopts a distribution as a MultiOriginDistribution",
    load: async () => (await import("./definitions/adopt")).adoptCommand,
  },
};

/** Runs the package's executable. */
export async function runPackage(installed: Package, words: readonly string[]): Promise<void> {
  if (!(await runSubcommand(subcommands, () => entranceOf(installed), words))) {
    await run(ownCommand(installed), ownExitCodes, words);
  }
}

// --help must print at once, so it loads none of these modules.
async function entranceOf({ name: executable }: Package): Promise<Entrance> {
  const { projectStacks } = await import("../tools/projectStacks");
  return { usage: (name) => `${executable} ${name}`, stacks: projectStacks };
}

const ownExitCodes = {
  0: "the path is printed",
  2: "no such command or option",
};

function ownCommand(installed: Package): Command {
  const { name, version } = installed;
  return new Command(name)
    .usage("[command] [options]")
    .description(
      "Prints the path of the policy pack, for pulumi preview --policy-pack. With a command, checks or explains stacks instead.",
    )
    .version(version)
    .argument("[command]", "one of the commands below; its --help describes it")
    .addHelpText("after", listOf(subcommands))
    .action(async (word?: string) => {
      rejectUnknown(word, name, subcommands);
      const { packPath } = await import("./packPath");
      const { path, warning } = await packPath(installed);
      printLine(path);
      if (warning !== undefined) {
        process.stderr.write(`${warning}\n`);
      }
    });
}
