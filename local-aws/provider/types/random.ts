import { PlannedResource, resourceType } from "../resourceType";
import { uuid } from "./ids";

interface PasswordInputs {
  readonly length: number;
  readonly lower?: boolean;
  readonly upper?: boolean;
  readonly numeric?: boolean;
  readonly number?: boolean;
  readonly special?: boolean;
  readonly overrideSpecial?: string;
  readonly minLower?: number;
  readonly minUpper?: number;
  readonly minNumeric?: number;
  readonly minSpecial?: number;
}

/** `RandomString` and `RandomPassword` have the same inputs. */
const passwordType = {
  stateless: true,
  immutable: [
    "keepers",
    "length",
    "lower",
    "upper",
    "numeric",
    "number",
    "special",
    "overrideSpecial",
    "minLower",
    "minUpper",
    "minNumeric",
    "minSpecial",
  ],
  inputError: ({ length, minLower = 0, minUpper = 0, minNumeric = 0, minSpecial = 0 }: PasswordInputs) =>
    length < Math.max(1, minLower + minUpper + minNumeric + minSpecial)
      ? `Invalid Attribute Value: length must be at least 1 and at least the sum of minUpper, minLower, minNumeric and minSpecial, got: ${length}`
      : undefined,
} as const;

const passwordDefaults = {
  lower: true,
  upper: true,
  numeric: true,
  number: true,
  special: true,
  minLower: 0,
  minUpper: 0,
  minNumeric: 0,
  minSpecial: 0,
};

/** It only has the form of a UUID. */
const uuidType = resourceType({
  stateless: true,
  immutable: ["keepers"],
  id: (_, planned) => uuid(planned),
  outputs: (_, { id }) => ({ result: id }),
});

/** The types of the package `random`. https://www.pulumi.com/registry/packages/random/ */
export const randomTypes = {
  "random:index/randomPassword:RandomPassword": resourceType<PasswordInputs>({
    ...passwordType,
    id: () => "none",
    outputs: (inputs, planned) => ({
      ...passwordDefaults,
      result: password(inputs, planned),
      // It only has the form of a hash: nothing here compares a password with it.
      bcryptHash: `$2a$10$${planned.token(53, "bcrypt")}`,
    }),
  }),
  "random:index/randomString:RandomString": resourceType<PasswordInputs>({
    ...passwordType,
    id: password,
    outputs: (_, { id }) => ({ ...passwordDefaults, result: id }),
  }),
  "random:index/randomId:RandomId": resourceType<{ readonly byteLength: number; readonly prefix?: string }>({
    stateless: true,
    immutable: ["keepers", "byteLength", "prefix"],
    id: ({ byteLength }, planned) => bytes(byteLength, planned).toString("base64url"),
    outputs: ({ byteLength, prefix = "" }, planned) => {
      const value = bytes(byteLength, planned);
      return {
        b64Std: `${prefix}${value.toString("base64")}`,
        b64Url: `${prefix}${value.toString("base64url")}`,
        dec: `${prefix}${BigInt(`0x${value.toString("hex")}`)}`,
        hex: `${prefix}${value.toString("hex")}`,
      };
    },
  }),
  "random:index/randomBytes:RandomBytes": resourceType<{ readonly length: number }>({
    stateless: true,
    immutable: ["keepers", "length"],
    id: () => "none",
    outputs: ({ length }, planned) => {
      const value = bytes(length, planned);
      return { base64: value.toString("base64"), hex: value.toString("hex") };
    },
  }),
  "random:index/randomInteger:RandomInteger": resourceType<{ readonly min: number; readonly max: number }>({
    stateless: true,
    immutable: ["keepers", "min", "max", "seed"],
    id: (inputs, planned) => String(integer(inputs, planned)),
    outputs: (_, { id }) => ({ result: Number(id) }),
  }),
  "random:index/randomPet:RandomPet": resourceType<PetInputs>({
    stateless: true,
    immutable: ["keepers", "length", "prefix", "separator"],
    id: ({ length = 2, prefix, separator = "-" }, { token }) =>
      [
        ...(prefix === undefined ? [] : [prefix]),
        ...Array.from({ length }, (_, at) => petWords[Number.parseInt(token(8, `word ${at}`), 16) % petWords.length]),
      ].join(separator),
    outputs: () => ({ length: 2, separator: "-" }),
  }),
  "random:index/randomShuffle:RandomShuffle": resourceType<ShuffleInputs>({
    stateless: true,
    immutable: ["keepers", "inputs", "resultCount", "seed"],
    id: () => "-",
    outputs: ({ inputs, resultCount = inputs.length }, { token }) => ({
      results: inputs
        .map((value, at) => ({ value, place: token(12, `place ${at}`) }))
        .sort((left, right) => left.place.localeCompare(right.place))
        .slice(0, resultCount)
        .map(({ value }) => value),
    }),
  }),
  "random:index/randomUuid:RandomUuid": uuidType,
  "random:index/randomUuid4:RandomUuid4": uuidType,
};

interface PetInputs {
  readonly length?: number;
  readonly prefix?: string;
  readonly separator?: string;
}

interface ShuffleInputs {
  readonly inputs: readonly string[];
  readonly resultCount?: number;
}

const petWords = ["able", "bold", "calm", "deep", "fair", "keen", "mild", "neat", "wise", "badger", "falcon", "otter"];

function bytes(length: number, { token }: Pick<PlannedResource, "token">): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, at) => token(64, `bytes ${at}`));
  return Buffer.from(blocks.join(""), "hex").subarray(0, length);
}

function integer({ min, max }: { min: number; max: number }, { token }: PlannedResource): number {
  return min + (Number.parseInt(token(12, "integer"), 16) % (max - min + 1));
}

interface CharacterKind {
  readonly characters: string;
  readonly minimum: number;
}

function password(inputs: PasswordInputs, { token }: Pick<PlannedResource, "token">): string {
  const pick = (characters: string, purpose: string): string =>
    characters[Number.parseInt(token(12, `password ${purpose}`), 16) % characters.length] ?? "";
  const kinds = kindsOf(inputs);
  const all = kinds.map(({ characters }) => characters).join("");
  const required = kinds.flatMap(({ characters, minimum }) => Array.from({ length: minimum }, () => characters));
  const rest = Array.from({ length: inputs.length - required.length }, () => all);
  return [...required, ...rest]
    .map((characters, at) => ({ character: pick(characters, `character ${at}`), place: token(12, `place ${at}`) }))
    .sort((left, right) => left.place.localeCompare(right.place))
    .map(({ character }) => character)
    .join("");
}

function kindsOf(inputs: PasswordInputs): CharacterKind[] {
  const { lower = true, upper = true, special = true, number = true, numeric = number } = inputs;
  const lowerCase = "abcdefghijklmnopqrstuvwxyz";
  return [
    ...(lower ? [{ characters: lowerCase, minimum: inputs.minLower ?? 0 }] : []),
    ...(upper ? [{ characters: lowerCase.toUpperCase(), minimum: inputs.minUpper ?? 0 }] : []),
    ...(numeric ? [{ characters: "0123456789", minimum: inputs.minNumeric ?? 0 }] : []),
    ...(special
      ? [{ characters: inputs.overrideSpecial ?? "!@#$%&*()-_=+[]{}<>:?", minimum: inputs.minSpecial ?? 0 }]
      : []),
  ];
}
