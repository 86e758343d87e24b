import { createHash, randomUUID } from "node:crypto";
import { Account, JsonObject, StoredResource } from "../aws/account";
import { AwsError } from "./awsError";
import { commonOutputs } from "./commonOutputs";
import { upload } from "./files";
import { nameError } from "./nameRules";
import { ProviderBug, sentInputs } from "./providerBugs";
import { AwsContext, PlannedResource, ResourceType } from "./resourceType";
import { unknownValue } from "./signatures";
import { resourceTypes } from "./types";
import { fill, hasUnknown, promise, same } from "./values";

/** How a preview writes a property with an unknown value inside: only that value as unknown, or the whole property. */
export type PreviewForm = "nested" | "collapsed";

/** The changed properties of a resource. */
export interface Diff {
  readonly changed: string[];
  readonly replaced: string[];
  /** Whether the existing resource must be deleted before the new one can be created. */
  readonly deleteBeforeReplace: boolean;
}

/**
 * Creates, reads, updates and deletes resources of the types in the table. Relative paths of assets begin at `folder`, by
 * default the current folder.
 */
export class Resources {
  constructor(
    private readonly account: Account,
    private readonly defaultRegion: () => string,
    private readonly previewForm: PreviewForm,
    private readonly bugs: readonly ProviderBug[] = [],
    private readonly unknownType: (type: string) => ResourceType = rejectUnknown,
    private readonly folder = process.cwd(),
    private readonly defaultTags: JsonObject = {},
  ) {}

  // A definition declares its inputs as the provider's schema does, against which the SDKs check a program.
  private typeOf(type: string): ResourceType {
    return (resourceTypes.get(type) as ResourceType | undefined) ?? this.unknownType(type);
  }

  check(type: string, news: JsonObject, olds: JsonObject, proposedName: string): JsonObject {
    const { namedBy, hasPlainName = false, isLowerCase = false } = this.typeOf(type);
    const prefix = news[`${namedBy}Prefix`];
    if (namedBy === undefined || news[namedBy] !== undefined) {
      return news;
    }
    if (hasPlainName) {
      return { ...news, [namedBy]: proposedName.replace(/-[0-9a-f]{7}$/, "") };
    }
    if (typeof prefix === "string") {
      const isKept = olds[`${namedBy}Prefix`] === prefix && olds[namedBy] !== undefined;
      return { ...news, [namedBy]: isKept ? olds[namedBy] : `${prefix}${proposedName.slice(-7)}` };
    }
    return { ...news, [namedBy]: olds[namedBy] ?? (isLowerCase ? proposedName.toLowerCase() : proposedName) };
  }

  /** @param oldOutputs the outputs in the engine's state: a change of the provider's default tags changes `tagsAll` */
  diff(type: string, olds: JsonObject, news: JsonObject, resourceName = "", oldOutputs: JsonObject = {}): Diff {
    const { namedBy, immutable = [] } = this.typeOf(type);
    const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
    const { tagsAll } = this.commonOutputs(type, news);
    const changesTags = oldOutputs.tagsAll !== undefined && !same(oldOutputs.tagsAll, tagsAll);
    const changed = [...[...keys].filter((key) => !same(olds[key], news[key])), ...(changesTags ? ["tagsAll"] : [])];
    // Every resource stays in its region. The provider's region is the default.
    const moves = this.context(olds).region !== this.context(news).region;
    const replaced = changed.filter((key) => (key === "region" ? moves : immutable.includes(key)));
    const keepsName = namedBy !== undefined && same(olds[namedBy], news[namedBy]);
    return {
      changed,
      replaced,
      // As in the aws provider: two resources cannot share a name, and only a generated name changes with the resource.
      deleteBeforeReplace: replaced.length > 0 && keepsName && !isGenerated(news[namedBy], resourceName),
    };
  }

