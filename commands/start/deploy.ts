import type { OutputMap, Stack } from "@pulumi/pulumi/automation";
import { inProgramFolder } from "../../local-aws/engine/currentFolder";
import type { Program, Project } from "../../local-aws/engine/project";
import { releasedProgram } from "../../local-aws/engine/releasedProgram";
import { changes, runQuietly, runVerbosely, sectionOf } from "../engine";
import { Interruption } from "../interruption";
import { print } from "../terminal";

export interface DeployOptions {
  readonly interruption: Interruption;
  readonly isVerbose: boolean;
  readonly project: Project;
  /** Undefined if a language host runs the program. */
  readonly program: Program | undefined;
  /** The path of the policy pack; undefined to deploy without one. */
  readonly pack: string | undefined;
  /** Whether the policy pack checks everything before the first change. @default true */
  readonly previews?: boolean;
}

/**
 * Previews first, because the Automation API's `up` skips the preview, which runs the pack before anything is created.
 * @returns the stack's output `url`, if it is one
 */
export async function deploy(
  stack: Stack,
  { program, project, ...options }: DeployOptions,
): Promise<string | undefined> {
  const operations = options.isVerbose ? deployVerbosely : deployQuietly;
  if (program === undefined) {
    return inProgramFolder(project, () => operations(stack, undefined, options));
  }
  const { program: own, release } = releasedProgram(program, project);
  try {
    return await inProgramFolder(project, () => operations(stack, own, options));
  } finally {
    release();
  }
}

type Operations = Omit<DeployOptions, "program" | "project">;

async function deployVerbosely(
  stack: Stack,
  program: Program | undefined,
  options: Operations,
): Promise<string | undefined> {
  const { interruption, previews = true } = options;
  if (previews) {
    await runVerbosely((output) => stack.preview({ ...engineOptions(program, options), ...output }));
    interruption.signal.throwIfAborted();
  }
  const { outputs } = await runVerbosely((output) => stack.up({ ...engineOptions(program, options), ...output }));
  return urlOf(outputs);
}

async function deployQuietly(
  stack: Stack,
  program: Program | undefined,
  options: Operations,
): Promise<string | undefined> {
  const { interruption, pack, previews = true } = options;
  if (previews) {
    const preview = await runQuietly(
      `Previewing stack ${stack.name} ${pack === undefined ? "without a" : "with the"} policy pack`,
      (output) => stack.preview({ ...engineOptions(program, options), ...output }),
      () => "passed",
    );
    print(findings(sectionOf(preview.output, "Policies")));
    interruption.signal.throwIfAborted();
  }
  const up = await runQuietly(
    `Deploying stack ${stack.name}`,
    (output) => stack.up({ ...engineOptions(program, options), ...output }),
    ({ summary }) => changes(summary.resourceChanges),
  );
  print(sectionOf(up.output, "Diagnostics"));
  return urlOf(up.value.outputs);
}

function urlOf({ url }: OutputMap): string | undefined {
  const value: unknown = url?.value;
  return typeof value === "string" && URL.canParse(value) ? value : undefined;
}

function engineOptions(program: Program | undefined, { interruption: { engineSignal }, pack }: Operations) {
  // The Automation API never removes its listeners, so each operation has its own signal.
  return {
    ...(program === undefined ? {} : { program }),
    ...(pack === undefined ? {} : { policyPacks: [pack] }),
    signal: AbortSignal.any([engineSignal]),
  };
}

/** The section "Policies", or nothing if all packs pass without a finding. */
function findings(policies: string): string {
  const [, ...packs] = policies.trimEnd().split("\n");
  return packs.every((line) => line.includes("✅")) ? "" : policies;
}
