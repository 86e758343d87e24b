import { Account, JsonObject, StoredResource } from "../aws/account";
import { EngineResource, EngineState } from "./backend";
import { Log } from "./log";
import { markSecrets } from "../provider/values";

/**
 * Brings the engine and the account together again after a kill, and gives the state that is true then. The engine writes
 * down that a create begins and that it has ended; killed between the two, it knows neither whether there is a resource nor
 * its id. On AWS a user looks for it and edits the state: https://www.pulumi.com/docs/iac/operations/troubleshooting/interrupted-updates/
 * (`pulumi refresh` alone forgets the create, `--import-pending-creates` too). Here the account knows which of the stack's
 * resources a thing was made for.
 */
export function repair(
  state: EngineState,
  account: Account,
  created: readonly StoredResource[],
  log: Log,
): EngineState {
  const { resources = [], pending_operations: pending = [] } = state;

  const begun = pending.filter(({ type }) => type === "creating").map(({ resource }) => resource);
  const adopted = begun
    // Where the resource was to be replaced, the old one stays the one that the engine knows.
    .filter(({ urn }) => !resources.some((known) => known.urn === urn))
    .flatMap((resource) => {
      const stored = created.findLast(({ madeFor }) => madeFor === resource.urn);
      const { additionalSecretOutputs = [] } = resource;
      // Only the engine can encrypt: what has secrets of its own goes, and is made anew.
      if (stored === undefined || additionalSecretOutputs.some((name) => name in stored.outputs)) {
        return [];
      }
      // As the provider would have answered, but that a secret of the inputs stays as the engine has encrypted it.
      const outputs = markSecrets(stored.outputs, resource.inputs, (_, encrypted) => encrypted) as JsonObject;
      return [{ ...resource, id: stored.id, outputs }];
    });
  const known = [...resources, ...adopted];
  if (pending.length > 0) {
    log(`An operation was killed in ${pending.length} calls; took up ${adopted.length} resources that it made`);
  }
  for (const { type, id, key = id } of created.filter((resource) => !known.some((one) => isSame(one, resource)))) {
    account.delete(type, key);
    log(`Removed ${type} ${id}: it was made, and the engine never heard of it`);
  }
  return { ...state, resources: known, pending_operations: [] };
}

/** Whether the engine and the account agree, as they do wherever nothing was killed. */
export function isConsistent(
  { resources = [], pending_operations: pending = [] }: EngineState,
  created: StoredResource[],
): boolean {
  return pending.length === 0 && created.every((resource) => resources.some((known) => isSame(known, resource)));
}

export function resourcesOfStack(account: Account, project: string, stack: string): StoredResource[] {
  return account.all().filter(({ madeFor }) => madeFor?.startsWith(`urn:pulumi:${stack}::${project}::`));
}

function isSame(known: EngineResource, { type, id }: StoredResource): boolean {
  return known.type === type && known.id === id;
}
