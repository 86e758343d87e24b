import { readFileSync } from "node:fs";
import { Account, Json, JsonObject } from "../aws/account";
import { archiveSignature, assetSignature } from "./signatures";
import { isObject, signatureOf } from "./values";

/** Copies the content of a resource's assets into the account, as AWS does: their folder can disappear later. */
export function upload(account: Account, inputs: JsonObject): Record<string, string> {
  return Object.assign({}, ...Object.values(inputs).map((value) => uploadValue(account, value))) as Record<
    string,
    string
  >;
}

function uploadValue(account: Account, value: Json | undefined): Record<string, string> {
  if (!isObject(value)) {
    return {};
  }
  const signature = signatureOf(value);
  if (signature === assetSignature) {
    return { "": account.putBlob(assetContent(value)) };
  }
  return signature === archiveSignature ? archiveFiles(account, value) : {};
}

function archiveFiles(account: Account, archive: JsonObject): Record<string, string> {
  if (!isObject(archive.assets)) {
    throw new Error("The local AWS supports an archive only as a map of assets; use pulumi.asset.AssetArchive.");
  }
  return Object.fromEntries(
    Object.entries(archive.assets).map(([name, asset]) => [name, account.putBlob(assetContent(asset as JsonObject))]),
  );
}

function assetContent(asset: JsonObject): Buffer {
  if (typeof asset.text === "string" && asset.text !== "") {
    return Buffer.from(asset.text);
  }
  if (typeof asset.path === "string" && asset.path !== "") {
    return readFileSync(asset.path);
  }
  throw new Error("The local AWS supports an asset only as a string or a local file; use StringAsset or FileAsset.");
}
