import { nameRefusals } from "../../../../policy-pack/cloudfront/refusals/names";
import { refusalError } from "../../../../policy-pack/cloudfront/refusals/refusal";
import { edgeFunctions, keyValueStoreKeys } from "../../../aws/cloudfront/functions";
import { resourceType } from "../../resourceType";
import { distributionTypes, inUseError } from "../errors";
import { cloudFrontArn, cloudFrontEtag, fixedTime, uuid } from "../ids";

interface NamedInputs {
  readonly name: string;
}

interface KeysInputs {
  readonly keyValueStoreArn: string;
  readonly resourceKeyValuePairs?: readonly { readonly key: string; readonly value: string }[];
}

/** CloudFront Functions and the key value stores that they read. */
export const functionTypes = {
  [edgeFunctions]: resourceType<NamedInputs>({
    namedBy: "name",
    immutable: ["name"],
    id: ({ name }) => name,
    unique: {
      by: ({ name }) => name,
      error: () => "FunctionAlreadyExists: A function with the same name already exists in this account.",
    },
    inputError: ({ name }) => refusalError(nameRefusals, { kind: "function", name }),
    deleteError: inUseError(
      distributionTypes,
      "FunctionInUse: Cannot delete the function because it's attached to one or more cache behaviors.",
    ),
    outputs: ({ name }, planned) => ({
      arn: cloudFrontArn(`function/${name}`),
      etag: cloudFrontEtag(planned),
      liveStageEtag: cloudFrontEtag(planned),
      status: "UNASSOCIATED",
    }),
  }),
  "aws:cloudfront/keyValueStore:KeyValueStore": resourceType<NamedInputs>({
    namedBy: "name",
    immutable: ["name"],
    id: (_, planned) => uuid(planned),
    importId: ({ name }) => name,
    unique: {
      by: ({ name }) => name,
      error: () => "EntityAlreadyExists: The key value store already exists.",
    },
    inputError: ({ name }) => refusalError(nameRefusals, { kind: "key value store", name }),
    deleteError: inUseError(
      [edgeFunctions],
      "CannotDeleteEntityWhileInUse: The key value store is associated with a function.",
    ),
    outputs: (_, planned) => ({
      arn: cloudFrontArn(`key-value-store/${planned.id}`),
      etag: cloudFrontEtag(planned),
      lastModifiedTime: fixedTime,
    }),
  }),
  [keyValueStoreKeys]: resourceType<KeysInputs>({
    immutable: ["keyValueStoreArn"],
    id: ({ keyValueStoreArn }) => keyValueStoreArn,
    outputs: ({ resourceKeyValuePairs = [] }) => ({
      maxBatchSize: 50,
      totalSizeInBytes: resourceKeyValuePairs.reduce((sum, { key, value }) => sum + Buffer.byteLength(key + value), 0),
    }),
  }),
};
