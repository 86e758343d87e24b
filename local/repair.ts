import type { Stack } from "@pulumi/pulumi/automation";
import { Account, JsonObject, StoredResource } from "./account";
import { EngineResource, EngineState, StackState } from "./backend";
import { Say } from "./cli";
import { conceal, secretToImport } from "./provider/values";

/**
 * Brings the engine and the account together again after a kill. The engine writes down that a create begins and that it
 * has ended; killed between the two, it knows neither whether there is a resource nor its id. On AWS a user looks for it
 * and edits the state: https://www.pulumi.com/docs/iac/operations/troubleshooting/interrupted-updates/ (`pulumi refresh` alone forgets the
 * create, `--import-pending-creates` too). Here the account knows which of the stack's resources a thing was made for.
 */
export async function repair(
  stack: Stack,
  { version, deployment }: StackState,
  account: Account,
  made: readonly StoredResource[],
  say: Say,
): Promise<void> {
  const { resources = [], pending_operations: pending = [] } = deployment;

  const begun = pending.filter(({ type }) => type === "creating").map(({ resource }) => resource);
  const adopted = begun
    // Where the resource was to be replaced, the old one stays the one that the engine knows.
    .filter(({ urn }) => !resources.some((known) => known.urn === urn))
    .flatMap((resource) => {
      const stored = made.findLast(({ madeFor }) => madeFor === resource.urn);
      if (stored === undefined) {
        return [];
      }
      // What was a secret in the inputs is one in the outputs, as the provider would have answered.
      const outputs = conceal(stored.outputs, resource.inputs, secretToImport) as JsonObject;
      return [{ ...resource, id: stored.id, outputs }];
    });
  const known = [...resources, ...adopted];
  if (pending.length > 0) {
    await stack.importStack({ version, deployment: { ...deployment, resources: known, pending_operations: [] } });
    say(`An operation was killed in ${pending.length} calls; took up ${adopted.length} resources that it made`);
  }
  for (const { type, id, key = id } of made.filter((resource) => !known.some((one) => isSame(one, resource)))) {
    account.delete(type, key);
    say(`Removed ${type} ${id}: it was made, and the engine never heard of it`);
  }
}

/** Whether the engine and the account agree, as they do wherever nothing was killed. */
export function agree(
  { resources = [], pending_operations: pending = [] }: EngineState,
  made: StoredResource[],
): boolean {
  return pending.length === 0 && made.every((resource) => resources.some((known) => isSame(known, resource)));
}

export function madeForStack(account: Account, project: string, stack: string): StoredResource[] {
  return account.all().filter(({ madeFor }) => madeFor?.startsWith(`urn:pulumi:${stack}::${project}::`));
}

function isSame(known: EngineResource, { type, id }: StoredResource): boolean {
  return known.type === type && known.id === id;
}
