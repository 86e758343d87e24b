import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../repository";

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  /** Absent if the job calls another workflow. */
  readonly steps?: readonly Step[];
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
}

export interface Workflow {
  readonly file: string;
  readonly text: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
  readonly steps: readonly Step[];
}

const folder = join(root, ".github", "workflows");

export const workflows: readonly Workflow[] = readdirSync(folder).map((file) => {
  const text = readFileSync(join(folder, file), "utf8");
  const parsed = parse(text) as Omit<Workflow, "file" | "text" | "steps">;
  return { ...parsed, file, text, steps: Object.values(parsed.jobs).flatMap(({ steps = [] }) => steps) };
});

const actionText = readFileSync(join(root, ".github", "actions", "setup", "action.yml"), "utf8");
const action = parse(actionText) as { readonly runs: { readonly steps: readonly Step[] } };

/** The setup action of the workflows. */
export const setup = { text: actionText, steps: action.runs.steps };

export function workflow(name: string): Workflow {
  const found = workflows.find(({ file }) => file === `${name}.yml`);
  if (found === undefined) {
    throw new Error(`no workflow named ${name}`);
  }
  return found;
}
