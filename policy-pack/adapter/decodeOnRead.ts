// The bundle puts `decodeOnRead` between the SDK's server and its decoding. The SDK decodes each resource for each rule, and
// in the stack phase the whole stack for each rule. With this module, a resource is decoded when a rule reads it.

import { secretStrings } from "./secrets";

type Decode<Message extends object> = (message: Message, proxySecrets: boolean) => object;

const sharedBetweenRules = Symbol("sharedBetweenRules");
const undecoded = Symbol("undecoded");
const withoutProxies = Symbol("withoutProxies");

/** The key at which a proxy of the SDK returns the object behind it: https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/proxy.ts */
const sdkTarget = "__getSpecialProxyTarget";

/** Results that rules computed from one message, by name. */
type Shared = Map<string, unknown>;

/**
 * Delays decoding until properties are read or changed. As in the SDK, each caller gets its own copy of the properties, so
 * that no rule sees the changes of another.
 */
export function decodeOnRead<Message extends object>(decode: Decode<Message>): Decode<Message> {
  return (message, proxySecrets) => new Proxy({}, new Undecoded(decode, message, proxySecrets));
}

// A class: a stack needs thousands of handlers for each rule, and closures for each of them slow down garbage collection.
class Undecoded<Message extends object> implements ProxyHandler<object> {
  private properties: object | undefined;

  constructor(
    private readonly decode: Decode<Message>,
    private readonly message: Message,
    private readonly proxySecrets: boolean,
  ) {}

  private get decoded(): object {
    return (this.properties ??= this.decode(this.message, this.proxySecrets));
  }

  get(_: object, key: string | symbol): unknown {
    if (key === undecoded) {
      return this.message;
    }
    if (key === withoutProxies) {
      return this.proxySecrets ? undefined : Reflect.get(this.decoded, sdkTarget);
    }
    return key === sharedBetweenRules ? sharedOf(this.message) : Reflect.get(this.decoded, key);
  }

  set(_: object, key: string | symbol, value: unknown): boolean {
    return Reflect.set(this.decoded, key, value);
  }

  has(_: object, key: string | symbol): boolean {
    return Reflect.has(this.decoded, key);
  }

  deleteProperty(_: object, key: string | symbol): boolean {
    return Reflect.deleteProperty(this.decoded, key);
  }

  ownKeys(): (string | symbol)[] {
    return Reflect.ownKeys(this.decoded);
  }

  getOwnPropertyDescriptor(_: object, key: string | symbol): PropertyDescriptor | undefined {
    return Reflect.getOwnPropertyDescriptor(this.decoded, key);
  }
}

/** Stored on the message, so that it lives as long. A WeakMap of all messages slows down garbage collection. */
function sharedOf(message: { [sharedBetweenRules]?: Shared | undefined }): Shared {
  return (message[sharedBetweenRules] ??= new Map<string, unknown>());
}

/** The strings in a resource's secret values, which the SDK's decoding no longer marks. */
export function secretsOf(props: object): readonly string[] {
  return once(props, "secrets", () => {
    const message = Reflect.get(props, undecoded) as { toJavaScript?: () => unknown } | undefined;
    return [...new Set(secretStrings(message?.toJavaScript?.()))];
  });
}

/**
 * The properties behind the SDK's proxies, of which there is one for each object in them. An unknown value is one of the
 * SDK's strings for it. In a remediation, the proxies themselves: they mark secret values.
 */
export function propertiesBehindProxies(props: object): object {
  return (Reflect.get(props, withoutProxies) as object | undefined) ?? props;
}

/** Computes a result from a resource's properties once for all rules whose properties come from the same message. */
export function once<Result>(props: object, name: string, compute: () => Result): Result {
  const shared = Reflect.get(props, sharedBetweenRules) as Map<string, Result> | undefined;
  const result = shared?.get(name) ?? compute();
  shared?.set(name, result);
  return result;
}
