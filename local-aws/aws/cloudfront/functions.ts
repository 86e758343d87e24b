import { typeToken } from "../resource";

export type FunctionRuntime = "cloudfront-js-1.0" | "cloudfront-js-2.0";

export interface EdgeFunction {
  readonly arn: string;
  readonly code: string;
  readonly runtime: FunctionRuntime;
  readonly keyValueStoreAssociations?: readonly string[];
}

export interface KeyValueStoreKeys {
  readonly keyValueStoreArn: string;
  readonly resourceKeyValuePairs?: readonly { readonly key: string; readonly value: string }[];
}

export const edgeFunctions = typeToken<EdgeFunction>("aws:cloudfront/function:Function");
export const keyValueStoreKeys = typeToken<KeyValueStoreKeys>(
  "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive",
);
