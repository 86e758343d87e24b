import { channel } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { S3Origin } from "../origin";
import { present } from "../present";
import { slug } from "../slug";
import { Domain } from "./args";
import { ApiBehavior, Behavior, byOriginKind, CustomBehavior, StaticBehavior, ViewerFunction } from "./behavior";
import { mergedCode, ViewerEvent } from "./mergedCode";

/** The code of a behavior's CloudFront Function for one type of event. */
export interface ViewerCode {
  /** A part of the function's name. The same name means the same code. */
  readonly name: string;
  readonly code: string;
  /** The origin with the files that the code looks up in a key value store. */
  readonly files?: S3Origin;
}

/** A part of a function, with its own `handler`. */
export interface ViewerStep extends Pick<ViewerCode, "code" | "files"> {
  /** A part of the function's name. Undefined for the route's own code. */
  readonly name?: string;
}

/** The steps that depend on the behavior's origin. */
type OriginSteps = Partial<Readonly<Record<ViewerEvent, readonly ViewerStep[]>>>;

/** How the viewer-request function handles a path without a matching file. */
type Routing = "spa" | "directory-index" | "files";

/**
 * The code that runs on the viewers' requests or responses of a behavior; undefined if there is none.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 * @param route a part of the names of the route's resources
 */
export function viewerCode(
  event: ViewerEvent,
  route: string,
  behavior: Behavior,
  domain: Domain | undefined,
): ViewerCode | undefined {
  const steps = viewerSteps(event, behavior, domain);
  const [only, ...others] = steps;
  if (only === undefined) {
    return undefined;
  }
  const isOwn = steps.some(({ name }) => name === undefined);
  return {
    name: isOwn ? `${route}-${event}` : steps.map(({ name }) => name).join("-"),
    code:
      others.length === 0
        ? only.code
        : mergedCode(
            event,
            steps.map(({ code }) => code),
          ),
    ...present({ files: steps.find(({ files }) => files !== undefined)?.files }),
  };
}

/** The steps of a behavior's function, in the order in which they run. */
export function viewerSteps(event: ViewerEvent, behavior: Behavior, domain: Domain | undefined): readonly ViewerStep[] {
  const { viewerRequest, viewerResponse } = behavior;
  const ofOrigin = byOriginKind(behavior, { "api-gateway": apiSteps, s3: staticSteps, custom: pathSteps });
  // The route's own code gets the path that the viewer requested, and the status that the viewer receives.
  return event === "request"
    ? [...redirectSteps(domain), ...ownSteps(viewerRequest), ...(ofOrigin.request ?? [])]
    : [...(ofOrigin.response ?? []), ...ownSteps(viewerResponse)];
}

function ownSteps(own: ViewerFunction | undefined): ViewerStep[] {
  return own === undefined ? [] : [{ code: codeOfFunction(own) }];
}

const reads = channel("pulumi-multi-origin:read");

/**
 * Announces the file, absolute, for tools that deploy it when it is edited.
 * @throws if the file cannot be read
 */
export function codeOfFunction(own: ViewerFunction): string {
  if (own.code !== undefined) {
    return own.code;
  }
  reads.publish(resolve(own.file));
  return readFileSync(own.file, "utf8");
}

function redirectSteps(domain: Domain | undefined): ViewerStep[] {
  const { name, redirectNames = [] } = domain ?? {};
  return redirectNames.length === 0
    ? []
    : [{ name: "redirect-names", code: withSettings(source("redirectNames.js"), { name, redirectNames }) }];
}

function apiSteps(behavior: ApiBehavior): OriginSteps {
  const { webSocketPath } = behavior.origin;
  return webSocketPath === undefined ? pathSteps(behavior) : { request: [webSocketStep(webSocketPath)] };
}

function webSocketStep(webSocketPath: string): ViewerStep {
  return {
    name: `web-socket-${slug(webSocketPath)}`,
    code: withSettings(source("webSocketPath.js"), { webSocketPath }),
  };
}

function pathSteps({ stripPrefix }: ApiBehavior | CustomBehavior): OriginSteps {
  return stripPrefix === undefined
    ? {}
    : {
        request: [
          {
            name: `strip-${slug(stripPrefix)}`,
            code: withSettings(source("stripPrefix.js"), { stripPrefix }),
          },
        ],
      };
}

function staticSteps(behavior: StaticBehavior): OriginSteps {
  const { origin, notFoundPage } = behavior;
  const routing = routingOf(behavior);
  if (notFoundPage !== undefined) {
    return {
      request: [knownFilesStep(origin, routing, notFoundPage)],
      response: [{ name: "not-found-status", code: source("notFoundStatus.js") }],
    };
  }
  switch (routing) {
    case "spa":
      return { request: [{ name: routing, code: source("singlePage.js") }] };
    case "directory-index":
      return { request: [{ name: routing, code: withRedirect(source("directoryIndex.js")) }] };
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

function knownFilesStep(files: S3Origin, routing: Routing, notFoundPage: string): ViewerStep {
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
