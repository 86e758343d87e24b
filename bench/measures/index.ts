import { Measure } from "../measure";

/** By name, in the order in which they are taken. Each is loaded once it is to be taken: some need all of Pulumi. */
export const measures: Readonly<Record<string, () => Promise<Measure>>> = {
  boot: async () => (await import("./boot")).boot,
  analyze: async () => (await import("./analysis")).analyze,
  stack: async () => (await import("./analysis")).analyzeStack,
  preview: async () => (await import("./preview")).preview,
  commands: async () => (await import("./commands")).commands,
  edge: async () => (await import("./edge")).edge,
  test: async () => (await import("./commands")).test,
};

/** They take minutes: measured only if asked for. */
export const slow: readonly string[] = ["test"];
