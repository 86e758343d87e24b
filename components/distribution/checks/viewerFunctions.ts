import { childPath } from "../../checks";
import { problem, Problem } from "../../problems";
import { Domain } from "../args";
import { Behavior, ViewerFunction } from "../behavior";
import { FunctionCode, readFunctionCode } from "../functionCode";
import { importClash, ViewerEvent, viewerEvents } from "../mergedCode";
import { codeOfFunction, viewerCode, ViewerStep, viewerSteps } from "../viewerCode";
import { Located, Readable } from "./readable";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions
const mostBytes = 10_240;

/** The function of a behavior for one type of event. */
interface Subject {
  readonly event: ViewerEvent;
  readonly behavior: Behavior;
  readonly domain: Domain | undefined;
  /** The route's own code, and its property path. */
  readonly own: Located<ViewerFunction> | undefined;
}

export function checkViewerFunctions({ behaviors, settings: { value, path } }: Readable): Problem[] {
  const { domain } = value;
  const subjects = behaviors.flatMap((behavior) => subjectsOf(behavior, domain));
  return [
    ...subjects.flatMap((subject) => (subject.own === undefined ? [] : checkOwn(subject, subject.own))),
    ...checkRedirectNames(
      subjects.filter(({ own }) => own === undefined),
      childPath(path, "domain.redirectNames"),
    ),
  ];
}

function subjectsOf({ value: behavior, path }: Located<Behavior>, domain: Domain | undefined): Subject[] {
  return viewerEvents.map((event) => {
    const property = event === "request" ? "viewerRequest" : "viewerResponse";
    const own = behavior[property];
    return { event, behavior, domain, own: own && { value: own, path: childPath(path, property) } };
  });
}

function checkOwn(subject: Subject, own: Located<ViewerFunction>): Problem[] {
  const path = childPath(own.path, own.value.file === undefined ? "code" : "file");
  const code = tryReading(own.value);
  if (code === undefined) {
    return [problem(path, own.value.file, "use the path of an existing file")];
  }
  const parsed = tryParsing(code);
  if (parsed instanceof SyntaxError) {
    return [{ propertyPath: path, reason: `the code is not valid JavaScript: ${parsed.message}` }];
  }
  const isCallable = parsed.names.includes("handler") && !parsed.hasExports;
  const reason = isCallable ? clashOf(code, subject) : "declare the function `handler`, without `export`";
  return reason === undefined ? checkOwnSize(code, subject, path) : [{ propertyPath: path, reason }];
}

function clashOf(code: string, { event, behavior, domain }: Subject): string | undefined {
  const others = viewerSteps(event, behavior, domain).filter(isOfComponent);
  const name = importClash(
    code,
    others.map((other) => other.code),
  );
  return name && `rename the import ${name}: the component's own code imports this name from another module`;
}

function checkOwnSize(code: string, subject: Subject, propertyPath: string): Problem[] {
  const [all, own] = [sizeOf(subject), Buffer.byteLength(code)];
  const parts = all === own ? "" : `: ${own} of this code, and ${all - own} of the component's own`;
  return all > mostBytes ? [{ propertyPath, reason: `${tooLarge(all)}${parts}; shorten or minify the code` }] : [];
}

/** Without the route's own code, only the list of names can be too long. */
function checkRedirectNames(subjects: readonly Subject[], propertyPath: string): Problem[] {
  const largest = Math.max(0, ...subjects.map(sizeOf));
  return largest > mostBytes ? [{ propertyPath, reason: `${tooLarge(largest)}; use fewer names` }] : [];
}

function tooLarge(bytes: number): string {
  return `the CloudFront Function would have ${bytes} bytes, and CloudFront allows ${mostBytes}`;
}

function sizeOf({ event, behavior, domain }: Subject): number {
  return Buffer.byteLength(viewerCode(event, "", behavior, domain)?.code ?? "");
}

function isOfComponent({ name }: ViewerStep): boolean {
  return name !== undefined;
}

function tryReading(own: ViewerFunction): string | undefined {
  try {
    return codeOfFunction(own);
  } catch {
    return undefined;
  }
}

function tryParsing(code: string): FunctionCode | SyntaxError {
  try {
    return readFunctionCode(code);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return error;
    }
    throw error;
  }
}
