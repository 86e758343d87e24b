import { Names } from "./changes";
import { Part, structure } from "./names";

/** Where code writes a name: a part of the request, or an object that may be anything in it. */
export type Holder = Part | "somewhere";

/** The names that a function's code writes. */
export class WrittenNames {
  private readonly names: Readonly<Record<Holder, Set<string>>> = {
    headers: new Set(),
    cookies: new Set(),
    querystring: new Set(),
    somewhere: new Set(),
  };
  private readonly unknownIn = new Set<Holder>();

  /** @param name undefined if it cannot be determined */
  add(holder: Holder, name: string | undefined): void {
    if (name === undefined) {
      this.unknownIn.add(holder);
    } else {
      this.names[holder].add(name);
    }
  }

  get hasPath(): boolean {
    return this.names.somewhere.has("uri") || this.unknownIn.has("somewhere");
  }

  /** The lower-case names in a part of the request. */
  in(part: Part): Names {
    const { somewhere } = this.names;
    if (this.unknownIn.has(part) || this.unknownIn.has("somewhere") || somewhere.has(part)) {
      return "any";
    }
    const elsewhere = [...somewhere].filter((name) => !structure.has(name));
    return new Set([...this.names[part], ...elsewhere].map((name) => name.toLowerCase()));
  }
}
