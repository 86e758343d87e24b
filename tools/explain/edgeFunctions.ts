import { Behavior, EdgeFunction } from "../../policy-pack/cloudfront/model";
import { isKnown } from "../../policy-pack/program/maybe";
import { ProgramIndex } from "../../policy-pack/program/programIndex";
import { resourceName } from "../../policy-pack/program/resource";
import { FunctionRun } from "./functionRun";
import { headerNames, headerOf, pathOf, queryOf, ViewerRequest } from "./viewerRequest";

/** One line for each edge function of a behavior: its event, its name, and what it does or can do. */
export function functionsOf(
  { edgeFunctions }: Behavior,
  program: ProgramIndex,
  request: ViewerRequest,
  run: FunctionRun | undefined,
): string[] {
  return isKnown(edgeFunctions)
    ? edgeFunctions.map((one) => {
        const wasRun = one.kind === "cloudfront-function" && one.event === "viewer-request";
        return describeFunction(one, program, wasRun && run !== undefined ? effectOf(run, request) : undefined);
      })
    : [`unknown: ${edgeFunctions.reason}`];
}

const possibleEffects: Readonly<Record<string, string>> = {
  "viewer-request": "can return a response, or change the path, the query string and all headers except Host",
  "origin-request": "can change everything that the origin receives, including Host",
  "origin-response": "can change the response before it is cached",
  "viewer-response": "can change a response with a status below 400",
};

function describeFunction({ kind, event, arn }: EdgeFunction, program: ProgramIndex, effect?: string): string {
  const own = program.find("aws:cloudfront/function:Function", arn, "arn");
  const name = own === undefined ? (isKnown(arn) ? (arn ?? "") : "with an unknown ARN") : resourceName(own);
  const when = isKnown(event) ? (event ?? "") : "unknown event";
  const what = kind === "lambda" ? "Lambda@Edge" : "CloudFront Function";
  return `${when}: ${what} ${name} ${effect ?? possibleEffects[when] ?? ""}`.trimEnd();
}

function effectOf(run: FunctionRun, request: ViewerRequest): string {
  switch (run.kind) {
    case "request":
      return changesOf(request, run.request);
    case "response":
      return `returns ${run.status}${run.location === undefined ? "" : ` to ${run.location}`}, and the request reaches no origin`;
    case "failed":
      return `fails, and CloudFront returns 503: ${run.error}`;
    case "not run":
      return `${possibleEffects["viewer-request"] ?? ""} (not run: ${run.reason})`;
  }
}

function changesOf(before: ViewerRequest, after: ViewerRequest): string {
  const names = [...new Set([...headerNames(before), ...headerNames(after)])];
  const headers = names.filter((name) => headerOf(before, name) !== headerOf(after, name));
  const changes = [
    ...(pathOf(before) === pathOf(after) ? [] : [`the path to ${pathOf(after)}`]),
    ...(queryOf(before) === queryOf(after) ? [] : [`the query string to ${queryOf(after) || "none"}`]),
    ...(headers.length === 0 ? [] : [`the headers ${headers.join(", ")}`]),
  ];
  return changes.length === 0 ? "does not change this request" : `changes ${changes.join(", and ")}`;
}
