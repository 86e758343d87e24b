import type { Stack } from "@pulumi/pulumi/automation";
import { join } from "node:path";
import { Account } from "../aws/account";
import { hostedZones } from "../aws/route53";
import { backendOf, readDeployment, writeDeployment } from "./backend";
import { findCli } from "./cli";
import { acquireLock } from "./lock";
import { Log } from "./log";
import { readFaults } from "../provider/faults";
import { readProviderBugs } from "../provider/providerBugs";
import { ProviderOptions } from "../provider/options";
import { serveProvider } from "../provider/server";
import { connectToLoopbackDirectly } from "./proxy";
import { isComplete, lostResources, resourcesOfStack, repair } from "./repair";
import { Config, Program, Project, readStackConfig } from "./project";
import { openStack, writeConfig } from "./workspace";

export interface SessionOptions extends Pick<
  ProviderOptions,
  "previewForm" | "acceptSecrets" | "faults" | "providerBugs" | "kill" | "readyTimeout"
> {
  readonly project: Project;
  readonly stackName: string;
  /** The command's name in the message that the folder is in use. */
  readonly command: string;
  /** The state of the engine and of the account. @default the project's `stateFolder` */
  readonly folder?: string;
  /** @default the project's program */
  readonly program?: Program;
  /** @default the `config:` of Pulumi.<stack>.yaml */
  readonly config?: Config | undefined;
  readonly log: Log;
}

/** A stack that is open against the local AWS. */
export interface Session {
  readonly stack: Stack;
  readonly account: Account;
  readonly folder: string;
  /**
   * Reads the stack file again.
   * @throws an error with all problems
   */
  reloadConfig(): Promise<void>;
  close(): void;
}

export async function openSession(options: SessionOptions): Promise<Session> {
  const { project, stackName, log, folder = project.stateFolder, program = project.loadProgram() } = options;
  checkStackName(stackName);
  const config = options.config ?? (await checkedStackConfig(project, stackName));
  connectToLoopbackDirectly();
  const cli = await findCli(log);
  const releases = [await acquireLock(join(folder, "lock"), options.command)];
  const close = (): void => {
    for (const release of releases.splice(0).reverse()) {
      release();
    }
  };
  try {
    const account = new Account(join(folder, "aws"));
    account.damages.forEach(log);
    for (const name of project.existingHostedZones(config)) {
      ensureHostedZone(account, name);
    }
    const provider = await serveProvider({
      ...options,
      folder: project.currentFolder ?? project.folder,
      faults: options.faults ?? faultsFromEnvironment(),
      providerBugs: options.providerBugs ?? providerBugsFromEnvironment(),
      account,
      onAssumption: project.isForeign === true ? log : undefined,
      usedTokens: project.usedTokens,
    });
    releases.push(provider.stop);
    const providers = [provider.attachTo, process.env.PULUMI_DEBUG_PROVIDERS ?? []].flat().join(",");
    const plugins = (await project.runtime?.openPlugins?.(cli, log, folder)) ?? [];
    releases.push(...plugins.flatMap((plugin) => ("server" in plugin ? plugin.server.stop : [])));
    const stack = await openStack({ project, stackName, cli, providers, plugins, program, folder, config, log });
    await makeConsistent(stack, account, folder, log);
    const reloadConfig = async (): Promise<void> => {
      await writeConfig(stack, await checkedStackConfig(project, stackName));
    };
    return { stack, account, folder, reloadConfig, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** The names that the CLI accepts. https://www.pulumi.com/docs/iac/concepts/stacks/ */
function checkStackName(name: string): void {
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(name)) {
    throw new Error(
      `"${name}" is not the name of a stack; use up to 100 letters, digits, periods, hyphens and underscores.`,
    );
  }
}

async function checkedStackConfig(project: Project, stackName: string): Promise<Config> {
  const config = project.readConfig?.(stackName) ?? readStackConfig(project.folder, stackName);
  await project.checkConfig?.(config);
  return config;
}

/** Makes the engine's state and the account agree, after a kill or after files were damaged. */
async function makeConsistent(stack: Stack, account: Account, folder: string, log: Log): Promise<void> {
  const { name: projectName } = await stack.workspace.projectSettings();
  const backend = backendOf(folder);
  const state = readDeployment(backend, projectName, stack.name);
  const created = resourcesOfStack(account, projectName, stack.name);
  const recorded = isComplete(state, created) ? state : repair(state, account, created, log);
  if (recorded !== state) {
    writeDeployment(backend, projectName, stack.name, recorded);
  }
  const lost = lostResources(recorded, account);
  if (lost.length > 0) {
    const file = join(folder, "aws", "account.jsonl");
    log(`Resources of stack ${stack.name} missing in ${file}: ${lost.length}. The next deployment creates them again.`);
    await stack.refresh();
  }
}

/** `LOCAL_AWS_FAULTS=plan.json npm start` */
function faultsFromEnvironment(): ProviderOptions["faults"] {
  const file = process.env.LOCAL_AWS_FAULTS;
  return file === undefined ? undefined : readFaults(file);
}

/** `LOCAL_AWS_PROVIDER_BUGS=keeps-legacy-headers npm start` */
function providerBugsFromEnvironment(): ProviderOptions["providerBugs"] {
  const list = process.env.LOCAL_AWS_PROVIDER_BUGS;
  return list === undefined ? undefined : readProviderBugs(list);
}

function ensureHostedZone(account: Account, name: string): void {
  if (account.list(hostedZones).some(({ outputs }) => outputs.name === name)) {
    return;
  }
  const id = `Z${Buffer.from(name).toString("hex").slice(0, 20).toUpperCase()}`;
  account.put({ type: hostedZones, id, seed: name, inputs: { name }, outputs: { id, name, zoneId: id } });
}
