import { createHash } from "node:crypto";
import { Account } from "../../../aws/account";
import { EdgeResponse } from "../response";
import { CacheBehavior, Distribution } from "../../../aws/cloudfront/distribution";
import { edgeFunctions, keyValueStoreKeys } from "../../../aws/cloudfront/functions";
import { ViewerRequest } from "../forwarding";
import { responseFrom, eventOf, InvalidResult, requestFrom } from "./event";
import { loadable } from "./loadable";
import { Loadable, Sandbox } from "./sandbox";
import { isRecord } from "./values";

/** The result of a viewer-request function. */
export type RequestResult<V> =
  | { readonly kind: "request"; readonly viewer: V }
  | { readonly kind: "generated"; readonly response: EdgeResponse }
  | Failed;

/** The result of a viewer-response function. */
export type ResponseResult = { readonly kind: "response"; readonly response: EdgeResponse } | Failed;

/** The function failed, exceeded a limit or returned an invalid result. */
interface Failed {
  readonly kind: "failed";
  readonly page: "functionExecution" | "functionValidation";
}

type EventType = "viewer-request" | "viewer-response";

/**
 * CloudFront Functions. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html
 * Functions of runtime 1.0 run in 2.0, after their syntax was checked.
 */
export class EdgeFunctions {
  private readonly loaded = new Map<string, Loadable>();
  private readonly sandbox = new Sandbox();

  constructor(
    private readonly account: Account,
    /** Logs the output and the errors of functions. */
    private readonly log: (functionName: string, line: string) => void,
  ) {
    account.onChange(() => {
      this.loaded.clear();
    });
  }

  stop(): void {
    this.sandbox.stop();
  }

  /** Runs before the cache lookup. */
  async onRequest<V extends ViewerRequest>(
    distribution: Distribution,
    behavior: CacheBehavior,
    requestId: string,
    viewer: V,
  ): Promise<RequestResult<V>> {
    const arn = associated(behavior, "viewer-request");
    if (arn === undefined) {
      return { kind: "request", viewer };
    }
    return this.run(arn, eventOf("viewer-request", distribution, requestId, viewer), (result): RequestResult<V> =>
      isRecord(result) && result.statusCode !== undefined
        ? { kind: "generated", response: responseFrom(result) }
        : { kind: "request", viewer: requestFrom(result, viewer) },
    );
  }

  /** Runs before the viewer gets a response, unless the origin returned an error. */
  async onResponse(
    distribution: Distribution,
    behavior: CacheBehavior,
    requestId: string,
    viewer: ViewerRequest,
    response: EdgeResponse,
  ): Promise<ResponseResult> {
    const arn = associated(behavior, "viewer-response");
    if (arn === undefined) {
      return { kind: "response", response };
    }
    return this.run(
      arn,
      eventOf("viewer-response", distribution, requestId, viewer, response),
      (result): ResponseResult => ({
        kind: "response",
        response: responseFrom(result, response),
      }),
    );
  }

  private async run<T>(arn: string, event: object, read: (result: unknown) => T): Promise<T | Failed> {
    const name = arn.split("/").at(-1) ?? arn;
    try {
      const { result, error, lines } = await this.sandbox.run(this.functionOf(arn), event);
      for (const line of lines) {
        this.log(name, line);
      }
      if (error !== undefined) {
        this.log(name, `ERROR: ${error}`);
        return { kind: "failed", page: "functionExecution" };
      }
      return read(result);
    } catch (error) {
      this.log(name, `ERROR: ${error instanceof Error ? error.message : String(error)}`);
      return { kind: "failed", page: error instanceof InvalidResult ? "functionValidation" : "functionExecution" };
    }
  }

  private functionOf(arn: string): Loadable {
    const loaded = this.loaded.get(arn) ?? this.load(arn);
    this.loaded.set(arn, loaded);
    return loaded;
  }

  private load(arn: string): Loadable {
    const stored = this.account.list(edgeFunctions).find(({ outputs }) => outputs.arn === arn);
    if (stored === undefined) {
      throw new Error(`function ${arn} does not exist`);
    }
    const { code, runtime, keyValueStoreAssociations = [] } = stored.outputs;
    const store = this.storeOf(keyValueStoreAssociations[0]);
    const version = createHash("sha256")
      .update(JSON.stringify([code, store]))
      .digest("base64");
    return { id: arn, version, code: loadable(code, runtime), store };
  }

  private storeOf(arn: string | undefined): Loadable["store"] {
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
