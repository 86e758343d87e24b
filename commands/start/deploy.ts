import type { Stack } from "@pulumi/pulumi/automation";
import type { Program } from "../../local-aws/engine/project";
import { releasedProgram } from "../../local-aws/engine/releasedProgram";
import { policyPack } from "../../repository";
import { changes, runQuietly, runVerbosely, sectionOf } from "../engine";
import { Interruption } from "../interruption";
import { print } from "../terminal";

export interface DeployOptions {
  readonly interruption: Interruption;
  readonly isVerbose: boolean;
  readonly program: Program;
  /** Whether the policy pack checks everything before the first change. @default true */
  readonly previews?: boolean;
}

/**
 * Previews first, because the Automation API's `up` skips the preview, which runs the pack before anything is created.
 * @returns the stack's URL
 */
export async function deploy(stack: Stack, { program, ...options }: DeployOptions): Promise<string> {
  const { program: own, release } = releasedProgram(program);
  try {
    return await (options.isVerbose ? deployVerbosely : deployQuietly)(stack, own, options);
  } finally {
    release();
  }
}

type Operations = Omit<DeployOptions, "program">;

async function deployVerbosely(stack: Stack, program: Program, options: Operations): Promise<string> {
  const { interruption, previews = true } = options;
  if (previews) {
    await runVerbosely((output) => stack.preview({ ...engineOptions(program, interruption), ...output }));
    interruption.signal.throwIfAborted();
  }
  const { outputs } = await runVerbosely((output) => stack.up({ ...engineOptions(program, interruption), ...output }));
  return String(outputs.url?.value);
}

async function deployQuietly(stack: Stack, program: Program, options: Operations): Promise<string> {
  const { interruption, previews = true } = options;
  if (previews) {
    const preview = await runQuietly(
      `Previewing stack ${stack.name} with the policy pack`,
      (output) => stack.preview({ ...engineOptions(program, interruption), ...output }),
      () => "passed",
    );
    print(findings(sectionOf(preview.output, "Policies")));
    interruption.signal.throwIfAborted();
  }
  const up = await runQuietly(
    `Deploying stack ${stack.name}`,
    (output) => stack.up({ ...engineOptions(program, interruption), ...output }),
    ({ summary }) => changes(summary.resourceChanges),
  );
  print(sectionOf(up.output, "Diagnostics"));
  return String(up.value.outputs.url?.value);
}

function engineOptions(program: Program, { engineSignal }: Interruption) {
  // The Automation API never removes its listeners, so each operation has its own signal.
  return { program, policyPacks: [policyPack], signal: AbortSignal.any([engineSignal]) };
}

/** The section "Policies", or nothing if all packs pass without a finding. */
function findings(policies: string): string {
  const [, ...packs] = policies.trimEnd().split("\n");
  return packs.every((line) => line.includes("✅")) ? "" : policies;
}
