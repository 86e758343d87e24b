import { FunctionError, FunctionThrottled } from "./errors";
import { Code, Consumer, Instance } from "./instance";
import { FunctionLog } from "./log";
import { FunctionSettings } from "./settings";

/** Lambda starts up to a thousand instances; this machine starts a few, and further events wait. */
const mostInstances = 8;

/** The instances of one version of a function. An event goes to an idle instance, or to a new one if all are busy. */
export class Pool {
  private readonly instances = new Set<Instance>();
  private readonly idle: Instance[] = [];
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private retired = false;
  private stopped = false;

  constructor(
    private readonly settings: FunctionSettings,
    private readonly code: Code,
    private readonly log: FunctionLog,
  ) {}

  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
  async invoke(payload: string, consumer: Consumer): Promise<string | undefined> {
    const { reservedConcurrency = Infinity } = this.settings;
    if (this.running >= reservedConcurrency) {
      throw new FunctionThrottled("Rate Exceeded.");
    }
    this.running += 1;
    try {
      const instance = await this.acquire();
      return await instance.invoke(payload, consumer).finally(() => {
        this.release(instance);
      });
    } finally {
      this.running -= 1;
    }
  }

  /** Accepts no new events. Running events complete. */
  retire(): void {
    this.retired = true;
    for (const instance of this.idle.splice(0)) {
      this.drop(instance);
    }
  }

  stop(): void {
    this.stopped = true;
    for (const instance of this.instances) {
      instance.stop();
    }
  }

  private async acquire(): Promise<Instance> {
    for (;;) {
      const instance = this.idle.pop() ?? this.start();
      if (instance?.isAlive === true) {
        return instance;
      }
      if (instance === undefined) {
        await new Promise<void>((resolve) => this.waiting.push(resolve));
      } else {
        this.drop(instance);
      }
    }
  }

  private start(): Instance | undefined {
    if (this.stopped) {
      throw new FunctionError(`${this.settings.name}: the edge has stopped`);
    }
    if (this.instances.size >= mostInstances) {
      return undefined;
    }
    const instance = new Instance(this.settings, this.code, this.log);
    this.instances.add(instance);
    return instance;
  }

  private release(instance: Instance): void {
    if (instance.isAlive && (!this.retired || this.waiting.length > 0)) {
      this.idle.push(instance);
    } else {
      this.drop(instance);
    }
    this.waiting.shift()?.();
  }

  private drop(instance: Instance): void {
    this.instances.delete(instance);
    instance.stop();
  }
}
