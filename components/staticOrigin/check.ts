import {
  boolean,
  Check,
  childPath,
  input,
  isObject,
  listOf,
  object,
  optional,
  string,
  stringThat,
  valueThat,
} from "../checks";
import { problem, Problem } from "../problems";
import { StaticOriginArgs } from "./args";
import { readSiteFolder, SiteFolder } from "./files";

/** The longest key that S3 allows. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const longestKeyBytes = 1024;
const mostProblems = 10;

/**
 * Returns the problems that can be found before anything is created.
 * @param path the path of the arguments, e.g. `site`
 */
export function checkStaticOrigin(args: StaticOriginArgs, path = ""): Problem[] {
  const site = isObject(args) ? tryReading(args.directory) : undefined;
  const hasBucket = isObject(args) && args.bucket !== undefined;
  return object<StaticOriginArgs>({
    directory: hasBucket ? optional(checkDirectory(site)) : checkDirectory(site),
    bucket: optional(existingBucket),
    forceDestroy: optional(hasBucket ? onlyNewBucket : boolean),
    immutableFolders: optional(listOf(folderOf(site), 'use a list of folders, such as ["assets"]')),
  })(args, path);
}

const onlyNewBucket = valueThat(
  (value) => value === false,
  "remove it: it is a setting of a new bucket, and the existing one has its own",
);

/** A bucket resource has more properties than these. */
const existingBucket: Check = (value, path) =>
  isObject(value)
    ? (["bucket", "arn", "bucketRegionalDomainName"] as const).flatMap((name) =>
        input(string)(value[name], childPath(path, name)),
      )
    : [problem(path, value, "use an aws.s3.Bucket, or an object with its bucket, arn and bucketRegionalDomainName")];

function checkDirectory(site: SiteFolder | undefined): Check {
  return (directory, path) => {
    if (site === undefined) {
      return [problem(path, directory, "use the path of an existing folder")];
    }
    return firstOfMany(path, [
      ...(site.files.length > 0
        ? []
        : [problem(path, directory, "use the path of a folder with at least one file to serve")]),
      ...site.refused.map((file) => ({
        propertyPath: path,
        reason: `"${String(directory)}/${file}" is neither a file nor a link to a file; replace or remove it`,
      })),
      ...site.files
        .filter((file) => Buffer.byteLength(file) > longestKeyBytes)
        .map((file) => problem(path, file, `shorten the path to the ${longestKeyBytes} bytes that S3 allows`)),
    ]);
  };
}

/** A wrong folder, such as a home directory, can have hundreds of files with a problem. */
function firstOfMany(propertyPath: string, problems: readonly Problem[]): Problem[] {
  const others = problems.length - mostProblems;
  return [
    ...problems.slice(0, mostProblems),
    ...(others > 0
      ? [
          {
            propertyPath,
            reason: `${others} more ${others === 1 ? "file has" : "files have"} such a problem; check that this is the site's folder`,
          },
        ]
      : []),
  ];
}

/** A folder of the site. If the site cannot be read, any string is valid. */
function folderOf(site: SiteFolder | undefined): Check {
  return stringThat(
    (folder) => site === undefined || site.files.some((file) => isInside(folder, file)),
    'use a folder inside directory that contains files, such as "assets"',
  );
}

/** @param folder without leading and trailing slashes */
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
