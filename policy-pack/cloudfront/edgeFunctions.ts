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
 * Why the Host that a behavior would forward may be another one in the end: a viewer-request function of runtime 2.0 that
 * sets the origin, or an origin-request Lambda@Edge. A viewer-request Lambda@Edge can't: Host is read-only there.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export function edgeFunctionThatMayRewriteHost(behavior: Behavior, program: ProgramIndex): string | undefined {
  const { edgeFunctions } = behavior;
  if (edgeFunctions instanceof Unknown) {
    return `its edge functions are not known: ${edgeFunctions.reason}`;
  }
  return edgeFunctions
    .map((edgeFunction) => mayRewriteHost(edgeFunction, program))
    .find((reason) => reason !== undefined);
}

function mayRewriteHost({ kind, event, arn }: EdgeFunction, program: ProgramIndex): string | undefined {
  if (event instanceof Unknown) {
    return "an edge function of it runs at an event that is not known";
  }
  if (kind === "lambda") {
    return event === "origin-request" ? "an origin-request Lambda@Edge of it may set another Host" : undefined;
  }
  if (event !== "viewer-request") {
    return undefined;
  }
  const reasons = [
    ...program
      .possible(functionType, arn, "arn")
      .map(({ props }) => codeMayRewriteHost(readString(props, "runtime"), readString(props, "code"))),
    ...program
      .possible(nativeFunctionType, arn, "functionArn")
      .map(({ props }) =>
        codeMayRewriteHost(
          readString(readObject(props, "functionConfig"), "runtime"),
          readString(props, "functionCode"),
        ),
      ),
  ];
  return reasons.length === 0
    ? "a viewer-request function of it, whose code is not of this program, may set another Host"
    : reasons.find((reason) => reason !== undefined);
}

function codeMayRewriteHost(runtime: Maybe<string | undefined>, code: Maybe<string | undefined>): string | undefined {
  if (runtime === "cloudfront-js-1.0") {
    return undefined;
  }
  if (!isKnown(code) || code === undefined) {
    return "a viewer-request function of it, whose code is not known, may set another Host";
  }
  return originSetters.test(withoutCommentsAndImports(code))
    ? "a viewer-request function of it sets the origin, and may set another Host"
    : undefined;
}

/** What is only mentioned or imported is not called. */
function withoutCommentsAndImports(code: string): string {
  // Strings are matched first, so that what looks like a comment in one stays.
  const stringOrComment = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/.*|\/\*[^]*?\*\//g;
  return code
    .replace(stringOrComment, (_, text: string | undefined) => text ?? "")
    .replace(/^\s*import\b[^;\n]*/gm, "");
}