  /**
   * The outputs that the engine can know before the operation.
   * @param update the ID and outputs of the resource that is updated; undefined for a create
   */
  preview(type: string, news: JsonObject, update?: { readonly id: string; readonly olds: JsonObject }): JsonObject {
    const inputs = sentInputs(this.bugs, type, update?.olds ?? {}, news);
    const stored = update === undefined ? undefined : this.find(type, update.id, inputs);
    const planned = this.plan(type, inputs, stored?.seed ?? randomUUID(), stored?.id);
    const outputs = this.outputs(type, inputs, planned);
    const known = { ...inputs, ...this.commonOutputs(type, inputs) };
    const promised = stored === undefined ? { ...(promise(known, outputs) as JsonObject), id: unknownValue } : outputs;
    return this.previewForm === "nested" ? promised : collapse(promised);
  }

  /** Whether the condition holds that the aws provider waits for after the creation. */
  isReady(type: string, inputs: JsonObject): boolean {
    return this.typeOf(type).waitsFor?.condition(inputs, this.context(inputs)) ?? true;
  }

  /** @param urn the URN of the stack's resource */
  create(type: string, inputs: JsonObject, urn?: string): StoredResource {
    const { waitsFor, sideEffect } = this.typeOf(type);
    if (waitsFor !== undefined && !this.isReady(type, inputs)) {
      throw new AwsError(waitsFor.error(inputs));
    }
    const planned = this.plan(type, inputs, randomUUID());
    const overwritten = this.find(type, planned.id, inputs);
    const stored = this.store(type, inputs, overwritten?.seed ?? planned.seed, undefined, urn);
    sideEffect?.(inputs, this.account);
    return stored;
  }

  /** @param olds the outputs in the engine's state */
  update(type: string, id: string, news: JsonObject, olds: JsonObject = {}): StoredResource {
    const inputs = sentInputs(this.bugs, type, olds, news);
    const stored = this.find(type, id, inputs);
    if (stored === undefined) {
      throw new AwsError(`NotFoundException: ${type} ${id} does not exist`);
    }
    return this.store(type, inputs, stored.seed, stored, stored.urn);
  }

  /**
   * @param known the resource in the engine's state; an import has none
   * @param urn the URN of the stack's resource
   */
  read(
    type: string,
    id: string,
    known: Pick<StoredResource, "inputs" | "outputs"> = { inputs: {}, outputs: {} },
    urn?: string,
  ): StoredResource | undefined {
    const { stateless, importId } = this.typeOf(type);
    if (stateless === true) {
      return { type, id, seed: "", ...known };
    }
    const imported = this.account.list(type).find((stored) => importId?.(stored.inputs, stored.id) === id);
    return this.find(type, id, { ...known.inputs, ...known.outputs }) ?? imported ?? this.takeOver(type, id, urn);
  }

  /** Imports a resource that was created as another type. */
  private takeOver(type: string, importedId: string, urn: string | undefined): StoredResource | undefined {
    const { sameAs, importId } = this.typeOf(type);
    if (sameAs === undefined) {
      return undefined;
    }
    for (const stored of this.account.list(sameAs.type)) {
      const inputs = sameAs.inputs(stored);
      if (inputs !== undefined) {
        const { id } = this.plan(type, inputs, stored.seed);
        if (importedId === (importId?.(inputs, id) ?? id)) {
          this.account.delete(stored.type, keyOf(stored.type, stored.id, stored.inputs));
          return this.store(type, inputs, stored.seed, undefined, urn);
        }
      }
    }
    return undefined;
  }

  delete(type: string, id: string, properties: JsonObject = {}): void {
    const stored = this.find(type, id, properties);
    if (stored !== undefined) {
      throwIfError(this.typeOf(type).deleteError?.(stored, this.account));
      this.account.delete(type, keyOf(type, id, stored.inputs));
    }
  }

  private find(type: string, id: string, properties: JsonObject): StoredResource | undefined {
    return this.account.get(type, keyOf(type, id, properties));
  }

