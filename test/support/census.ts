import assert from "node:assert/strict";
import { Session } from "../../local/session";

export interface Census {
  /** Every resource of the stack by the engine's account. */
  readonly urns: readonly string[];
  /** How many calls have made them. */
  readonly creates: number;
  /** What exists, by type. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What there is, once the engine and AWS agree on it: nothing that only one of them knows. */
export async function census({ stack, account }: Session): Promise<Census> {
  const { deployment } = (await stack.exportStack()) as { deployment: State };
  const { resources = [], pending_operations: pending = [] } = deployment;
  const made = resources.filter(({ id, type }) => id !== undefined && !type.startsWith("pulumi:"));
  const known = made.filter(({ type }) => type.startsWith("aws:"));
  const inAccount = account.all().filter(({ madeFor }) => madeFor !== undefined);
  const named = (list: readonly { type: string; id?: string }[]) => list.map(({ type, id }) => `${type} ${id}`).sort();
  assert.deepEqual(named(known), named(inAccount), "what the engine knows is what there is");
  assert.deepEqual(pending, []);
  const counts: Record<string, number> = {};
  for (const { type } of inAccount) {
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return { urns: resources.map(({ urn }) => urn).sort(), creates: made.length, counts };
}

interface State {
  readonly resources?: readonly { readonly urn: string; readonly type: string; readonly id?: string }[];
  readonly pending_operations?: readonly unknown[];
}
