// The commands of the published package. `policy-pack/build.mjs` bundles this file.
import { Command } from "commander";
import { Entrance, runFor } from "./entrance";
import { printLine, run, Runnable } from "./terminal";

/** What the bundle cannot read from its own folder. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** The folder of the package. */
  readonly folder: string;
  /** The oldest Pulumi CLI that runs a file as a policy pack. */
  readonly minimumPulumiCli: string;
}

type Definition = (entrance: Entrance) => Runnable;

interface PackageCommand {
  readonly summary: string;
  /** A command loads only its own modules. */
  readonly load: () => Promise<Definition>;
}

const commands: Readonly<Record<string, PackageCommand>> = {
  audit: {
    summary: "check stacks with the rules, from exports or previews",
    load: async () => (await import("./definitions/audit")).auditCommand,
  },
  map: {
    summary: "print viewers, cache behaviors and origins, and what an update changes",
    load: async () => (await import("./definitions/map")).mapCommand,
  },
  explain: {
    summary: "trace one request without sending it",
    load: async () => (await import("./definitions/explain")).explainCommand,
  },
  diagnose: {
    summary: "send a request and report which layer responded, and why",
    load: async () => (await import("./definitions/diagnose")).diagnoseCommand,
  },
  adopt: {
    summary: "print a program that adopts a distribution as a MultiOriginDistribution",
    load: async () => (await import("./definitions/adopt")).adoptCommand,
  },
};

/** Runs the package's executable. */
export async function runPackage(installed: Package, words: readonly string[]): Promise<void> {
  const [name = "", ...rest] = words;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    await run(ownCommand(installed), ownExitCodes, words);
  } else {
    await runFor(await entranceOf(installed), await command.load(), rest);
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
  const list = Object.entries(commands).map(([command, { summary }]) => `  ${command.padEnd(10)} ${summary}`);
  return new Command(name)
    .usage("[command] [options]")
    .description(
      "Prints the path of the policy pack, for pulumi preview --policy-pack. With a command, checks or explains stacks instead.",
    )
    .version(version)
    .argument("[command]", "a command of the list below; its --help describes it")
    .addHelpText("after", `\nCommands:\n${list.join("\n")}`)
    .action(async (unknownCommand?: string) => {
      if (unknownCommand !== undefined) {
        throw new Error(
          `"${unknownCommand}" is not a command of ${name}; use ${Object.keys(commands).join(", ")}, or no command.`,
        );
      }
      const { packPath } = await import("./packPath");
      const { path, warning } = await packPath(installed);
      printLine(path);
      if (warning !== undefined) {
        process.stderr.write(`${warning}\n`);
      }
    });
}
