import type { Deployment } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { backendOf, EngineState, readDeployment } from "../../local-aws/engine/backend";
import { Session } from "../../local-aws/engine/session";
import { root } from "../../repository";

export interface Census {
  /** Every resource of the stack by the engine's account. */
  readonly urns: readonly string[];
  /** How many creates they took. */
  readonly creates: number;
  /** What exists at AWS, by type. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What there is, once the engine and AWS agree on it: nothing that only one of them knows. */
export function census({ stack, account, folder }: Session): Census {
  const state = readDeployment(backendOf(folder), "multi-origin", stack.name);
  const inAccount = account.all().filter(({ madeFor }) => madeFor !== undefined);
  const named = (list: readonly { type: string; id?: string }[]) => list.map(({ type, id }) => `${type} ${id}`).sort();
  assert.deepEqual(named(atAws(state)), named(inAccount), "what the engine knows is what there is");
  assert.deepEqual(state.pending_operations ?? [], []);
  return censusOf(state);
}

/** What there is of `article` after an up with nothing in its way: as in the state that the repository keeps of it. */
export function undisturbed(): Census {
  const file = join(root, "test", "fixtures", "states", "article.json");
  return censusOf((JSON.parse(readFileSync(file, "utf8")) as Deployment).deployment as EngineState);
}

function censusOf(state: EngineState): Census {
  const { resources = [] } = state;
  const counts: Record<string, number> = {};
  for (const { type } of atAws(state)) {
    counts[type] = (counts[type] ?? 0) + 1;
  }
  const made = resources.filter(({ id, type }) => id !== undefined && !type.startsWith("pulumi:"));
  return { urns: resources.map(({ urn }) => urn).sort(), creates: made.length, counts };
}

function atAws({ resources = [] }: EngineState) {
  return resources.filter(({ id, type }) => id !== undefined && type.startsWith("aws:"));
}
