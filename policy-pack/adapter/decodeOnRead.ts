// The bundle puts `decodeOnRead` between the SDK's server and its own decoding. There each rule decodes each resource
// again, and each rule of the stack phase the whole stack; here a resource is decoded where a rule reads it.

type Decode<Message extends object> = (message: Message, proxySecrets: boolean) => object;

const sharedBetweenRules = Symbol("sharedBetweenRules");

/** What rules made of one message, by name. */
type Shared = Map<string, unknown>;

/**
 * Puts decoding off until properties are read or changed. Each caller gets properties of its own, as before: what one
 * rule does to them no other rule sees.
 */
export function decodeOnRead<Message extends object>(decode: Decode<Message>): Decode<Message> {
  return (message, proxySecrets) => new Proxy({}, new Undecoded(decode, message, proxySecrets));
}

// A class, since a stack makes thousands of them for each rule and functions of their own would keep the collector busy.
class Undecoded<Message extends object> implements ProxyHandler<object> {
  private own: object | undefined;

  constructor(
    private readonly decode: Decode<Message>,
    private readonly message: Message,
    private readonly proxySecrets: boolean,
  ) {}

  private get decoded(): object {
    return (this.own ??= this.decode(this.message, this.proxySecrets));
  }

  get(_: object, key: string | symbol): unknown {
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

/** On the message itself, so that it lives as long: a WeakMap of all messages keeps the collector busy. */
function sharedOf(message: { [sharedBetweenRules]?: Shared | undefined }): Shared {
  return (message[sharedBetweenRules] ??= new Map<string, unknown>());
}

/** Makes something of a resource's properties once, for all rules that get them decoded from the same message. */
export function once<Made>(props: object, name: string, make: () => Made): Made {
  const shared = Reflect.get(props, sharedBetweenRules) as Map<string, Made> | undefined;
  const made = shared?.get(name) ?? make();
  shared?.set(name, made);
  return made;
}
