import { Command, Option } from "commander";
import { auditText, FailOn, failsAudit } from "../../tools/audit";
import { readPolicyPackConfigFile } from "../../tools/policyPackConfig";
import { readStateFile } from "../../tools/state";
import { verdictsOf } from "../../tools/verdicts";
import { Entrance } from "../entrance";
import { print, printJson, Runnable } from "../terminal";

interface Options {
  readonly failOn: FailOn;
  readonly json: boolean;
  readonly policyPackConfig?: string;
}

export function auditCommand({ usage }: Entrance): Runnable {
  const command = new Command(usage("audit"))
    .description(
      "Checks deployed distributions with the policy pack's rules, from stack exports " +
        "(pulumi stack export --show-secrets --file <file>), or planned ones, from previews " +
        "(pulumi preview --json --show-sames > <file>).",
    )
    .argument("<file...>", "stack exports or previews; - is standard input")
    .addOption(
      new Option("--fail-on <level>", "the lowest level that fails the audit: advisory is any finding")
        .choices(["mandatory", "advisory"])
        .default("mandatory"),
    )
    .option(
      "--policy-pack-config <file>",
      "levels, settings and exceptions, as pulumi preview --policy-pack-config reads them",
    )
    .option("--json", "print the verdicts as JSON", false)
    .action((files: string[], { failOn, json, policyPackConfig }: Options) => {
      const config = policyPackConfig === undefined ? undefined : readPolicyPackConfigFile(policyPackConfig);
      const verdicts = files.flatMap((file) => verdictsOf(readStateFile(file), config));
      if (json) {
        printJson(verdicts);
      } else {
        print(auditText(verdicts));
      }
      process.exitCode = failsAudit(verdicts, failOn, config) ? 1 : 0;
    });

  return {
    command,
    exitCodes: {
      0: "no finding fails the audit",
      1: "a mandatory finding, or with --fail-on advisory any finding",
      2: "a file cannot be read, or an option or the configuration is invalid",
    },
  };
}
