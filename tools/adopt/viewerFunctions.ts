import type { ViewerFunction } from "../../components/distribution/behavior";
import { present } from "../../components/present";
import { isKnown } from "../../policy-pack/program/maybe";
import type { ProgramIndex } from "../../policy-pack/program/programIndex";
import { Properties, readObject, readString, readStrings } from "../../policy-pack/program/readValue";
import { text } from "./origins";
import { items } from "./settings";

/** The own code of a route. */
export interface ViewerFunctions {
  readonly viewerRequest?: ViewerFunction;
  readonly viewerResponse?: ViewerFunction;
}

/**
 * The CloudFront Functions of a cache behavior. The state must have their code. A route has no key value store and not the
 * runtime 1.0, so these functions are omitted.
 */
export function viewerFunctionsOf({ functionAssociations }: Properties, program: ProgramIndex): ViewerFunctions {
  const codeAt = (event: string): ViewerFunction | undefined => {
    const association = items(functionAssociations).find(({ eventType }) => eventType === event);
    const code = association && codeOf(text(association.functionArn), program);
    return code === undefined ? undefined : { code };
  };
  return present({ viewerRequest: codeAt("viewer-request"), viewerResponse: codeAt("viewer-response") });
}

function codeOf(arn: string | undefined, program: ProgramIndex): string | undefined {
  const [found] = program.possible("aws:cloudfront/function:Function", arn, "arn");
  const [native] = program.possible("aws-native:cloudfront:Function", arn, "functionArn");
  const settings = found?.props ?? readObject(native?.props, "functionConfig");
  const code = found === undefined ? readString(native?.props, "functionCode") : readString(found.props, "code");
  const stores = readStrings(settings, "keyValueStoreAssociations");
  const isRunnable =
    readString(settings, "runtime") === "cloudfront-js-2.0" && isKnown(stores) && (stores ?? []).length === 0;
  return isRunnable && isKnown(code) ? code : undefined;
}
