// The executable of the package, which `local-aws/build.mjs` bundles.
import { Command, Option } from "commander";
import { resolve } from "node:path";
import { openProject, stateFolderOf } from "../local-aws/engine/anyProject";
import { defaultPack } from "../local-aws/engine/defaultPack";
import { Entrance } from "./entrance";
import { previewExitCodes, previewStack } from "./previewStack";
import { startExitCodes, withStartOptions } from "./start/options";
import { start, StartOptions } from "./start/start";
import { listOf, readingCommands, rejectUnknown, runSubcommand, Subcommands } from "./subcommands";
import { run, Runnable } from "./terminal";

interface ProgramOptions {
  readonly stack: string;
  /** False for `--no-pack`. */
  readonly pack: string | false;
}

type ServeOptions = ProgramOptions & Omit<StartOptions, "command" | "pack" | "paths">;

const name = "pulumi-local-front";
const typed = `npx ${name}`;

const subcommands: Subcommands = {
  preview: {
    summary: "preview the program with the policy pack",
    load: () => Promise.resolve(previewCommand),
  },
  ...readingCommands,
  trust: {
    summary: "print the command by which browsers trust the local certificates",
    load: async () => {
      const { trustCommand } = await import("./definitions/trust");
      return ({ usage }) => trustCommand(usage("trust"), typed, () => openProject(process.cwd()).stateFolder);
    },
  },
};

function serveCommand(): Command {
  const command = new Command(name)
    .usage("[command] [options]")
    .description(
      "Deploys the Pulumi program in this folder to the local AWS and serves it over HTTPS until Ctrl-C. Edits are served and " +
        "deployed immediately. The state is kept in .local and used by the next start. The commands below also work while it runs.",
    )
    .argument("[command]", "one of the commands below; its --help describes it")
    .addHelpText("after", listOf(subcommands));
  return withStartOptions(withProgramOptions(command)).action(
    async (word: string | undefined, { pack, ...options }: ServeOptions) => {
      rejectUnknown(word, name, subcommands);
      await start(openProject(process.cwd()), { ...options, command: typed, pack: packPath(pack), paths: ["/"] });
      process.exit(0);
    },
  );
}

function previewCommand({ usage }: Entrance): Runnable {
  const command = new Command(usage("preview")).description(
    "Previews the Pulumi program in this folder with the policy pack against the local AWS.",
  );
  withProgramOptions(command).action(({ stack, pack }: ProgramOptions) =>
    previewStack(openProject(process.cwd()), { stack, pack: packPath(pack), command: `${typed} preview` }),
  );
  return { command, exitCodes: previewExitCodes };
}

function withProgramOptions(command: Command): Command {
  return command
    .option("--stack <name>", "the stack; the values of its Pulumi.<stack>.yaml apply if the file exists", "dev")
    .addOption(
      new Option("--pack <path>", "a policy pack: a folder, or a file that starts one").default(
        defaultPack(),
        "pulumi-multi-origin-policies",
      ),
    )
    .option("--no-pack", "use no policy pack");
}

function packPath(pack: string | false): string | undefined {
  return pack === false ? undefined : resolve(pack);
}

/** Loads the reader of stacks only for a command that needs it. */
async function entrance(): Promise<Entrance> {
  const { localStacks } = await import("../tools/localStacks");
  const folder = process.cwd();
  return {
    usage: (command) => `${name} ${command}`,
    stacks: localStacks({
      folder,
      stateFolder: stateFolderOf(folder),
      start: (stack) => (stack === undefined ? typed : `${typed} --stack ${stack}`),
    }),
  };
}

async function main(words: readonly string[]): Promise<void> {
  if (!(await runSubcommand(subcommands, entrance, words))) {
    await run(serveCommand(), startExitCodes, words);
  }
}

void main(process.argv.slice(2));
