import { readFileSync } from "node:fs";
import { isAbsolute, normalize, sep } from "node:path";
import { Account, Json, JsonObject } from "../aws/account";
import { AwsError } from "./awsError";
import { archiveSignature, assetSignature } from "./signatures";
import { isObject, signatureOf } from "./values";

/**
 * Copies the content of a resource's assets into the account, as AWS does: their folder can disappear later.
 * @param content what the inputs contain without an asset
 */
export function upload(account: Account, inputs: JsonObject, content?: Buffer): Record<string, string> {
  const uploaded = Object.values(inputs).map((value) => uploadValue(account, value));
  const written = content === undefined ? {} : { "": account.putBlob(content) };
  return Object.assign(written, ...uploaded) as Record<string, string>;
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
    Object.entries(archive.assets).map(([name, asset]) => {
      checkEntry(name);
      return [name, account.putBlob(assetContent(asset as JsonObject))];
    }),
  );
}

/** The code is Lambda's; its message does not name the entry. */
function checkEntry(name: string): void {
  if (isAbsolute(name) || normalize(name).split(sep)[0] === "..") {
    throw new AwsError(
      `InvalidParameterValueException: Could not unzip uploaded file: the entry "${name}" is outside of the archive.`,
    );
  }
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
