// The executable of the package, which `local-aws/build.mjs` bundles.
import { Command, Option } from "commander";
import { resolve } from "node:path";
import { openProject } from "../local-aws/engine/anyProject";
import { defaultPack } from "../local-aws/engine/defaultPack";
import { startExitCodes, withStartOptions } from "./start/options";
import { start, StartOptions } from "./start/start";
import { run } from "./terminal";

interface Options extends Omit<StartOptions, "command" | "pack" | "paths"> {
  /** False for `--no-pack`. */
  readonly pack: string | false;
}

const name = "pulumi-local-front";

const command = new Command(name)
  .description(
    "Deploys the Pulumi program in this folder to the local AWS and serves it over HTTPS until Ctrl-C. Edits are served and " +
      "deployed immediately. The state is kept in .local and used by the next start.",
  )
  .option("--stack <name>", "the stack; the values of its Pulumi.<stack>.yaml apply if the file exists", "dev")
  .addOption(
    new Option("--pack <path>", "a policy pack: a folder, or a file that starts one").default(
      defaultPack(),
      "pulumi-multi-origin-policies",
    ),
  )
  .option("--no-pack", "deploy without a policy pack");

withStartOptions(command).action(async ({ pack, ...options }: Options) => {
  const packPath = pack === false ? undefined : resolve(pack);
  await start(openProject(process.cwd()), { ...options, command: `npx ${name}`, pack: packPath, paths: ["/"] });
  process.exit(0);
});

void run(command, startExitCodes);