  private store(
    type: string,
    inputs: JsonObject,
    seed: string,
    existing: StoredResource | undefined,
    urn: string | undefined,
  ): StoredResource {
    const resourceType = this.typeOf(type);
    const planned = this.plan(type, inputs, seed, existing?.id);
    throwIfError(
      nameError(type, inputs) ??
        this.duplicateError(type, inputs, existing) ??
        resourceType.inputError?.(inputs, planned, existing),
    );
    const files = {
      ...upload(this.account, inputs, this.folder, resourceType.content?.(inputs)),
      ...resourceType.files?.(inputs, planned),
    };
    const outputs = this.outputs(type, inputs, planned);
    const { id } = planned;
    const key = keyOf(type, id, inputs);
    const internal = resourceType.internal?.(inputs, planned, existing);
    const stored = { type, id, seed, inputs, outputs, internal, files, ...(key === id ? {} : { key }), urn };
    if (resourceType.stateless !== true) {
      this.account.put(stored);
    }
    return stored;
  }

  private duplicateError(type: string, inputs: JsonObject, existing: StoredResource | undefined): string | undefined {
    const { unique } = this.typeOf(type);
    if (unique === undefined) {
      return undefined;
    }
    const types = [type, ...(unique.sharedWith === undefined ? [] : [unique.sharedWith])];
    const isDuplicate = (other: StoredResource): boolean =>
      other !== existing && this.typeOf(other.type).unique?.by(other.inputs) === unique.by(inputs);
    return types.some((shared) => this.account.list(shared).some(isDuplicate)) ? unique.error(inputs) : undefined;
  }

  private outputs(type: string, inputs: JsonObject, planned: PlannedResource): JsonObject {
    const computed = { ...this.typeOf(type).outputs?.(inputs, planned), ...this.commonOutputs(type, inputs) };
    return { ...(fill(inputs, computed) as JsonObject), id: planned.id };
  }

  private commonOutputs(type: string, inputs: JsonObject): JsonObject {
    return commonOutputs(type, inputs, this.context(inputs).region, this.defaultTags);
  }

  private plan(type: string, inputs: JsonObject, seed: string, id?: string): PlannedResource & { seed: string } {
    const planned = {
      ...this.context(inputs),
      id: id ?? "",
      seed,
      token: (length: number, purpose = "id") =>
        createHash("sha256").update(`${seed} ${purpose}`).digest("hex").slice(0, length),
    };
    return { ...planned, id: id ?? this.typeOf(type).id(inputs, planned) };
  }

  private context(inputs: JsonObject): AwsContext {
    return { region: (inputs.region as string | undefined) ?? this.defaultRegion(), account: this.account };
  }
}

function rejectUnknown(type: string): never {
  throw new AwsError(
    `The local AWS does not support the resource type ${type}. local-aws/provider/types has the supported types.`,
  );
}

/** The resource's key in the account. */
function keyOf(type: string, id: string, properties: JsonObject): string {
  const { keyedByImportId, importId } = (resourceTypes.get(type) ?? {}) as Partial<ResourceType>;
  return keyedByImportId === true ? (importId?.(properties, id) ?? id) : id;
}

function throwIfError(error: string | undefined): void {
  if (error !== undefined) {
    throw new AwsError(error);
  }
}

/** The resource's name and seven hexadecimal digits, as the aws provider generates names. */
export function generatedName(resourceName: string, randomSeed: Uint8Array): string {
  return `${resourceName}-${Buffer.from(randomSeed).toString("hex").slice(0, 7)}`;
}

function isGenerated(name: unknown, resourceName: string): boolean {
  return typeof name === "string" && name.startsWith(`${resourceName}-`) && /-[0-9a-f]{7}$/.test(name);
}

function collapse(outputs: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [key, hasUnknown(value) ? unknownValue : value]),
  );
}
