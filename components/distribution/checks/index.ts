import { isObject } from "../../checks";
import { Problem } from "../../problems";
import { MultiOriginDistributionArgs } from "../args";
import { checkShape } from "./argsShape";
import { checkBehavior } from "./behavior";
import { checkDomain } from "./domain";
import { checkLimits } from "./limits";
import { checkOrigins } from "./origins";
import { checkPaths, pathAdvice } from "./paths";
import { readableParts } from "./readable";
import { checkStripPrefixes } from "./stripPrefix";
import { checkWebAcl } from "./settings";
import { checkViewerFunctions } from "./viewerFunctions";
import { checkWebSockets } from "./webSocket";

/**
 * Returns the problems that can be found before anything is created.
 * @param path the path of the arguments, e.g. `front`
 */
export function checkMultiOriginDistribution(args: MultiOriginDistributionArgs, path = ""): Problem[] {
  const found = checkShape(args, path);
  if (!isObject(args)) {
    return found;
  }
  const readable = readableParts(
    args,
    path,
    found.filter(({ isUnknownName }) => isUnknownName !== true),
  );
  return [
    ...found,
    ...readable.behaviors.flatMap((behavior) => checkBehavior(behavior, readable.settings.value.headerQuota)),
    ...checkPaths(readable),
    ...checkStripPrefixes(readable),
    ...checkViewerFunctions(readable),
    ...checkWebSockets(readable),
    ...checkOrigins(readable),
    ...checkDomain(readable.settings),
    ...checkWebAcl(readable.settings),
    ...checkLimits(readable),
  ];
}

/** What is probably a mistake in valid arguments, but can be intended. The component prints it as warnings. */
export function distributionAdvice(args: MultiOriginDistributionArgs): Problem[] {
  return pathAdvice(readableParts(args, "", []));
}
