import { readFileSync } from "node:fs";
import { AwsError } from "./awsError";

const calls = ["check", "diff", "create", "read", "update", "delete"] as const;
const kinds = ["throttle", "server-error", "timeout", "kill-before", "kill-after"] as const;

export type FaultyCall = (typeof calls)[number];

/** A fault in one of the engine's calls to the provider. Previews of creates and updates have no faults. */
export interface Fault {
  readonly call: FaultyCall;
  /** A resource type's token. @default any type */
  readonly type?: string;
  /** The number of the matching call, starting at 1. @default every matching call */
  readonly nth?: number;
  /**
   * - `throttle`, `server-error`: AWS does nothing, and the aws provider reports the error after its last retry.
   * - `timeout`: AWS does it, but the response is lost.
   * - `kill-before`: the process is killed before AWS does it.
   * - `kill-after`: the process is killed after AWS did it and before the engine gets the response.
   */
  readonly fault: (typeof kinds)[number];
}

/** Injects the faults of a plan. */
export class FaultInjector {
  private readonly counts = new Map<Fault, number>();

  /** @param kill the default kills the process group: this process and the engine that it started */
  constructor(
    private readonly plan: readonly Fault[],
    private readonly kill: () => void = () => process.kill(0, "SIGKILL"),
  ) {}

  async around<Response>(call: FaultyCall, type: string, work: () => Promise<Response>): Promise<Response> {
    switch (this.due(call, type)?.fault) {
      case undefined:
        return work();
      case "throttle":
        throw new AwsError(`${retriesExhausted(call, type, 400)}, api error Throttling: Rate exceeded`);
      case "server-error":
        throw new AwsError(
          `${retriesExhausted(call, type, 500)}, api error ServiceException: An internal error occurred. Try again.`,
        );
      case "timeout":
        await work();
        throw new AwsError(
          `${retriesExhausted(call, type, 0)}, request send failed, net/http: request canceled (Client.Timeout exceeded while awaiting headers)`,
        );
      case "kill-before":
        return this.neverRespond();
      case "kill-after":
        await work();
        return this.neverRespond();
    }
  }

  private due(call: FaultyCall, type: string): Fault | undefined {
    const matching = this.plan.filter((fault) => fault.call === call && (fault.type ?? type) === type);
    return matching.filter((fault) => this.count(fault) === (fault.nth ?? this.counts.get(fault)))[0];
  }

  private count(fault: Fault): number {
    const count = (this.counts.get(fault) ?? 0) + 1;
    this.counts.set(fault, count);
    return count;
  }

  /** Never resolves, because the engine that called is killed too. */
  private neverRespond(): Promise<never> {
    this.kill();
    return new Promise(() => undefined);
  }
}

/** A message in the form of the AWS SDK, with an operation named after the resource type. */
function retriesExhausted(call: FaultyCall, type: string, status: number): string {
  const [, module = "", name = ""] = type.split(":");
  const service = module.split("/")[0] ?? "";
  const operation = `${call.charAt(0).toUpperCase()}${call.slice(1)}${name}`;
  return `operation error ${service}: ${operation}, exceeded maximum number of attempts, 25, https response error StatusCode: ${status}, RequestID: 00000000-0000-0000-0000-000000000000`;
}

/**
 * Reads a plan, a list of faults, from a JSON file.
 * @throws an error that names the invalid value.
 */
export function readFaults(file: string): Fault[] {
  const faults: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!Array.isArray(faults)) {
    throw new Error(`${file}: not a list of faults; use e.g. [{"call": "create", "nth": 3, "fault": "throttle"}]`);
  }
  return faults.map((fault, at) => checked(fault as Partial<Fault>, `${file}[${at}]`));
}

function checked(fault: Partial<Fault>, path: string): Fault {
  const { call, fault: kind, nth, type } = fault;
  const problem =
    oneOf(calls, call, "call") ??
    oneOf(kinds, kind, "fault") ??
    (nth === undefined || (Number.isInteger(nth) && nth > 0) ? undefined : invalid("nth", nth, "an integer above 0")) ??
    (type === undefined || typeof type === "string" ? undefined : invalid("type", type, "a resource type's token"));
  if (problem !== undefined) {
    throw new Error(`${path}.${problem}`);
  }
  return fault as Fault;
}

function oneOf(allowed: readonly string[], value: unknown, key: string): string | undefined {
  return allowed.some((one) => one === value)
    ? undefined
    : invalid(key, value, `${allowed.slice(0, -1).join(", ")} or ${allowed.at(-1)}`);
}

function invalid(key: string, value: unknown, expected: string): string {
  return `${key}: ${JSON.stringify(value)} is not valid; use ${expected}`;
}
