import { createHash } from "node:crypto";
import { Account } from "../../../aws/account";
import { Answer } from "../response";
import { CacheBehavior, Distribution } from "../../../aws/cloudfront/distribution";
import { edgeFunctions, keyValueStoreKeys } from "../../../aws/cloudfront/functions";
import { ViewerRequest } from "../forwarding";
import { answerFrom, eventOf, InvalidResult, requestFrom } from "./event";
import { loadable, Sandbox } from "./sandbox";
import { isRecord } from "./values";

/** What a viewer-request function makes of a request, or of a failure. */
export type Handled<V> =
  { readonly kind: "request"; readonly viewer: V } | { readonly kind: "generated"; readonly answer: Answer } | Failed;

export type Changed = { readonly kind: "answer"; readonly answer: Answer } | Failed;

/** It did not run to its end, or returned what it may not. */
interface Failed {
  readonly kind: "failed";
  readonly refusal: "functionExecution" | "functionValidation";
}

type EventType = "viewer-request" | "viewer-response";

interface Ready {
  readonly id: string;
  readonly code: string;
  readonly store: Readonly<Record<string, string>> | undefined;
}

/**
 * CloudFront Functions. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html
 * Both runtimes run as 2.0 does.
 */
export class EdgeFunctions {
  private readonly ready = new Map<string, Ready>();
  private readonly sandbox = new Sandbox();

  constructor(
    private readonly account: Account,
    /** Takes what functions write and how they fail. */
    private readonly log: (functionName: string, line: string) => void,
  ) {
    account.onChange(() => {
      this.ready.clear();
    });
  }

  stop(): void {
    this.sandbox.stop();
  }

  /** Before the cache is asked. */
  async onRequest<V extends ViewerRequest>(
    distribution: Distribution,
    behavior: CacheBehavior,
    requestId: string,
    viewer: V,
  ): Promise<Handled<V>> {
    const arn = associated(behavior, "viewer-request");
    if (arn === undefined) {
      return { kind: "request", viewer };
    }
    return this.run(arn, eventOf("viewer-request", distribution, requestId, viewer), (result): Handled<V> =>
      isRecord(result) && result.statusCode !== undefined
        ? { kind: "generated", answer: answerFrom(result) }
        : { kind: "request", viewer: requestFrom(result, viewer) },
    );
  }

  /** Before the viewer gets an answer that is no error of the origin's. */
  async onResponse(
    distribution: Distribution,
    behavior: CacheBehavior,
    requestId: string,
    viewer: ViewerRequest,
    answer: Answer,
  ): Promise<Changed> {
    const arn = associated(behavior, "viewer-response");
    if (arn === undefined) {
      return { kind: "answer", answer };
    }
    return this.run(arn, eventOf("viewer-response", distribution, requestId, viewer, answer), (result): Changed => ({
      kind: "answer",
      answer: answerFrom(result, answer),
    }));
  }

  private async run<T>(arn: string, event: object, read: (result: unknown) => T): Promise<T | Failed> {
    const name = arn.split("/").at(-1) ?? arn;
    try {
      const { store, ...code } = this.functionOf(arn);
      const { result, error, lines } = await this.sandbox.run(code, event, store);
      for (const line of lines) {
        this.log(name, line);
      }
      if (error !== undefined) {
        this.log(name, `ERROR: ${error}`);
        return { kind: "failed", refusal: "functionExecution" };
      }
      return read(result);
    } catch (error) {
      this.log(name, `ERROR: ${error instanceof Error ? error.message : String(error)}`);
      return { kind: "failed", refusal: error instanceof InvalidResult ? "functionValidation" : "functionExecution" };
    }
  }

  private functionOf(arn: string): Ready {
    const ready = this.ready.get(arn) ?? this.prepare(arn);
    this.ready.set(arn, ready);
    return ready;
  }

  private prepare(arn: string): Ready {
    const stored = this.account.list(edgeFunctions).find(({ outputs }) => outputs.arn === arn);
    if (stored === undefined) {
      throw new Error(`there is no function ${arn}`);
    }
    const { code, keyValueStoreAssociations = [] } = stored.outputs;
    const id = createHash("sha256").update(`${arn} ${code}`).digest("base64");
    return { id, code: loadable(code), store: this.storeOf(keyValueStoreAssociations[0]) };
  }

  private storeOf(arn: string | undefined): Ready["store"] {
    if (arn === undefined) {
      return undefined;
    }
    const pairs = this.account.get(keyValueStoreKeys, arn)?.outputs.resourceKeyValuePairs ?? [];
    return Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
  }
}

export function runsFunctions({ functionAssociations = [] }: CacheBehavior): boolean {
  return functionAssociations.length > 0;
}

function associated({ functionAssociations = [] }: CacheBehavior, eventType: EventType): string | undefined {
  return functionAssociations.find((association) => association.eventType === eventType)?.functionArn;
}
