import { printable } from "../policy-pack/program/printable";
import { cut } from "../policy-pack/findings/message";
import { exportedState, pulumiOutput } from "./pulumiCli";
import { State } from "./state";
import { unreadState, Verdict } from "./verdicts";

/** Selects the stacks of the user's backend. */
export interface AllStacks {
  /** @default the organization that the CLI selects */
  readonly organization?: string;
}

/** The state of a stack, or why it cannot be read. */
export type StackState = { readonly name: string } & ({ readonly state: State } | { readonly unread: string });

/**
 * Exports each stack, one after the other.
 * @throws an error if the CLI cannot list the stacks.
 */
export async function statesOfAllStacks({ organization }: AllStacks): Promise<StackState[]> {
  const selected = organization === undefined ? [] : ["--organization", organization];
  const listed = JSON.parse(
    await pulumiOutput("stack", "ls", "--all", "--json", "--non-interactive", ...selected),
  ) as readonly {
    readonly name: string;
  }[];
  const states: StackState[] = [];
  for (const { name } of listed) {
    states.push({ name, ...(await stateOf(name)) });
  }
  return states;
}

async function stateOf(name: string): Promise<{ readonly state: State } | { readonly unread: string }> {
  try {
    return { state: await exportedState(name) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const lines = message.split("\n").filter((line) => line.trim() !== "");
    const last = lines.findLast((line) => /\berror: /.test(line)) ?? lines.at(-1) ?? "";
    return { unread: cut(printable(last.replace(/^.*?\berror: /, "").trim()), 160) };
  }
}

/** A stack whose state cannot be read, for example because it cannot be decrypted, can have anything. */
export function unreadVerdict(name: string, reason: string): Verdict {
  const problem = `undetermined, because its state cannot be read: ${reason}. Check the access to the stack and to its secrets provider.`;
  const message = `stack ${printable(name)}: ${problem}`;
  return {
    distribution: printable(name),
    urn: printable(name),
    behavior: "stack",
    findings: [{ rule: unreadState, level: "undetermined", message, problem }],
  };
}
