import { Measure } from "../measure";

/** The measures by name, in the order in which they run. Each is loaded when it runs, because some load all of Pulumi. */
export const measures: Readonly<Record<string, () => Promise<Measure>>> = {
  boot: async () => (await import("./boot")).boot,
  analyze: async () => (await import("./analysis")).analyze,
  stack: async () => (await import("./analysis")).analyzeStack,
  preview: async () => (await import("./preview")).preview,
  commands: async () => (await import("./commands")).commands,
  executable: async () => (await import("./executable")).packageExecutable,
  live: async () => (await import("./live")).live,
  audit: async () => (await import("./audit")).audit,
  edge: async () => (await import("./edge")).edge,
  streaming: async () => (await import("./streaming")).streaming,
  test: async () => (await import("./commands")).test,
};

/** Measures that take minutes. They run only if requested. */
export const slow: readonly string[] = ["test"];
