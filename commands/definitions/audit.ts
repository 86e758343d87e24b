import { Command, Option } from "commander";
import { auditText, FailOn, failsAudit } from "../../tools/audit";
import { AllStacks, StackState, statesOfAllStacks, unreadVerdict } from "../../tools/allStacks";
import { withFixes } from "../../tools/fixes";
import { defaultPolicyPackConfig, PolicyPackConfig, readPolicyPackConfigFile } from "../../tools/policyPackConfig";
import { AuditedState } from "../../tools/reports/auditedState";
import { locationOf } from "../../tools/reports/location";
import { writeOwnedConfig } from "../../tools/ownedConfig";
import { readStateFile } from "../../tools/stateFile";
import { verdictsOf } from "../../tools/verdicts";
import { Entrance } from "../entrance";
import { print, printJson, Runnable } from "../terminal";

const formats = ["json", "sarif", "junit", "github"] as const;

interface Options extends Readonly<Record<(typeof formats)[number], boolean>> {
  readonly failOn: FailOn;
  readonly policyPackConfig?: string;
  readonly location?: string;
  readonly allStacks: boolean;
  readonly organization?: string;
  readonly writeConfig?: string;
}

export function auditCommand({ usage }: Entrance): Runnable {
  const command = new Command(usage("audit"))
    .description(
      "Checks deployed distributions with the policy pack's rules, from stack exports " +
        "(pulumi stack export --show-secrets --file <file>), or planned ones, from previews " +
        "(pulumi preview --json --show-sames > <file>). Also reads Terraform plans and states (terraform show -json), " +
        "CloudFormation templates, cdk.out, and folders with the output of the AWS CLI: see docs/audit.md.",
    )
    .argument("[file...]", "files of these forms, or folders; - is standard input")
    .option("--all-stacks", "check each stack that pulumi stack ls --all lists", false)
    .option("--organization <name>", "the organization of --all-stacks, instead of the default one")
    .option(
      "--write-config <file>",
      "write a configuration of the policy pack with the API domains, other domains and policies that the stacks have, " +
        "added to that of --policy-pack-config",
    )
    .addOption(
      new Option("--fail-on <level>", "the lowest level that fails the audit: advisory is any finding")
        .choices(["mandatory", "advisory"])
        .default("mandatory"),
    )
    .option(
      "--policy-pack-config <file>",
      "levels, settings and exceptions, as pulumi preview --policy-pack-config reads them",
    )
    .addOption(
      format("json", "print the verdicts as JSON (schemas/audit-1.schema.json of pulumi-multi-origin-policies)"),
    )
    .addOption(format("sarif", "print SARIF 2.1.0, for example for GitHub code scanning"))
    .addOption(format("junit", "print JUnit XML: a test case for each behavior"))
    .addOption(format("github", "print annotations of a GitHub workflow run"))
    .option(
      "--location <file>",
      "the file of the repository that SARIF, JUnit and annotations show findings at (default: Pulumi.yaml, or the audited file)",
    )
    .action(async (files: string[], options: Options) => {
      process.exitCode = (await audit(files, options)) ? 0 : 1;
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

/** Prints the report. @returns whether no finding fails the audit */
async function audit(files: readonly string[], options: Options): Promise<boolean> {
  const { failOn, policyPackConfig, location, writeConfig } = options;
  const config = policyPackConfig === undefined ? defaultPolicyPackConfig : readPolicyPackConfigFile(policyPackConfig);
  const read = await statesOf(files, options);
  const audited = read.map(({ name, ...result }): AuditedState => ({
    location: locationOf(files.includes(name) ? name : "-", location, process.cwd()),
    verdicts:
      "state" in result
        ? withFixes(verdictsOf(result.state, config), result.state, config)
        : [unreadVerdict(name, result.unread)],
  }));
  if (writeConfig !== undefined) {
    const states = read.flatMap((one) => ("state" in one ? [one.state] : []));
    writeOwnedConfig(writeConfig, states, policyPackConfig);
  }
  await printReport(audited, options, config);
  const verdicts = audited.flatMap((state) => state.verdicts);
  return !failsAudit(verdicts, failOn, config);
}

/** @throws an error that names the file, or what the CLI cannot list. */
async function statesOf(files: readonly string[], { allStacks, organization }: Options): Promise<StackState[]> {
  if (files.length === 0 && !allStacks) {
    throw new Error("No state to check; pass files, or --all-stacks.");
  }
  if (organization !== undefined && !allStacks) {
    throw new Error(`--organization ${organization} has no effect; add --all-stacks.`);
  }
  const selected: AllStacks = organization === undefined ? {} : { organization };
  return [
    ...files.map((file) => ({ name: file, state: readStateFile(file) })),
    ...(allStacks ? await statesOfAllStacks(selected) : []),
  ];
}

function format(name: (typeof formats)[number], description: string): Option {
  return new Option(`--${name}`, description).default(false).conflicts(formats.filter((other) => other !== name));
}

/** A report's modules are loaded only if it is printed. */
async function printReport(states: readonly AuditedState[], options: Options, config: PolicyPackConfig): Promise<void> {
  const verdicts = states.flatMap((state) => state.verdicts);
  if (options.json) {
    printJson(verdicts);
  } else if (options.sarif) {
    printJson((await import("../../tools/reports/sarif")).sarifOf(states, config));
  } else if (options.junit) {
    print((await import("../../tools/reports/junit")).junitOf(states, options.failOn, config));
  } else if (options.github) {
    print((await import("../../tools/reports/github")).githubAnnotations(states, config));
  } else {
    print(auditText(verdicts));
  }
}
