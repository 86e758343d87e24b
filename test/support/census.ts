import type { Deployment } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { backendOf, EngineState, readDeployment } from "../../local-aws/engine/backend";
import { Session } from "../../local-aws/engine/session";
import { root } from "../../repository";

/** The resources of a stack. */
export interface Census {
  /** Every resource in the engine's state. */
  readonly urns: readonly string[];
  /** The number of create calls. */
  readonly creates: number;
  /** The number of resources in AWS, by type. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Counts a stack's resources, and asserts that the engine's state and the account have the same ones. */
export function census({ stack, account, folder }: Session): Census {
  const state = readDeployment(backendOf(folder), "multi-origin", stack.name);
  const inAccount = account.all().filter(({ urn }) => urn !== undefined);
  const named = (list: readonly { type: string; id?: string }[]) => list.map(({ type, id }) => `${type} ${id}`).sort();
  assert.deepEqual(named(atAws(state)), named(inAccount), "the engine's state and the account differ");
  assert.deepEqual(state.pending_operations ?? [], []);
  return censusOf(state);
}

/** The census of the stack `article` after an up without faults, from its state in the fixtures. */
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
  const created = resources.filter(({ id, type }) => id !== undefined && !type.startsWith("pulumi:"));
  return { urns: resources.map(({ urn }) => urn).sort(), creates: created.length, counts };
}

function atAws({ resources = [] }: EngineState) {
  return resources.filter(({ id, type }) => id !== undefined && type.startsWith("aws:"));
}
