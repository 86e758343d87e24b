import * as ownRuntime from "@pulumi/pulumi/runtime";
import { Program, Project } from "./project";

/** A program that can run many times in one process. */
export interface ReleasedProgram {
  readonly program: Program;
  /** Frees what the operations so far left. */
  readonly release: () => void;
}

/**
 * The SDK never closes the connections of an inline program to the engine. Each of them keeps all resources of its operation in
 * memory.
 */
export function releasedProgram(program: Program, project: Project): ReleasedProgram {
  const runtime = project.runtime?.loadSdk?.().runtime ?? ownRuntime;
  const clients = new Set<Closable>();
  return {
    program: () => {
      for (const client of [runtime.getMonitor(), runtime.getEngine()]) {
        if (isClosable(client)) {
          clients.add(client);
        }
      }
      return program();
    },
    release: () => {
      for (const client of clients) {
        client.close();
      }
      clients.clear();
    },
  };
}

interface Closable {
  close(): void;
}

/** Whether it is a gRPC client. A program can have its own copy of the class. */
function isClosable(client: unknown): client is Closable {
  return typeof client === "object" && client !== null && "close" in client && typeof client.close === "function";
}
