import { subscribe } from "node:diagnostics_channel";

/** A function's code that the program bundled from source files. `components/apiOrigin/bundled.ts` announces it. */
export interface Bundle {
  readonly sources: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly again: () => Readonly<Record<string, string>>;
}

/** The bundles of a program, the last one of each set of sources. */
export class Bundles {
  private readonly known = new Map<string, Bundle>();

  constructor() {
    subscribe("pulumi-multi-origin:bundled", (message) => {
      this.add(message as Bundle);
    });
  }

  from(source: string): Bundle[] {
    return [...this.known.values()].filter(({ sources }) => sources.includes(source));
  }

  /** Bundles again. @throws an error with the messages of the bundler */
  renew(bundle: Bundle): Bundle {
    const renewed = { ...bundle, files: bundle.again() };
    this.add(renewed);
    return renewed;
  }

  private add(bundle: Bundle): void {
    this.known.set(JSON.stringify(bundle.sources), bundle);
  }
}
