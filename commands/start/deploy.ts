import type { Stack } from "@pulumi/pulumi/automation";
import type { Program } from "../../local-aws/engine/project";
import { policyPack } from "../../repository";
import { changes, runQuietly, runVerbosely, sectionOf } from "../engine";
import { Interruption } from "../interruption";
import { print } from "../terminal";

export interface DeployOptions {
  readonly interruption: Interruption;
  readonly isVerbose: boolean;
  /** @default the stack's program */
  readonly program?: Program | undefined;
  /** Whether the policy pack checks everything before the first change. @default true */
  readonly previews?: boolean;
}

/**
 * Previews first, because the Automation API's `up` skips the preview, which runs the pack before anything is created.
 * @returns the stack's URL
 */
export async function deploy(
  stack: Stack,
  { interruption, isVerbose, program, previews = true }: DeployOptions,
): Promise<string> {
  const { signal, engineSignal } = interruption;
  const own = program === undefined ? {} : { program };
  // The Automation API never removes its listeners, so each deployment has its own signal.
  const options = { policyPacks: [policyPack], signal: AbortSignal.any([engineSignal]), ...own };
  if (isVerbose) {
    if (previews) {
      await runVerbosely((output) => stack.preview({ ...options, ...output }));
      signal.throwIfAborted();
    }
    const { outputs } = await runVerbosely((output) => stack.up({ ...options, ...output }));
    return String(outputs.url?.value);
  }
  if (previews) {
    const preview = await runQuietly(
      `Previewing stack ${stack.name} with the policy pack`,
      (output) => stack.preview({ ...options, ...output }),
      () => "passed",
    );
    print(findings(sectionOf(preview.output, "Policies")));
    signal.throwIfAborted();
  }
  const up = await runQuietly(
    `Deploying stack ${stack.name}`,
    (output) => stack.up({ ...options, ...output }),
    ({ summary }) => changes(summary.resourceChanges),
  );
  print(sectionOf(up.output, "Diagnostics"));
  return String(up.value.outputs.url?.value);
}

/** The section "Policies", or nothing if all packs pass without a finding. */
function findings(policies: string): string {
  const [, ...packs] = policies.trimEnd().split("\n");
  return packs.every((line) => line.includes("✅")) ? "" : policies;
}
