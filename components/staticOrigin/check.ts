import { problem, Problem } from "../problems";
import { readSiteFolder, SiteFolder } from "./files";
import type { StaticOriginArgs } from "./index";

const properties = ["directory", "forceDestroy", "immutableFolders"];

/** The longest key that S3 takes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const longestKeyBytes = 1024;

/** Problems of the arguments that can be known before anything is created. */
export function checkStaticOrigin(args: StaticOriginArgs, path = ""): Problem[] {
  const { directory, forceDestroy, immutableFolders = [] } = args;
  return [
    ...Object.keys(args)
      .filter((name) => !properties.includes(name))
      .map((name) => problem(`${path}${name}`, name, `write one of ${properties.join(", ")}`)),
    ...checkFlag(`${path}forceDestroy`, forceDestroy),
    ...checkFolder(`${path}directory`, directory, `${path}immutableFolders`, immutableFolders),
  ];
}

function checkFlag(path: string, value: unknown): Problem[] {
  return value === undefined || typeof value === "boolean" ? [] : [problem(path, value, "write true or false")];
}

function checkFolder(path: string, directory: unknown, foldersPath: string, folders: unknown): Problem[] {
  const site = tryReading(directory);
  if (site === undefined) {
    return [problem(path, directory, "write the path of an existing folder"), ...checkFolders(foldersPath, folders)];
  }
  return [
    ...(site.files.length > 0
      ? []
      : [problem(path, directory, "write the path of a folder with at least one file to serve")]),
    ...site.refused.map((file) =>
      problem(path, `${String(directory)}/${file}`, "put a file or a link to a file there, or take it away"),
    ),
    ...site.files
      .filter((file) => Buffer.byteLength(file) > longestKeyBytes)
      .map((file) => problem(path, file, `shorten the path to the ${longestKeyBytes} bytes that S3 takes`)),
    ...checkFolders(foldersPath, folders, site.files),
  ];
}

/** Whether each names a folder of the site; only their form where the site can't be read. */
function checkFolders(path: string, folders: unknown, files?: readonly string[]): Problem[] {
  if (!Array.isArray(folders)) {
    return [problem(path, folders, 'write a list of folders, e.g. ["assets"]')];
  }
  return folders.flatMap((folder: unknown, index) => {
    const holdsFiles =
      typeof folder === "string" && (files === undefined || files.some((file) => isInside(folder, file)));
    return holdsFiles
      ? []
      : [problem(`${path}[${index}]`, folder, "write a folder inside directory that holds files, e.g. assets")];
  });
}

/** Whether a key lies in a folder, given without slashes around it. */
export function isInside(folder: string, key: string): boolean {
  return key.startsWith(`${folder}/`);
}

function tryReading(directory: unknown): SiteFolder | undefined {
  try {
    return typeof directory === "string" ? readSiteFolder(directory) : undefined;
  } catch {
    return undefined;
  }
}
