interface UnknownDetails {
  /** What the reader can do to make the value known: a sentence. */
  readonly resolution?: string;
  /** @default the reason */
  readonly root?: string;
  /** Whether it is unknown if there is a value at all, because the object that would hold it is unknown. */
  readonly mayBeAbsent?: boolean;
}

/** A value that is unknown, at least until the program has run, and the reason. */
export class Unknown {
  readonly resolution: string;
  /** Names the value that has to become known. Values that are unknown because of the same one have the same root. */
  readonly root: string;
  readonly mayBeAbsent: boolean;

  constructor(
    readonly reason: string,
    private readonly sources: () => readonly Resource[] = () => [],
    { resolution, root = reason, mayBeAbsent = false }: UnknownDetails = {},
  ) {
    this.resolution = resolution ?? "Set a literal value, or check again after deployment.";
    this.root = root;
    this.mayBeAbsent = mayBeAbsent;
  }

  /** The resources it can come from, by the engine's property dependencies; empty if the engine records none. */
  get candidates(): readonly Resource[] {
    return this.sources();
  }

  /** A property of this unknown object. It may be absent, and it may have come from anywhere, a literal too. */
  property(): Unknown {
    return new Unknown(this.reason, undefined, { resolution: this.resolution, root: this.root, mayBeAbsent: true });
  }

  /** A value that is unknown because this one is. */
  causes(reason: string): Unknown {
    return new Unknown(reason, undefined, { resolution: this.resolution, root: this.root });
  }
}

export type Maybe<T> = T | Unknown;

/** A resource of a program or a state, with plain values. An unknown value has the resources it can come from. */
export interface Resource {
  readonly type: string;
  readonly urn: string;
  /** Unknown if the engine skipped the creation of the resource: `--target` and `--exclude` do. */
  readonly props: Maybe<Readonly<Record<string, unknown>>>;
  /** @default false */
  readonly isComponent?: boolean;
  /** The URN of the resource that it is inside of, such as a CloudFormation stack. */
  readonly holder?: string;
  /** Whether all of its parts, such as the stages of an API, are known, also those of other programs. @default false */
  readonly hasAllParts?: boolean;
}

/** True, false, or unknown for a reason. */
export type Tristate = Maybe<boolean>;

export function isKnown<T>(value: Maybe<T>): value is T {
  return !(value instanceof Unknown);
}

/** Whether a property has a value. An unknown output is a value; a property of an unknown object may have none. */
export function isSet(value: unknown): Tristate {
  return value instanceof Unknown && value.mayBeAbsent ? value : value !== undefined;
}

/** Applies a function to a known value. */
export function map<T, R>(value: Maybe<T>, change: (known: T) => Maybe<R>): Maybe<R> {
  return value instanceof Unknown ? value : change(value);
}

/** The values, or the first unknown one. */
export function allKnown<T>(values: readonly Maybe<T>[]): Maybe<readonly T[]> {
  return values.find((value) => value instanceof Unknown) ?? values.filter(isKnown);
}

/** True if any is true, false if all are false, otherwise the first unknown one. */
export function either(...answers: readonly Tristate[]): Tristate {
  return combined(true, answers);
}

/** True if all are true, false if any is false, otherwise the first unknown one. */
export function both(...answers: readonly Tristate[]): Tristate {
  return combined(false, answers);
}

/** The answer that decides if any is that, otherwise the first unknown one, otherwise the opposite. */
function combined(decides: boolean, answers: readonly Tristate[]): Tristate {
  let unknown: Unknown | undefined;
  for (const answer of answers) {
    if (answer === decides) {
      return decides;
    }
    if (answer instanceof Unknown) {
      unknown ??= answer;
    }
  }
  return unknown ?? !decides;
}

/** The answer that all of several possibilities have in common. */
export function inCommon(answers: readonly Tristate[], reasonIfDifferent: string): Tristate {
  const [first = false] = answers;
  return answers.every((answer) => answer === first)
    ? first
    : (answers.find((answer) => answer instanceof Unknown) ?? new Unknown(reasonIfDifferent));
}

export function not(answer: Tristate): Tristate {
  return answer instanceof Unknown ? answer : !answer;
}

/** Whether a value, or any value inside it, is unknown. */
export function hasUnknown(value: unknown): boolean {
  return (
    value instanceof Unknown || (typeof value === "object" && value !== null && Object.values(value).some(hasUnknown))
  );
}
