import { Client } from "@grpc/grpc-js";
import * as runtime from "@pulumi/pulumi/runtime";
import { Program } from "./project";

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
export function releasedProgram(program: Program): ReleasedProgram {
  const clients = new Set<Client>();
  return {
    program: () => {
      for (const client of [runtime.getMonitor(), runtime.getEngine()]) {
        if (client instanceof Client) {
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
