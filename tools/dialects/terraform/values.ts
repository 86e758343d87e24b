import { secretStrings } from "../../../policy-pack/adapter/secrets";
import { Unknown } from "../../../policy-pack/program/maybe";
import { printableLines } from "../../../policy-pack/program/printable";
import { isObject, Properties } from "../../../policy-pack/program/readValue";
import { isBlockName, pulumiName } from "./names";
import { isExpression, dynamicBlock, referencesIn } from "./sources";

/** A part of a resource, as a plan or a state shows it. */
interface Part {
  readonly value: unknown;
  /** True, or the shape of the value with true for each unknown one. */
  readonly unknown: unknown;
  readonly sensitive: unknown;
  /** The expressions of the configuration: one of a property, those of a block, or a list of blocks. */
  readonly written: Written;
  /** The path in messages. */
  readonly path: string;
}

type Written = Properties | readonly Properties[] | undefined;

/** What the values of one resource are read with. */
export interface Reading {
  readonly type: string;
  /** The begin of each path in messages. */
  readonly owner: string;
  readonly unknown: (reason: string, references: readonly string[]) => Unknown;
  /** Receives each sensitive value. */
  readonly addSecrets: (values: readonly string[]) => void;
}

/** The properties of a resource with Pulumi's names. */
export function readValues(
  values: Properties,
  unknown: unknown,
  sensitive: unknown,
  written: Properties | undefined,
  reading: Reading,
): Properties {
  return readProperties({ value: values, unknown, sensitive, written, path: "" }, reading, true);
}

function readProperties(
  { value, unknown, sensitive, written, path }: Part,
  reading: Reading,
  isTop: boolean,
): Properties {
  const known = isObject(value) ? value : {};
  const keys = new Set([...Object.keys(known), ...(isObject(unknown) ? Object.keys(unknown) : [])]);
  const isBlock = isObject(written) && !isExpression(written);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const part = {
        value: known[key],
        unknown: propertyOf(unknown, key),
        sensitive: propertyOf(sensitive, key),
        written: isBlock ? writtenOf(written, key) : written,
        path: path === "" ? `${reading.owner}${key}` : `${path}.${key}`,
      };
      const { name, isSingle, keepsEmpty } = pulumiName(reading.type, key, isTop);
      const read = isBlock && isUnset(part, key, isTop) ? undefined : readPart(part, reading);
      const only = isSingle && isListOfBlocks(read, keepsEmpty) ? read[0] : read;
      return only === undefined || only === null ? [] : [[name, only] as const];
    }),
  );
}

/**
 * Whether the provider computes a property that the configuration does not set. A preview of Pulumi does not have it
 * either. The ID is unknown if the plan creates the resource.
 */
function isUnset({ value, unknown, written }: Part, key: string, isTop: boolean): boolean {
  return written === undefined && key !== "id" && (unknown === true || (!isTop && Array.isArray(value)));
}

/** The expressions of a property. Those of dynamic blocks are not in a plan. */
function writtenOf(block: Properties, key: string): Written {
  const written = block[key] as Written;
  return written === undefined && isBlockName(key) ? { references: [dynamicBlock] } : written;
}

function readPart(part: Part, reading: Reading): unknown {
  const { value, unknown, sensitive, written, path } = part;
  if (unknown === true) {
    return reading.unknown(`${path} is unknown until the plan is applied`, referencesIn(written));
  }
  if (sensitive === true) {
    reading.addSecrets(secretStrings(value, true));
  }
  if (Array.isArray(value)) {
    return readList(value, part, reading);
  }
  if (isObject(value) || isObject(unknown)) {
    return readProperties(part, reading, false);
  }
  return typeof value === "string" ? printableLines(value) : value;
}

function readList(list: readonly unknown[], { unknown, sensitive, written, path }: Part, reading: Reading): unknown[] {
  const blocks = Array.isArray(written) ? (written as readonly Properties[]) : undefined;
  return list.map((value, index) =>
    readPart(
      {
        value,
        unknown: itemOf(unknown, index),
        sensitive: itemOf(sensitive, index),
        written: blocks === undefined ? written : blockOf(value, blocks, list.length),
        path: `${path}[${index}]`,
      },
      reading,
    ),
  );
}

/**
 * The expressions of one block. The order in a set is not that of the configuration, so the constants decide which block
 * it is. If several fit, they are read as one.
 * @param count the number of blocks that the plan shows: more than the configuration has if some are dynamic
 */
function blockOf(value: unknown, blocks: readonly Properties[], count: number): Properties {
  const fitting = blocks.filter((block) => fits(value, block));
  const [first] = fitting;
  return first !== undefined && fitting.length === 1 && count === blocks.length
    ? first
    : { references: [...referencesIn(fitting), ...(count === blocks.length ? [] : [dynamicBlock])] };
}

function fits(value: unknown, block: Properties): boolean {
  return Object.entries(block).every(([key, written]) => {
    const own = isObject(value) ? value[key] : undefined;
    return (
      !isObject(written) ||
      typeof written.constant_value !== "string" ||
      own === undefined ||
      own === null ||
      written.constant_value === own
    );
  });
}

function isListOfBlocks(value: unknown, keepsEmpty: boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every((item) => isObject(item)) && !(keepsEmpty && value.length === 0);
}

function propertyOf(shape: unknown, key: string): unknown {
  return isObject(shape) ? shape[key] : shape === true;
}

function itemOf(shape: unknown, index: number): unknown {
  return Array.isArray(shape) ? (shape as unknown[])[index] : shape === true;
}
