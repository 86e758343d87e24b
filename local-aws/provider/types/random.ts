import { PlannedResource, resourceType } from "../resourceType";

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

/** The types of the package `random`. https://www.pulumi.com/registry/packages/random/api-docs/randompassword/ */
export const randomTypes = {
  "random:index/randomPassword:RandomPassword": resourceType<PasswordInputs>({
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
    id: () => "none",
    outputs: (inputs, planned) => ({
      lower: true,
      upper: true,
      numeric: true,
      number: true,
      special: true,
      minLower: 0,
      minUpper: 0,
      minNumeric: 0,
      minSpecial: 0,
      result: password(inputs, planned),
      // It only has the form of a hash: nothing here compares a password with it.
      bcryptHash: `$2a$10$${planned.token(53, "bcrypt")}`,
    }),
    inputError: ({ length, minLower = 0, minUpper = 0, minNumeric = 0, minSpecial = 0 }) =>
      length < Math.max(1, minLower + minUpper + minNumeric + minSpecial)
        ? `Invalid Attribute Value: length must be at least 1 and at least the sum of minUpper, minLower, minNumeric and minSpecial, got: ${length}`
        : undefined,
  }),
};

interface CharacterKind {
  readonly characters: string;
  readonly minimum: number;
}

function password(inputs: PasswordInputs, { token }: PlannedResource): string {
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
