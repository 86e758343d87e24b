import { typesOf } from "../../resourceType";
import { uuid } from "../arns";
import { refusedWhileUsedBy } from "../inUse";
import { arn, distributions, etag } from "./ids";

const edgeFunction = "aws:cloudfront/function:Function";

interface Inputs {
  readonly name: string;
  readonly keyValueStoreArn: string;
  readonly resourceKeyValuePairs?: readonly { readonly key: string; readonly value: string }[];
}

/** CloudFront Functions and the key value stores that they read. */
export const functionTypes = typesOf<Inputs>({
  [edgeFunction]: {
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name,
    unique: {
      by: ({ name }) => name,
      error: () => "FunctionAlreadyExists: A function with the same name already exists in this account.",
    },
    refuseDelete: refusedWhileUsedBy(
      distributions,
      "FunctionInUse: Cannot delete the function because it's attached to one or more cache behaviors.",
    ),
    outputs: ({ name }, planned) => ({
      arn: arn(`function/${name}`),
      etag: etag(planned),
      liveStageEtag: etag(planned),
      status: "UNASSOCIATED",
    }),
  },
  "aws:cloudfront/keyValueStore:KeyValueStore": {
    namedBy: "name",
    immutable: ["name"],
    id: (_, planned) => uuid(planned),
    importId: ({ name }) => name,
    unique: {
      by: ({ name }) => name,
      error: () => "EntityAlreadyExists: The key value store already exists.",
    },
    refuseDelete: refusedWhileUsedBy(
      [edgeFunction],
      "CannotDeleteEntityWhileInUse: The key value store is associated with a function.",
    ),
    outputs: (_, planned) => ({
      arn: arn(`key-value-store/${planned.id}`),
      etag: etag(planned),
      lastModifiedTime: "2026-01-01T00:00:00Z",
    }),
  },
  "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive": {
    immutable: ["keyValueStoreArn"],
    id: ({ keyValueStoreArn }) => keyValueStoreArn,
    outputs: ({ resourceKeyValuePairs = [] }) => ({
      maxBatchSize: 50,
      totalSizeInBytes: resourceKeyValuePairs.reduce((sum, { key, value }) => sum + Buffer.byteLength(key + value), 0),
    }),
  },
});
