import type { OutputMap, PreviewOptions, Stack, UpOptions } from "@pulumi/pulumi/automation";
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
  const { interruption, isVerbose, pack } = options;
  const released = program && releasedProgram(program, project);
  const operate = (signal: AbortSignal) => {
    const engine = {
      ...(released === undefined ? {} : { program: released.program }),
      ...(pack === undefined ? {} : { policyPacks: [pack] }),
      signal,
    };
    return inProgramFolder(project, () => (isVerbose ? deployVerbosely : deployQuietly)(stack, engine, options));
  };
  try {
    return await interruption.cancelling(operate);
  } finally {
    released?.release();
  }
}

type EngineOptions = Pick<PreviewOptions & UpOptions, "program" | "policyPacks" | "signal">;
type Operations = Omit<DeployOptions, "program" | "project">;

async function deployVerbosely(
  stack: Stack,
  engine: EngineOptions,
  { interruption, previews = true }: Operations,
): Promise<string | undefined> {
  if (previews) {
    await runVerbosely((output) => stack.preview({ ...engine, ...output }));
    interruption.signal.throwIfAborted();
  }
  const { outputs } = await runVerbosely((output) => stack.up({ ...engine, ...output }));
  return urlOf(outputs);
}

async function deployQuietly(
  stack: Stack,
  engine: EngineOptions,
  { interruption, pack, previews = true }: Operations,
): Promise<string | undefined> {
  if (previews) {
    const preview = await runQuietly(
      `Previewing stack ${stack.name} ${pack === undefined ? "without a" : "with the"} policy pack`,
      (output) => stack.preview({ ...engine, ...output }),
      () => "passed",
    );
    print(findings(sectionOf(preview.output, "Policies")));
    interruption.signal.throwIfAborted();
  }
  const up = await runQuietly(
    `Deploying stack ${stack.name}`,
    (output) => stack.up({ ...engine, ...output }),
    ({ summary }) => changes(summary.resourceChanges),
  );
  print(sectionOf(up.output, "Diagnostics"));
  return urlOf(up.value.outputs);
}

function urlOf({ url }: OutputMap): string | undefined {
  const value: unknown = url?.value;
  return typeof value === "string" && URL.canParse(value) ? value : undefined;
}

/** The section "Policies", or nothing if all packs pass without a finding. */
function findings(policies: string): string {
  const [, ...packs] = policies.trimEnd().split("\n");
  return packs.every((line) => line.includes("✅")) ? "" : policies;
}
