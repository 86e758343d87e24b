import { typeToken } from "../resource";

export interface EdgeFunction {
  readonly arn: string;
  readonly code: string;
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
