import { unzipSync } from "fflate";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, join, normalize, resolve, sep } from "node:path";
import { Account, Json, JsonObject } from "../aws/account";
import { AwsError } from "./awsError";
import { archiveSignature, assetSignature } from "./signatures";
import { isObject, signatureOf } from "./values";

/**
 * Copies the content of a resource's assets into the account, as AWS does: their folder can disappear later.
 * @param folder the program's folder, where relative paths begin
 * @param content what the inputs contain without an asset
 */
export function upload(account: Account, inputs: JsonObject, folder: string, content?: Buffer): Record<string, string> {
  const uploaded = Object.values(inputs).flatMap((value) => contentsOf(value, folder));
  const written: [string, Buffer][] = content === undefined ? [] : [["", content]];
  return Object.fromEntries([...written, ...uploaded].map(([name, bytes]) => [name, account.putBlob(bytes)]));
}

/** File names with their contents. The content of an asset has no name. */
type Contents = [name: string, content: Buffer][];

function contentsOf(value: Json | undefined, folder: string): Contents {
  if (!isObject(value)) {
    return [];
  }
  const signature = signatureOf(value);
  if (signature === assetSignature) {
    return [["", assetContent(value, folder)]];
  }
  return signature === archiveSignature ? archiveContents(value, folder) : [];
}

function archiveContents(archive: JsonObject, folder: string): Contents {
  if (isObject(archive.assets)) {
    return Object.entries(archive.assets).flatMap(([name, asset]) => {
      checkEntry(name);
      return contentsOf(asset, folder).map(([file, content]): [string, Buffer] => [entryName(name, file), content]);
    });
  }
  if (typeof archive.path !== "string" || archive.path === "") {
    throw new AwsError(
      `The local AWS supports an archive as a folder, a zip file, or a map of assets${received(archive)}; use FileArchive or AssetArchive.`,
    );
  }
  const path = resolve(folder, archive.path);
  return statSync(path).isDirectory() ? folderContents(path) : zipContents(path, readFileSync(path));
}

/** A folder in an archive can have the name `.`. */
function entryName(name: string, file: string): string {
  return file === "" ? name : normalize(join(name, file)).replaceAll(sep, "/");
}

function folderContents(folder: string): Contents {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).isFile())
    .map((path) => [path.slice(folder.length + 1).replaceAll(sep, "/"), readFileSync(path)]);
}

/** @param title names the file in an error */
export function zipContents(title: string, zip: Buffer): Contents {
  return Object.entries(entriesOf(title, zip))
    .filter(([name]) => !name.endsWith("/"))
    .map(([name, content]) => {
      checkEntry(name);
      return [name, Buffer.from(content)];
    });
}

function entriesOf(title: string, zip: Buffer): Record<string, Uint8Array> {
  try {
    return unzipSync(zip);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError(`InvalidParameterValueException: Could not unzip ${title}: ${reason}. Use a zip file.`);
  }
}

/** The code is Lambda's; its message does not name the entry. */
function checkEntry(name: string): void {
  if (isAbsolute(name) || normalize(name).split(sep)[0] === "..") {
    throw new AwsError(
      `InvalidParameterValueException: Could not unzip uploaded file: the entry "${name}" is outside of the archive.`,
    );
  }
}

function assetContent(asset: JsonObject, folder: string): Buffer {
  if (typeof asset.text === "string" && asset.text !== "") {
    return Buffer.from(asset.text);
  }
  if (typeof asset.path === "string" && asset.path !== "") {
    return readFileSync(resolve(folder, asset.path));
  }
  throw new AwsError(
    `The local AWS supports an asset only as a string or a local file${received(asset)}; use StringAsset or FileAsset.`,
  );
}

/** The address of a remote asset or archive, which the local AWS does not download. */
function received({ uri }: JsonObject): string {
  return typeof uri === "string" && uri !== "" ? `, not ${uri}` : "";
}
