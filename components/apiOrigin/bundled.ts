import { channel } from "node:diagnostics_channel";

/** A function's code that was bundled, as a message for tools that serve an edited handler before it is deployed. */
export interface Bundled {
  /** The source files, absolute. */
  readonly sources: readonly string[];
  /** The files of the function's code, by name. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * Bundles the sources again.
   * @throws an error with esbuild's messages
   */
  readonly again: () => Readonly<Record<string, string>>;
}

const bundles = channel("pulumi-multi-origin:bundled");

/** Without a listener it does nothing. https://nodejs.org/api/diagnostics_channel.html */
export function announceBundle(bundled: Bundled): void {
  bundles.publish(bundled);
}
