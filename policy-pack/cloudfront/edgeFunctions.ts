import { ProgramIndex } from "../program/programIndex";
import { isKnown, Maybe, Unknown } from "../program/maybe";
import { Behavior, EdgeFunction } from "./model";
import { readObject, readString } from "../program/readValue";

const functionType = "aws:cloudfront/function:Function";
const nativeFunctionType = "aws-native:cloudfront:Function";
export const functionTypes = [functionType, nativeFunctionType] as const;

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
const originSetters = /\b(updateRequestOrigin|selectRequestOriginById|createRequestOriginGroup)\b/;

/**
 * The reason why an edge function of a behavior can change the Host that the origin receives: a viewer-request function of
 * runtime 2.0 sets the origin, or Lambda@Edge runs at origin-request. For Lambda@Edge at viewer-request, Host is read-only.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export function reasonForAnotherHost(behavior: Behavior, program: ProgramIndex): string | undefined {
  const { edgeFunctions } = behavior;
  if (edgeFunctions instanceof Unknown) {
    return `the edge functions are unknown: ${edgeFunctions.reason}`;
  }
  return edgeFunctions
    .map((edgeFunction) => reasonOfFunction(edgeFunction, program))
    .find((reason) => reason !== undefined);
}

function reasonOfFunction({ kind, event, arn }: EdgeFunction, program: ProgramIndex): string | undefined {
  if (event instanceof Unknown) {
    return "an edge function has an unknown event";
  }
  if (kind === "lambda") {
    return event === "origin-request" ? "an origin-request Lambda@Edge function can change Host" : undefined;
  }
  if (event !== "viewer-request") {
    return undefined;
  }
  const reasons = [
    ...program
      .possible(functionType, arn, "arn")
      .map(({ props }) => reasonOfCode(readString(props, "runtime"), readString(props, "code"))),
    ...program
      .possible(nativeFunctionType, arn, "functionArn")
      .map(({ props }) =>
        reasonOfCode(readString(readObject(props, "functionConfig"), "runtime"), readString(props, "functionCode")),
      ),
  ];
  return reasons.length === 0
    ? "a viewer-request function that is not part of this program can change Host"
    : reasons.find((reason) => reason !== undefined);
}

function reasonOfCode(runtime: Maybe<string | undefined>, code: Maybe<string | undefined>): string | undefined {
  if (runtime === "cloudfront-js-1.0") {
    return undefined;
  }
  if (!isKnown(code) || code === undefined) {
    return "a viewer-request function with unknown code can change Host";
  }
  return originSetters.test(withoutCommentsAndImports(code))
    ? "a viewer-request function sets the origin and can change Host"
    : undefined;
}

/** The code without the names that it only mentions or imports. */
function withoutCommentsAndImports(code: string): string {
  // The expression also matches strings, to skip text in them that looks like a comment.
  const stringOrComment = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/.*|\/\*[^]*?\*\//g;
  return code
    .replace(stringOrComment, (_, text: string | undefined) => text ?? "")
    .replace(/^\s*import\b[^;\n]*/gm, "");
}
