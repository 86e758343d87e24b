import assert from "node:assert/strict";
import vm from "node:vm";
import { loadable } from "../../local-aws/edge/cloudfront/functions/loadable";
import { named } from "./front";
import { MockResource } from "./mocks";

/** What a viewer function returns: the request, or a response. */
export interface Answer {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers: Record<string, { readonly value: string }>;
}

export type Handler = (event: object) => Answer | Promise<Answer>;

type Loaded = (require: (name: string) => unknown, log: object) => Handler;

/** Loads the handler of a function's code as the edge does. The module `cloudfront` has only the key value store. */
export function load(list: readonly MockResource[], name: string): Handler {
  const store = list.find(({ type }) => type.endsWith(":KeyvaluestoreKeysExclusive"));
  const pairs = (store?.inputs.resourceKeyValuePairs ?? []) as { key: string }[];
  const exists = (key: string) => {
    assert.ok(Buffer.byteLength(key) <= 512, "a store has no longer key");
    return Promise.resolve(pairs.some((pair) => pair.key === key));
  };
  const loaded = vm.runInNewContext(loadable(String(named(list, name).code), "cloudfront-js-2.0")) as Loaded;
  return loaded((module) => (module === "cloudfront" ? { kvs: () => ({ exists }) } : { module }), console);
}

/** The event of a request. `url` has a hostname, a path and perhaps a query string. */
export function requestEvent(url: string, method = "GET"): { readonly version: string; readonly request: object } {
  const { host, pathname, search } = new URL(url);
  const request = {
    method,
    uri: pathname,
    querystring: {},
    headers: { host: { value: host } },
    cookies: {},
    rawQueryString: () => search.slice(1),
  };
  return { version: "1.0", request };
}

export function functionNames(list: readonly MockResource[]): string[] {
  return list.filter(({ type }) => type === "aws:cloudfront/function:Function").map(({ name }) => name);
}

/** The associations of the default behavior and of the others: event and function. */
export function associations(list: readonly MockResource[]): (readonly [event: string, name: string])[][] {
  const { defaultCacheBehavior, orderedCacheBehaviors } = named(list, "front-distribution");
  const behaviors = [defaultCacheBehavior, ...(orderedCacheBehaviors as unknown[])] as {
    functionAssociations?: { eventType: string; functionArn: string }[];
  }[];
  return behaviors.map(({ functionAssociations = [] }) =>
    functionAssociations.map(
      ({ eventType, functionArn }) =>
        [eventType, (functionArn.split("/").at(-1) ?? "").replace(/-0000000$/, "")] as const,
    ),
  );
}
