import { isKnown, Maybe, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { readObject, readString } from "../program/readValue";
import { Resource } from "../program/resource";
import { anyChange, Names, RequestChanges } from "./functions/changes";
import { Behavior, EdgeFunction } from "./model";

/**
 * A part of the request that can differ at the origin from what the viewer sent and the cache behavior forwards, or the
 * status that can differ from what the origin responds.
 */
export type RequestPart =
  | "path"
  | "Host"
  | "cookies"
  | "query strings"
  /** Which origin receives the request. */
  | "origin"
  /** How CloudFront connects to the origin. */
  | "origin protocol"
  /** Whether and by whom the request is signed. */
  | "signature"
  | "response status"
  | `header ${string}`;

const functionType = "aws:cloudfront/function:Function";
const nativeFunctionType = "aws-native:cloudfront:Function";
export const functionTypes: readonly string[] = [functionType, nativeFunctionType];

/** The first of the possible changes; undefined if there is none. */
export function possibleChange(
  parts: readonly RequestPart[],
  behavior: Behavior,
  program: ProgramIndex,
): Unknown | undefined {
  return possibleChanges(parts, behavior, program)[0];
}

/**
 * The unknown changes that the edge functions of a behavior can make to parts of the request before the origin receives
 * it: at most one for each function.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export function possibleChanges(
  parts: readonly RequestPart[],
  { edgeFunctions }: Behavior,
  program: ProgramIndex,
): readonly Unknown[] {
  if (edgeFunctions instanceof Unknown) {
    return [edgeFunctions.causes(`the edge functions are unknown: ${edgeFunctions.reason}`)];
  }
  return edgeFunctions.flatMap((edgeFunction) =>
    parts.flatMap((part) => changeByFunction(part, edgeFunction, program) ?? []).slice(0, 1),
  );
}

function changeByFunction(part: RequestPart, edgeFunction: EdgeFunction, program: ProgramIndex): Unknown | undefined {
  const { kind, event } = edgeFunction;
  if (event instanceof Unknown) {
    return event.causes(`the event type of an edge function is unknown: ${event.reason}`);
  }
  switch (event) {
    case "origin-request":
      return changeBy("an origin-request Lambda@Edge function", part);
    case "origin-response":
      return part === "response status" ? changeBy("an origin-response Lambda@Edge function", part) : undefined;
    case "viewer-request":
      return kind === "lambda" ? changeByViewerLambda(part) : changeByViewerFunction(part, edgeFunction, program);
    case undefined:
    default:
      return undefined;
  }
}

/** The function is what is unknown, whichever part of the request it can change. */
function changeBy(edgeFunction: string, part: RequestPart): Unknown {
  return new Unknown(`${edgeFunction} can change the ${part}`, undefined, {
    root: edgeFunction,
    resolution: "Check its code.",
  });
}

/** At viewer-request, Host is read-only and the origin is not selected yet. */
function changeByViewerLambda(part: RequestPart): Unknown | undefined {
  const changes = part === "path" || part === "cookies" || part === "query strings" || part.startsWith("header ");
  return changes ? changeBy("a viewer-request Lambda@Edge function", part) : undefined;
}

function changeByViewerFunction(part: RequestPart, { arn }: EdgeFunction, program: ProgramIndex): Unknown | undefined {
  const possible = possibleFunctions(arn, program);
  if (possible.length === 0) {
    return changeBy("a viewer-request function that is not part of this program", part);
  }
  if (possible.some(({ code }) => !isKnown(code))) {
    return changeBy("a viewer-request function with unknown code", part);
  }
  return possible.some((candidate) => changesPart(part, changesOf(candidate)))
    ? changeBy("a viewer-request function", part)
    : undefined;
}

/** The IDs of the origins to which the viewer-request functions of a behavior can route requests. */
export function selectableOrigins(behavior: Behavior, program: ProgramIndex): readonly Names[] {
  return viewerFunctionsOf(behavior, program)
    .flat()
    .filter(({ code }) => isKnown(code))
    .map((candidate) => changesOf(candidate).selectedOrigins);
}

/** A viewer-request function sends a Host that it computes, which can be the viewer's. */
export function computedHost(behavior: Behavior, program: ProgramIndex): Unknown | undefined {
  return viewerFunctionsOf(behavior, program)
    .flat()
    .some((candidate) => changesOf(candidate).computesHost)
    ? new Unknown("a viewer-request function computes hostHeader, which can be the viewer's Host", undefined, {
        resolution: "Set hostHeader to the API's hostname, or remove it.",
      })
    : undefined;
}

/** Whether a viewer-request function responds to every request of a behavior, so that none reaches an origin. */
export function alwaysResponds(behavior: Behavior, program: ProgramIndex): boolean {
  return viewerFunctionsOf(behavior, program).some(
    (possible) => possible.length > 0 && possible.every((candidate) => changesOf(candidate).alwaysResponds),
  );
}

/** For each CloudFront Function at viewer-request, the functions of the program that it can be. */
function viewerFunctionsOf({ edgeFunctions }: Behavior, program: ProgramIndex): readonly (readonly ViewerFunction[])[] {
  return (isKnown(edgeFunctions) ? edgeFunctions : [])
    .filter(({ kind, event }) => kind === "cloudfront-function" && event === "viewer-request")
    .map(({ arn }) => possibleFunctions(arn, program));
}

interface ViewerFunction {
  readonly runtime: Maybe<string | undefined>;
  readonly code: Maybe<string | undefined>;
}

function possibleFunctions(arn: EdgeFunction["arn"], program: ProgramIndex): readonly ViewerFunction[] {
  return [
    ...program
      .possible(functionType, arn, "arn")
      .map(({ props }) => ({ runtime: readString(props, "runtime"), code: readString(props, "code") })),
    ...program.possible(nativeFunctionType, arn, "functionArn").map(readNativeFunction),
  ];
}

function readNativeFunction({ props }: Resource): ViewerFunction {
  const runtime = readString(readObject(props, "functionConfig"), "runtime");
  return { runtime, code: readString(props, "functionCode") };
}

/** Parsed once for each code: many rules ask, and many behaviors share a function. */
const parsed = new Map<string, RequestChanges>();

function changesOf({ runtime, code }: ViewerFunction): RequestChanges {
  if (!isKnown(code) || code === undefined) {
    return anyChange;
  }
  const changes = parsed.get(code) ?? parser().requestChanges(code);
  parsed.set(code, changes);
  // Runtime 1.0 has no origin helpers.
  return runtime === "cloudfront-js-1.0"
    ? { ...changes, originSettings: new Set(), computesHost: false, selectedOrigins: new Set() }
    : changes;
}

/** Loaded for the first function: an engine boots the pack twice in each update, and few programs have one. */
function parser(): typeof import("./functions/requestChanges") {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at boot
  return require("./functions/requestChanges") as typeof import("./functions/requestChanges");
}

function changesPart(part: RequestPart, changes: RequestChanges): boolean {
  const { path, headers, cookies, queryStrings, originSettings, selectedOrigins } = changes;
  const setsOrigin = (...settings: string[]) =>
    settings.some((setting) => includes(originSettings, setting)) || includesAny(selectedOrigins);
  switch (part) {
    case "path":
      return path || setsOrigin("originpath");
    case "response status":
      return setsOrigin("domainname");
    case "Host":
      return setsOrigin("hostheader", "domainname");
    case "cookies":
      return includesAny(cookies) || includes(headers, "cookie");
    case "query strings":
      return includesAny(queryStrings);
    case "origin":
      return setsOrigin("domainname");
    case "origin protocol":
      return setsOrigin("domainname", "customoriginconfig");
    case "signature":
      return setsOrigin("domainname", "originaccesscontrolconfig") || includes(headers, "authorization");
    default:
      return includes(headers, part.slice("header ".length).toLowerCase()) || includes(originSettings, "customheaders");
  }
}

function includes(names: Names, name: string): boolean {
  return names === "any" || names.has(name);
}

function includesAny(names: Names): boolean {
  return names === "any" || names.size > 0;
}
