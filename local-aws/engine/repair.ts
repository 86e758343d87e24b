import { Account, JsonObject, StoredResource } from "../aws/account";
import { EngineResource, EngineState } from "./backend";
import { Log } from "./log";
import { Resources } from "../provider/resources";
import { resourceTypes } from "../provider/types";
import { currentType } from "../provider/types/twins";
import { markSecrets } from "../provider/values";

/**
 * Makes the engine's state and the account consistent after a kill, and returns the repaired state.
 *
 * The engine records when a create starts and when it ends. If it is killed in between, the state shows neither whether the
 * resource exists nor its ID. On AWS, you look for the resource and edit the state:
 * https://www.pulumi.com/docs/iac/operations/troubleshooting/interrupted-updates/
 * (`pulumi refresh` forgets the create, also with `--import-pending-creates`.) Here, the account stores the URN for which each
 * resource was created.
 */
export function repair(
  state: EngineState,
  account: Account,
  created: readonly StoredResource[],
  log: Log,
): EngineState {
  const { resources = [], pending_operations: pending = [] } = state;
  const adopted = adoptable(state, created);
  const recorded = [...resources, ...adopted];
  if (pending.length > 0) {
    log(`Recovered an interrupted operation: adopted ${adopted.length} of ${pending.length} pending resources.`);
  }
  for (const { type, id, key = id } of created.filter((resource) => !isRecorded(resource, recorded))) {
    account.delete(type, key);
    log(`Removed ${type} ${id}: it was created, but the engine did not record it.`);
  }
  return { ...state, resources: recorded, pending_operations: [] };
}

/** The resources whose create was interrupted after AWS created them. */
function adoptable(state: EngineState, created: readonly StoredResource[]): EngineResource[] {
  const { resources = [], pending_operations: pending = [] } = state;
  const creating = pending.filter(({ type }) => type === "creating").map(({ resource }) => resource);
  return (
    creating
      // In a replacement the state keeps the old resource, and the next update replaces it again.
      .filter(({ urn }) => !resources.some((recorded) => recorded.urn === urn))
      .flatMap((resource) => {
        const stored = created.findLast(({ urn }) => urn === resource.urn);
        const { additionalSecretOutputs = [] } = resource;
        // Only the engine can encrypt, so a resource with secret outputs is removed and created again.
        if (stored === undefined || additionalSecretOutputs.some((name) => name in stored.outputs)) {
          return [];
        }
        // The provider's response, with the secrets of the inputs as the engine encrypted them.
        const outputs = markSecrets(stored.outputs, resource.inputs, (_, encrypted) => encrypted) as JsonObject;
        return [{ ...resource, id: stored.id, outputs }];
      })
  );
}

/** Whether nothing was killed: no operation is pending, and the engine has recorded what the account contains. */
export function isComplete(
  { resources = [], pending_operations: pending = [] }: EngineState,
  created: readonly StoredResource[],
): boolean {
  return pending.length === 0 && created.every((resource) => isRecorded(resource, resources));
}

/** The resources of the engine's state that the account has lost. Only a refresh removes them from the state correctly. */
export function lostResources({ resources = [] }: EngineState, account: Account): EngineResource[] {
  const provider = new Resources(account, () => "", "nested");
  const exists = ({ type, id = "", inputs = {}, outputs = {} }: EngineResource): boolean =>
    provider.read(currentType(type), id, { inputs, outputs }) !== undefined;
  return resources.filter((resource) => isManaged(resource) && !exists(resource));
}

/** Not a component, not a provider, not read by a `get` function, and not about to be deleted. */
function isManaged({ type, custom, external, delete: isReplaced }: EngineResource): boolean {
  return custom === true && external !== true && isReplaced !== true && resourceTypes.has(currentType(type));
}

/** The account's resources that were created for a stack. */
export function resourcesOfStack(account: Account, project: string, stack: string): StoredResource[] {
  return account.all().filter(({ urn }) => urn?.startsWith(`urn:pulumi:${stack}::${project}::`));
}

function isRecorded({ type, id }: StoredResource, recorded: readonly EngineResource[]): boolean {
  return recorded.some((resource) => currentType(resource.type) === type && resource.id === id);
}
