import { readFileSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { Account, JsonObject, StoredResource } from "../aws/account";
import { lambdaFunctions } from "../aws/lambda";
import { BucketObject, bucketObjects, ObjectWrite } from "../aws/s3";
import { withSlashes } from "../withSlashes";
import { Bundle, Bundles } from "./bundles";

/**
 * Serves the new content of an edited file immediately: an object of a bucket, or the code of functions that contain it. The
 * next deployment stores the same content.
 * @returns whether a resource has the file's content
 * @throws an error with the messages of the bundler
 */
export function serveEdit(file: string, account: Account, bundles: Bundles): boolean {
  const objects = objectsFrom(file, account);
  for (const object of objects) {
    serveObject(object, file, account);
  }
  const areServed = bundles.from(file).map((bundle) => serveFunctions(bundle, account, bundles));
  return objects.length > 0 || areServed.includes(true);
}

/** Whether the content of a file is deployed, also if no resource has it yet, or no longer. */
export function isDeployed(file: string, account: Account, bundles: Bundles): boolean {
  return (
    objectsFrom(file, account).length > 0 ||
    bundles.from(file).length > 0 ||
    isCode(file, account) ||
    isUploadedFolder(dirname(file), account)
  );
}

/** Whether the code of a function is an archive with the file. */
function isCode(file: string, account: Account): boolean {
  const archives = account.list(lambdaFunctions).flatMap(({ inputs }) => pathOf(inputs.code) ?? []);
  return archives.some((path) => file === path || file.startsWith(`${path}${sep}`));
}

/** Whether a folder is one whose files the stack uploads. */
function isUploadedFolder(folder: string, account: Account): boolean {
  return account.list(bucketObjects).some(({ inputs }) => {
    const [source, key] = [pathOf(inputs.source), keyOf(inputs)];
    const path = source && withSlashes(source);
    // The key is the path in the folder that the program uploads.
    return path?.endsWith(`/${key}`) === true && `${withSlashes(folder)}/`.startsWith(path.slice(0, -key.length));
  });
}

function keyOf({ key }: JsonObject): string {
  return typeof key === "string" ? key : "";
}

type StoredObject = StoredResource<BucketObject, ObjectWrite>;

function objectsFrom(file: string, account: Account): StoredObject[] {
  return account.list(bucketObjects).filter(({ inputs }) => pathOf(inputs.source) === file);
}

function pathOf(asset: unknown): string | undefined {
  const path: unknown = typeof asset === "object" && asset !== null ? Reflect.get(asset, "path") : undefined;
  return typeof path === "string" && path !== "" ? resolve(path) : undefined;
}

function serveObject(object: StoredObject, file: string, account: Account): void {
  const hash = account.putBlob(readFileSync(file));
  account.edit(object.type, object.id, {
    files: { "": hash },
    outputs: { etag: hash.slice(0, 32) },
    internal: { lastModified: new Date().toISOString() },
  });
}

function serveFunctions(bundle: Bundle, account: Account, bundles: Bundles): boolean {
  const before = hashesOf(bundle, account);
  const after = hashesOf(bundles.renew(bundle), account);
  const functions = account.list(lambdaFunctions).filter(({ files = {} }) => isSame(files, before));
  for (const stored of functions) {
    account.edit(stored.type, stored.id, { files: after });
  }
  return functions.length > 0;
}

function hashesOf({ files }: Bundle, account: Account): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, account.putBlob(Buffer.from(text))]));
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
