import type { Stack } from "@pulumi/pulumi/automation";
import { join } from "node:path";
import { Account } from "../aws/account";
import { backendOf, readDeployment, writeDeployment } from "./backend";
import { findCli, Say } from "./cli";
import { takeLock } from "./lock";
import { readFaults } from "../provider/faults";
import { ProviderOptions, serveProvider } from "../provider/server";
import { agree, madeForStack, repair } from "./repair";
import { Project } from "./project";
import { Config, openStack, Program, readStackConfig } from "./workspace";

export interface SessionOptions extends Pick<
  ProviderOptions,
  "previewForm" | "acceptSecrets" | "faults" | "kill" | "patience"
> {
  readonly project: Project;
  readonly stackName: string;
  /** What to say of who holds the folder. */
  readonly command: string;
  /** State of the engine and of the account. @default the project's `stateFolder` */
  readonly folder?: string;
  /** @default the project's program */
  readonly program?: Program;
  /** Replaces the `config:` of Pulumi.<stack>.yaml. */
  readonly config?: Config;
  readonly say: Say;
}

/** A stack of the program, opened against the local AWS. */
export interface Session {
  readonly stack: Stack;
  readonly account: Account;
  readonly folder: string;
  close(): void;
}

export async function openSession(options: SessionOptions): Promise<Session> {
  const { project, stackName, say, folder = project.stateFolder, program = project.loadProgram() } = options;
  const config = options.config ?? readStackConfig(project.folder, stackName);
  const cli = await findCli(say);
  const unlock = await takeLock(join(folder, "lock"), options.command);
  const account = new Account(join(folder, "aws"));
  ensureHostedZone(account, config);
  const provider = await serveProvider({ ...options, faults: options.faults ?? faultsOfEnvironment(), account });
  const close = (): void => {
    provider.stop();
    unlock();
  };
  try {
    const projectFolder = project.folder;
    const providers = provider.attachTo;
    const stack = await openStack({ projectFolder, stackName, cli, providers, program, folder, config });
    await repairWhereKilled(stack, account, folder, say);
    return { stack, account, folder, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function repairWhereKilled(stack: Stack, account: Account, folder: string, say: Say): Promise<void> {
  const { name: project } = await stack.workspace.projectSettings();
  const backend = backendOf(folder);
  const state = readDeployment(backend, project, stack.name);
  const made = madeForStack(account, project, stack.name);
  if (!agree(state, made)) {
    writeDeployment(backend, project, stack.name, repair(state, account, made, say));
  }
}

/** `LOCAL_AWS_FAULTS=plan.json npm start` */
function faultsOfEnvironment(): ProviderOptions["faults"] {
  const file = process.env.LOCAL_AWS_FAULTS;
  return file === undefined ? undefined : readFaults(file);
}

/** A stack with names of its own starts from a hosted zone that is already there, here as on AWS. */
function ensureHostedZone(account: Account, config: Config): void {
  const name = config["multi-origin:hostedZone"];
  const zoneType = "aws:route53/zone:Zone";
  if (typeof name !== "string" || account.list(zoneType).some(({ outputs }) => outputs.name === name)) {
    return;
  }
  const id = `Z${Buffer.from(name).toString("hex").slice(0, 20).toUpperCase()}`;
  account.put({ type: zoneType, id, seed: name, inputs: { name }, outputs: { id, name, zoneId: id } });
}
