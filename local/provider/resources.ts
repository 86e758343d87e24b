import { createHash, randomUUID } from "node:crypto";
import { Account, JsonObject, StoredResource } from "../account";
import { upload } from "./files";
import { Planned, ResourceType } from "./resourceType";
import { resourceTypes } from "./types";
import { fill, hasUnknown, promise, same, unknown } from "./values";

/** How a preview writes a property that holds an unknown deep inside: as it is, or the whole property as unknown. */
export type PreviewForm = "nested" | "collapsed";

/** AWS said no; the message is AWS's. */
export class Refusal extends Error {}

/** Creates, reads, updates and deletes what the table of resource types describes. */
export class Resources {
  constructor(
    private readonly account: Account,
    private readonly defaultRegion: () => string,
    private readonly previewForm: PreviewForm,
  ) {}

  check(type: string, news: JsonObject, olds: JsonObject, proposedName: string): JsonObject {
    const { namedBy } = typeOf(type);
    if (namedBy === undefined || news[namedBy] !== undefined) {
      return news;
    }
    return { ...news, [namedBy]: olds[namedBy] ?? proposedName };
  }

  diff(type: string, olds: JsonObject, news: JsonObject): { changed: string[]; replaced: string[] } {
    const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
    const changed = [...keys].filter((key) => !same(olds[key], news[key]));
    const immutable = typeOf(type).immutable ?? [];
    return { changed, replaced: changed.filter((key) => immutable.includes(key)) };
  }

  /** What the engine may know of a resource before it exists. */
  preview(type: string, inputs: JsonObject, id: string | undefined): JsonObject {
    const stored = id === undefined ? undefined : this.account.get(type, id);
    const planned = this.plan(type, inputs, stored?.seed ?? randomUUID(), stored?.id);
    const real = this.compute(typeOf(type), inputs, planned);
    const promised = stored === undefined ? (promise({ ...inputs }, real) as JsonObject) : real;
    if (stored === undefined) {
      promised.id = unknown;
    }
    return this.previewForm === "nested" ? promised : collapse(promised);
  }

  create(type: string, inputs: JsonObject): StoredResource {
    const planned = this.plan(type, inputs, randomUUID());
    const taken = this.account.get(type, planned.id);
    // Only what AWS names by its inputs can be there already; the provider overwrites it, as it would a record.
    return this.store(type, inputs, taken?.seed ?? planned.seed, undefined);
  }

  update(type: string, id: string, inputs: JsonObject): StoredResource {
    const stored = this.account.get(type, id);
    if (stored === undefined) {
      throw new Refusal(`NotFoundException: ${type} ${id} does not exist`);
    }
    return this.store(type, inputs, stored.seed, stored);
  }

  read(type: string, id: string): StoredResource | undefined {
    typeOf(type);
    return this.account.get(type, id);
  }

  delete(type: string, id: string): void {
    typeOf(type);
    this.account.delete(type, id);
  }

  private store(type: string, inputs: JsonObject, seed: string, self: StoredResource | undefined): StoredResource {
    const resourceType = typeOf(type);
    const refusal = resourceType.refuse?.(inputs, this.account, self);
    if (refusal !== undefined) {
      throw new Refusal(refusal);
    }
    const planned = this.plan(type, inputs, seed, self?.id);
    const files = upload(this.account, inputs);
    const outputs = this.compute(resourceType, inputs, planned);
    const stored: StoredResource = { type, id: planned.id, seed, inputs, outputs, files };
    this.account.put(stored);
    return stored;
  }

  private compute(resourceType: ResourceType, inputs: JsonObject, planned: Planned): JsonObject {
    const computed = resourceType.outputs?.(inputs, planned) ?? {};
    return { ...(fill(inputs, computed) as JsonObject), id: planned.id };
  }

  private plan(type: string, inputs: JsonObject, seed: string, id?: string): Planned & { seed: string } {
    const planned = {
      id: id ?? "",
      seed,
      region: (inputs.region as string | undefined) ?? this.defaultRegion(),
      account: this.account,
      token: (length: number, purpose = "id") =>
        createHash("sha256").update(`${seed} ${purpose}`).digest("hex").slice(0, length),
    };
    return { ...planned, id: id ?? typeOf(type).id(inputs, planned) };
  }
}

function typeOf(type: string): ResourceType {
  const resourceType = resourceTypes.get(type);
  if (resourceType === undefined) {
    throw new Refusal(
      `the local AWS does not know the resource type ${type}; local/provider/types lists the ones it models`,
    );
  }
  return resourceType;
}

function collapse(outputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, hasUnknown(value) ? unknown : value]));
}
