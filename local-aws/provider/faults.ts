import { readFileSync } from "node:fs";
import { AwsError } from "./awsError";

const calls = ["check", "diff", "create", "read", "update", "delete"] as const;
const kinds = ["throttle", "server-error", "timeout", "kill-before", "kill-after"] as const;

export type FaultyCall = (typeof calls)[number];

/** What goes wrong at a call of the engine's to the provider. A create or an update that only previews is no call. */
export interface Fault {
  readonly call: FaultyCall;
  /** A resource type's token. @default any */
  readonly type?: string;
  /** Which of the calls that fit, from 1 on. @default each of them */
  readonly nth?: number;
  /**
   * `throttle` and `server-error`: what the aws provider reports once its retries are used up; AWS did nothing.
   * `timeout`: AWS did it, and its answer never came. `kill-before` and `kill-after`: a kill before AWS does it, and
   * after, when nobody has heard of it.
   */
  readonly fault: (typeof kinds)[number];
}

/** Lets the faults of a plan happen. */
export class FaultInjector {
  private readonly counts = new Map<Fault, number>();

  /** @param kill kills the process group: this process and the engine that it started. */
  constructor(
    private readonly plan: readonly Fault[],
    private readonly kill: () => void = () => process.kill(0, "SIGKILL"),
  ) {}

  async around<Answer>(call: FaultyCall, type: string, work: () => Promise<Answer>): Promise<Answer> {
    switch (this.due(call, type)?.fault) {
      case undefined:
        return work();
      case "throttle":
        throw new AwsError(`${gaveUp(call, type, 400)}, api error Throttling: Rate exceeded`);
      case "server-error":
        throw new AwsError(
          `${gaveUp(call, type, 500)}, api error ServiceException: An internal error occurred. Try again.`,
        );
      case "timeout":
        await work();
        throw new AwsError(
          `${gaveUp(call, type, 0)}, request send failed, net/http: request canceled (Client.Timeout exceeded while awaiting headers)`,
        );
      case "kill-before":
        return this.die();
      case "kill-after":
        await work();
        return this.die();
    }
  }

  private due(call: FaultyCall, type: string): Fault | undefined {
    const fitting = this.plan.filter((fault) => fault.call === call && (fault.type ?? type) === type);
    return fitting.filter((fault) => this.count(fault) === (fault.nth ?? this.counts.get(fault)))[0];
  }

  private count(fault: Fault): number {
    const count = (this.counts.get(fault) ?? 0) + 1;
    this.counts.set(fault, count);
    return count;
  }

  /** Never answers: who asked is gone. */
  private die(): Promise<never> {
    this.kill();
    return new Promise(() => undefined);
  }
}

/** The shape of the AWS SDK's message; the operation's name is the resource type's. */
function gaveUp(call: FaultyCall, type: string, status: number): string {
  const [, module = "", name = ""] = type.split(":");
  const service = module.split("/")[0] ?? "";
  const operation = `${call.charAt(0).toUpperCase()}${call.slice(1)}${name}`;
  return `operation error ${service}: ${operation}, exceeded maximum number of attempts, 25, https response error StatusCode: ${status}, RequestID: 00000000-0000-0000-0000-000000000000`;
}

/**
 * A plan from a file: a list of faults.
 * @throws an error that names what is wrong in it.
 */
export function readFaults(file: string): Fault[] {
  const faults: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!Array.isArray(faults)) {
    throw new Error(`${file}: write a list of faults, e.g. [{"call": "create", "nth": 3, "fault": "throttle"}]`);
  }
  return faults.map((fault, at) => checked(fault as Partial<Fault>, `${file}[${at}]`));
}

function checked(fault: Partial<Fault>, where: string): Fault {
  const { call, fault: kind, nth, type } = fault;
  const problem =
    oneOf(calls, call, "call") ??
    oneOf(kinds, kind, "fault") ??
    (nth === undefined || (Number.isInteger(nth) && nth > 0) ? undefined : "nth: write a whole number from 1 on") ??
    (type === undefined || typeof type === "string" ? undefined : "type: write a resource type's token");
  if (problem !== undefined) {
    throw new Error(`${where}.${problem}`);
  }
  return fault as Fault;
}

function oneOf(allowed: readonly string[], value: unknown, key: string): string | undefined {
  return allowed.some((one) => one === value)
    ? undefined
    : `${key}: received ${JSON.stringify(value)}; write ${allowed.join(", ")}`;
}
