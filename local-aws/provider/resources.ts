import { createHash, randomUUID } from "node:crypto";
import { Account, JsonObject, StoredResource } from "../aws/account";
import { upload } from "./files";
import { Asked, Planned, ResourceType } from "./resourceType";
import { unknownValue } from "./signatures";
import { resourceTypes } from "./types";
import { fill, hasUnknown, promise, same } from "./values";

/** How a preview writes a property that holds an unknown deep inside: as it is, or the whole property as unknown. */
export type PreviewForm = "nested" | "collapsed";

/** AWS said no; the message is AWS's. */
export class Refusal extends Error {}

type Known = Pick<StoredResource, "inputs" | "outputs">;

/** The changes of a resource, property by property. */
export interface Diff {
  readonly changed: string[];
  readonly replaced: string[];
  /** Whether the old one has to go before the new one can come. */
  readonly deleteBeforeReplace: boolean;
}

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

  diff(type: string, olds: JsonObject, news: JsonObject, resourceName = ""): Diff {
    const { namedBy, immutable = [] } = typeOf(type);
    const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
    const changed = [...keys].filter((key) => !same(olds[key], news[key]));
    // A resource stays in its region, whatever it is.
    const replaced = changed.filter((key) => key === "region" || immutable.includes(key));
    const keepsName = namedBy !== undefined && same(olds[namedBy], news[namedBy]);
    return {
      changed,
      replaced,
      // As the aws provider has it: two can't have one name, and only a generated one is new for the new resource.
      deleteBeforeReplace: replaced.length > 0 && keepsName && !isGenerated(news[namedBy], resourceName),
    };
  }

  /** What the engine may know of a resource before it exists. */
  preview(type: string, inputs: JsonObject, id: string | undefined): JsonObject {
    const stored = id === undefined ? undefined : this.find(type, id, inputs);
    const planned = this.plan(type, inputs, stored?.seed ?? randomUUID(), stored?.id);
    const real = this.compute(typeOf(type), inputs, planned);
    const promised = stored === undefined ? (promise({ ...inputs }, real) as JsonObject) : real;
    if (stored === undefined) {
      promised.id = unknownValue;
    }
    return this.previewForm === "nested" ? promised : collapse(promised);
  }

  /** Whether everything is there that the aws provider waits for before it calls the resource made. */
  isReady(type: string, inputs: JsonObject): boolean {
    return typeOf(type).awaits?.until(inputs, this.asked(inputs)) ?? true;
  }

  /** @param madeFor the URN of the stack's resource. */
  create(type: string, inputs: JsonObject, madeFor?: string): StoredResource {
    const { awaits, effect } = typeOf(type);
    if (awaits !== undefined && !this.isReady(type, inputs)) {
      throw new Refusal(awaits.error(inputs));
    }
    const planned = this.plan(type, inputs, randomUUID());
    const taken = this.find(type, planned.id, inputs);
    const stored = this.store(type, inputs, taken?.seed ?? planned.seed, undefined, madeFor);
    effect?.(inputs, this.account);
    return stored;
  }

  update(type: string, id: string, inputs: JsonObject): StoredResource {
    const stored = this.find(type, id, inputs);
    if (stored === undefined) {
      throw new Refusal(`NotFoundException: ${type} ${id} does not exist`);
    }
    return this.store(type, inputs, stored.seed, stored, stored.madeFor);
  }

  /** @param known what the engine has of it; nothing where it is to be imported. */
  read(type: string, id: string, known: Known = { inputs: {}, outputs: {} }): StoredResource | undefined {
    const { stateless, importId } = typeOf(type);
    if (stateless === true) {
      return { type, id, seed: "", ...known };
    }
    const imported = this.account.list(type).find(({ inputs, id: own }) => importId?.(inputs, own) === id);
    return this.find(type, id, { ...known.inputs, ...known.outputs }) ?? imported;
  }

  delete(type: string, id: string, properties: JsonObject = {}): void {
    const stored = this.find(type, id, properties);
    if (stored !== undefined) {
      refuse(typeOf(type).refuseDelete?.(stored, this.account));
      this.account.delete(type, this.keyOf(type, id, stored.inputs));
    }
  }

  private find(type: string, id: string, properties: JsonObject): StoredResource | undefined {
    return this.account.get(type, this.keyOf(type, id, properties));
  }

  private keyOf(type: string, id: string, properties: JsonObject): string {
    const { keyedByImportId, importId } = typeOf(type);
    return keyedByImportId === true ? (importId?.(properties, id) ?? id) : id;
  }

  private store(
    type: string,
    inputs: JsonObject,
    seed: string,
    self: StoredResource | undefined,
    madeFor: string | undefined,
  ): StoredResource {
    const resourceType = typeOf(type);
    const planned = this.plan(type, inputs, seed, self?.id);
    refuse(this.sharedName(type, inputs, self) ?? resourceType.refuse?.(inputs, planned, self));
    const files = upload(this.account, inputs);
    const outputs = this.compute(resourceType, inputs, planned);
    const { id } = planned;
    const key = this.keyOf(type, id, inputs);
    const kept = resourceType.keep?.(inputs, planned, self);
    const stored = { type, id, seed, inputs, outputs, kept, files, ...(key === id ? {} : { key }), madeFor };
    if (resourceType.stateless !== true) {
      this.account.put(stored);
    }
    return stored;
  }

  private sharedName(type: string, inputs: JsonObject, self: StoredResource | undefined): string | undefined {
    const { unique } = typeOf(type);
    const isTaken = (other: StoredResource): boolean =>
      other !== self && unique?.by(other.inputs) === unique?.by(inputs);
    return unique !== undefined && this.account.list(type).some(isTaken) ? unique.error(inputs) : undefined;
  }

  private compute(resourceType: ResourceType, inputs: JsonObject, planned: Planned): JsonObject {
    const computed = resourceType.outputs?.(inputs, planned) ?? {};
    return { ...(fill(inputs, computed) as JsonObject), id: planned.id };
  }

  private plan(type: string, inputs: JsonObject, seed: string, id?: string): Planned & { seed: string } {
    const planned = {
      ...this.asked(inputs),
      id: id ?? "",
      seed,
      token: (length: number, purpose = "id") =>
        createHash("sha256").update(`${seed} ${purpose}`).digest("hex").slice(0, length),
    };
    return { ...planned, id: id ?? typeOf(type).id(inputs, planned) };
  }

  private asked(inputs: JsonObject): Asked {
    return { region: (inputs.region as string | undefined) ?? this.defaultRegion(), account: this.account };
  }
}

function typeOf(type: string): ResourceType {
  const resourceType = resourceTypes.get(type);
  if (resourceType === undefined) {
    throw new Refusal(
      `the local AWS does not know the resource type ${type}; local-aws/provider/types lists the ones it models`,
    );
  }
  return resourceType;
}

function refuse(refusal: string | undefined): void {
  if (refusal !== undefined) {
    throw new Refusal(refusal);
  }
}

/** The resource's name and seven hexadecimal digits, as the aws provider makes them. */
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
