import { readFileSync } from "node:fs";
import { join } from "node:path";
import { S3Origin } from "../origin";
import { slug } from "../slug";
import { Domain } from "./args";
import { ApiBehavior, Behavior, byOriginKind, CustomBehavior, StaticBehavior } from "./behavior";
import { mergedCode } from "./mergedCode";

/** The code of a behavior's CloudFront Function for one type of event. */
export interface ViewerCode {
  /** A part of the function's name. The same name means the same code. */
  readonly name: string;
  readonly code: string;
  /** The origin with the files that the code looks up in a key value store. */
  readonly files?: S3Origin;
}

/** One function for each type of event, because CloudFront allows only one. */
export interface ViewerCodes {
  readonly request?: ViewerCode;
  readonly response?: ViewerCode;
}

/** How the viewer-request function handles a path without a matching file. */
type Routing = "spa" | "directory-index" | "files";

/**
 * The code that runs on the viewers' requests and responses of a behavior.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export function viewerCodes(behavior: Behavior, domain: Domain | undefined): ViewerCodes {
  const ofOrigin = byOriginKind<ViewerCodes>(behavior, {
    "api-gateway": pathCodes,
    s3: staticCodes,
    custom: pathCodes,
  });
  const request = inOrder([redirectCode(domain), ofOrigin.request]);
  return { ...ofOrigin, ...(request === undefined ? {} : { request }) };
}

function inOrder(codes: readonly (ViewerCode | undefined)[]): ViewerCode | undefined {
  const steps = codes.filter((code) => code !== undefined);
  const [only, ...others] = steps;
  if (only === undefined || others.length === 0) {
    return only;
  }
  const files = steps.find((step) => step.files !== undefined)?.files;
  return {
    name: steps.map(({ name }) => name).join("-"),
    code: mergedCode(steps.map(({ code }) => code)),
    ...(files === undefined ? {} : { files }),
  };
}

function redirectCode(domain: Domain | undefined): ViewerCode | undefined {
  const { name, redirectNames = [] } = domain ?? {};
  return redirectNames.length === 0
    ? undefined
    : { name: "redirect-names", code: withSettings(source("redirectNames.js"), { name, redirectNames }) };
}

function pathCodes({ stripPrefix }: ApiBehavior | CustomBehavior): ViewerCodes {
  return stripPrefix === undefined
    ? {}
    : {
        request: {
          name: `strip-${slug(stripPrefix)}`,
          code: withSettings(source("stripPrefix.js"), { stripPrefix }),
        },
      };
}

function staticCodes(behavior: StaticBehavior): ViewerCodes {
  const { origin, notFoundPage } = behavior;
  const routing = routingOf(behavior);
  if (notFoundPage !== undefined) {
    return {
      request: knownFilesCode(origin, routing, notFoundPage),
      response: { name: "not-found-status", code: source("notFoundStatus.js") },
    };
  }
  switch (routing) {
    case "spa":
      return { request: { name: routing, code: source("singlePage.js") } };
    case "directory-index":
      return { request: { name: routing, code: withRedirect(source("directoryIndex.js")) } };
    case "files":
      return {};
  }
}

function routingOf({ spa, directoryIndex }: StaticBehavior): Routing {
  if (spa === true) {
    return "spa";
  }
  return directoryIndex === true ? "directory-index" : "files";
}

function knownFilesCode(files: S3Origin, routing: Routing, notFoundPage: string): ViewerCode {
  return {
    // The page is part of the name: two behaviors can have different pages.
    name: `${files.name}-${routing}${notFoundPage.replace(/[^A-Za-z0-9]+/g, "-")}`,
    code: withSettings(withRedirect(source("knownFiles.js")), { routing, notFoundPage }),
    files,
  };
}

function source(file: string): string {
  return readFileSync(join(__dirname, "functions", file), "utf8");
}

function withRedirect(code: string): string {
  return `${code}\n${source("redirectToFolder.js")}`;
}

/** Replaces each `"{{name}}"` by the setting with that name. */
function withSettings(code: string, settings: Readonly<Record<string, unknown>>): string {
  return code.replace(/"{{(\w+)}}"/g, (_, name: string) => JSON.stringify(settings[name]));
}
