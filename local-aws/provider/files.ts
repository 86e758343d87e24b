import { readFileSync } from "node:fs";
import { Account, Json, JsonObject } from "../aws/account";
import { archiveSignature, assetSignature } from "./signatures";
import { isObject, signatureOf } from "./values";

/** Keeps the content of a resource's assets, as AWS does: the folder they came from may be gone tomorrow. */
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
    throw new Error("the local AWS takes an archive only as a list of assets, not as a file or an address");
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
  throw new Error("the local AWS takes an asset only as text or as a file");
}
